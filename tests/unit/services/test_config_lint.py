"""What traffic tells about a config."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.lint.filter_use import FilterUse
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.secret import Secret
from sprig_tui.services import config_lint
from sprig_tui.services.config_lint import lint_against_log
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

COMES_FIRST = "another came first each time"
SINCE = "seen since 2026-11-22 12:00 UTC"


def snapshot(text: str) -> ConfigSnapshot:
    return read_config(text, "/etc/sprig.toml", environment_key=Secret())


def log(count: int, *, kind: str = "track", names: int = 40) -> MemoryLog:
    """A log of `count` calls with so many names or URLs."""
    seen = MemoryLog()
    for number in range(count):
        name = f"{'https://shop.example/' if kind == 'page' else ''}Item {number % names}"
        value: dict[str, object] = {"type": kind, "userId": "u_1"}
        if kind == "page":
            value["properties"] = {"url": name}
        else:
            value["event" if kind == "track" else "name"] = name
        seen.writes.append(new_row(number, type=kind, name=name, value=value))
    return seen


async def told(text: str, seen: MemoryLog) -> list[tuple[str, int | None, str]]:
    """The key, line and sentence of each warning."""
    found = await lint_against_log(snapshot(text), seen)
    assert all(problem.severity == "warning" for problem in found)
    return [(problem.key, problem.line, problem.message) for problem in found]


EVENTS = """
[[triggered_events]]
event = "Item 1"

[[triggered_events]]
event = "Item"
match = "startsWith"

[[triggered_events]]
event = "Ite[m]"
match = "regex"

[[triggered_events]]
event = "Invoice Paid"

[[triggered_events]]
event = "Off"
enabled = false
"""


async def test_a_mapping_that_matched_nothing_or_never_won_is_told() -> None:
    assert await told(EVENTS, log(50)) == [
        (
            "triggered_events.2.event",
            10,
            (
                f"[[triggered_events]] #3: it matches 40 of the 40 event names {SINCE}, and "
                f"{COMES_FIRST}, mostly #2"
            ),
        ),
        (
            "triggered_events.3.event",
            14,
            f"[[triggered_events]] #4: it matches none of the 40 event names {SINCE}",
        ),
    ]


async def test_the_one_that_always_came_first_is_named() -> None:
    text = '[[page_urls]]\nurl = "x[a]mple"\n[[page_urls]]\nurl = "Item 1$"\n'
    ((key, line, message),) = await told(text, log(20, kind="page", names=20))
    assert (key, line) == ("page_urls.1.url", 4)
    assert message == (
        f"[[page_urls]] #2: it matches 1 of the 20 page URLs {SINCE}, and {COMES_FIRST}, #1"
    )


@pytest.mark.parametrize(
    ("count", "names", "enough"),
    [(19, 19, False), (20, 20, True), (99, 1, False), (100, 1, True)],
)
async def test_nothing_is_said_of_little_traffic(count: int, names: int, *, enough: bool) -> None:
    """Twenty names, or a hundred events."""
    text = '[[triggered_events]]\nevent = "Invoice Paid"\n'
    assert bool(await told(text, log(count, names=names))) is enough


async def test_only_calls_that_are_compared_count() -> None:
    """Screens are no events of the classic destination, and it alone compares pages."""
    text = '[[triggered_events]]\nevent = "Invoice Paid"\n[[page_urls]]\nurl = "/other"\n'
    actions = f'[destination]\nkind = "sprig_actions"\n{text}'
    assert await told(text, log(100, kind="screen")) == []
    assert [key for key, _, _ in await told(actions, log(100, kind="screen"))] == [
        "triggered_events.0.event"
    ]
    assert [key for key, _, _ in await told(text, log(100, kind="page"))] == ["page_urls.0.url"]
    assert await told(actions, log(100, kind="page")) == []


async def test_rejected_calls_do_not_count() -> None:
    seen = MemoryLog()
    for number in range(100):
        seen.writes.append(new_row(number, reason=Reason.BAD_USER_ID))
    assert await told('[[triggered_events]]\nevent = "x"\n[[filters]]\nif = "x"\n', seen) == []


async def test_a_mapping_that_ever_decided_an_event_is_fine() -> None:
    seen = log(100)
    seen.writes.count_hit(MappingKey("triggered_events", "exactly", "Invoice Paid"), at_ms=1)
    assert await told('[[triggered_events]]\nevent = "Invoice Paid"\n', seen) == []


async def test_what_the_file_alone_tells_is_not_told_again() -> None:
    text = """
[[triggered_events]]
event = "Invoice"
match = "startsWith"
[[triggered_events]]
event = "Invoice Paid"
[[filters]]
if = "all"
action = "drop_event"
"""
    assert [key for key, _, _ in await told(text, log(100))] == ["triggered_events.0.event"]


async def test_only_the_newest_rows_are_looked_at() -> None:
    text = snapshot('[[triggered_events]]\nevent = "Item 1"\n')
    assert await lint_against_log(text, log(200, names=200), limit=50)
    assert not await lint_against_log(text, log(200, names=200), limit=200)


FILTERS = """
[[filters]]
if = 'type = "track" and event != "Checkout"'
action = "drop_event"

[[filters]]
if = 'event = "Heartbeat"'
action = "drop_event"

[[filters]]
if = 'userId = "nobody"'
action = "sample_event"
percent = 0.5
"""


async def test_filters_that_stop_everything_or_match_nothing_are_told() -> None:
    assert await told(FILTERS, log(100)) == [
        ("filters.0.if", 3, f"[[filters]] #1: it lets none of the 100 events {SINCE} pass"),
        ("filters.2.if", 11, f"[[filters]] #3: it matches none of the 100 events {SINCE}"),
    ]
    assert await told(FILTERS, log(99)) == []
    assert [key for key, _, _ in await told(FILTERS, log(100, kind="page"))] == [
        "filters.0.if",
        "filters.1.if",
        "filters.2.if",
    ]


async def test_filters_may_stop_everything_together() -> None:
    text = """
[[filters]]
if = 'contains(event, "1")'
action = "drop_event"
[[filters]]
if = '!contains(event, "1") and type = "track"'
action = "sample_event"
percent = 0.0
"""
    assert [message for _, _, message in await told(text, log(120))] == [
        f"[[filters]] #1: #1 and #2 together let none of the 120 events {SINCE} pass"
    ]


async def test_filters_that_are_off_or_broken_are_not_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No payload is read for them."""

    class NoUse(FilterUse):
        def add(self, event: object) -> None:
            raise AssertionError(event)

    monkeypatch.setattr(config_lint, "FilterUse", NoUse)
    off = '[[filters]]\nif = "all"\naction = "drop_event"\nenabled = false\n'
    broken = '[[filters]]\nif = "="\naction = "drop_event"\n'
    assert await told(off, log(100)) == []
    assert await told(f"{off}{broken}", log(100)) == []


async def test_a_payload_that_is_no_event_any_more_is_passed_over() -> None:
    seen = MemoryLog()
    for number in range(150):
        seen.writes.append(new_row(number, payload=b"{}"))
    assert await told(FILTERS, seen) == []
