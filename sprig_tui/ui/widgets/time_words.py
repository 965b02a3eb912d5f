"""Times as an operator reads them at a glance."""

from typing import Final

STEPS: Final = ((60.0, 1, "s"), (3_600.0, 60, "min"), (48 * 3_600.0, 3_600, "h"))
DAY_S: Final = 86_400


def span_words(seconds: float) -> str:
    """`12 s`, `3 min`, `5 h`, `4 days`; halves of a unit are rounded up."""
    for below, unit, name in STEPS:
        if seconds < below:
            count = int(seconds / unit + 0.5)
            return f"{count} {name}"
    return f"{int(seconds / DAY_S + 0.5)} days"


def due_words(due_ms: int, now_ms: int) -> str:
    """`in 12 s`, or `now`."""
    left_s = (due_ms - now_ms) / 1000
    return f"in {span_words(max(left_s, 1.0))}" if left_s > 0 else "now"


def age_words(since_ms: int, now_ms: int) -> str:
    """How long ago: `12 s`."""
    return span_words(max(now_ms - since_ms, 0) / 1000)


def took_words(ms: int | None) -> str:
    """`41 ms`, `1.2 s`, `3 min`; `-` where nothing was measured."""
    if ms is None:
        return "-"
    if ms < 1_000:
        return f"{ms} ms"
    return f"{ms / 1000:.1f} s" if ms < 60_000 else span_words(ms / 1000)


def count_text(count: int, *, short: bool = False) -> str:
    """`12,345`, short `12k`."""
    if not short or count < 10_000:
        return f"{count:,}"
    return f"{count // 1_000:,}k" if count < 1_000_000 else f"{count / 1_000_000:.1f}M"
