"""A comparison in plain words, for the terminal and the command line.

Sentences hold patterns, names and URLs from outside: they are shown through `safe`.
"""

from typing import Final

from sprig_tui.domain.comparison import Comparison, Effect, MappingShift, StepShift

EFFECT_WORDS: Final = {
    Effect.LOST: "lost",
    Effect.GAINED: "gained",
    Effect.SENT_DIFFERENTLY: "sent differently",
    Effect.OTHER_REASON: "another reason",
    Effect.OTHER_MAPPING: "another mapping",
}
"""Each effect in a word or two."""


def headline(comparison: Comparison) -> str:
    """What changes, in one sentence."""
    seen = _events(comparison.looked_at)
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (comparison.gained, "more would be forwarded"),
            (comparison.lost, "would not be forwarded any more"),
            (comparison.sends_other, "would be sent differently"),
            (comparison.other_reason, "would be filtered or forwarded for another reason"),
            (comparison.only_other_mapping, "would be forwarded by another mapping"),
        )
        if count
    ]
    if not parts:
        return f"Nothing changes for {seen}."
    return f"Of {seen}, {_listed(parts)}."


def step_words(shift: StepShift) -> str:
    """A pair of reasons: `filtered.unmapped_event -> forwarded.event`."""
    if shift.other_mapping:
        return f"{shift.before.value}, by another mapping"
    if shift.before is shift.after:
        return f"{shift.before.value}, sent differently"
    return f"{shift.before.value} -> {shift.after.value}"


def field_words(shift: StepShift, most: int) -> str:
    """How what is sent differs, with counts: `without emailAddress (5), other events.event (2)`."""
    shown = ", ".join(f"{words} ({count:,})" for words, count in shift.fields[:most])
    return f"{shown}, …" if len(shift.fields) > most else shown


def place_words(shift: MappingShift) -> str:
    """Where a mapping stands, counting from 1: ` #3`, ` #3 (was #2)`, ` #3 (new)`, ` (gone)`."""
    if shift.after is None:
        return " (gone)"
    if shift.before is None:
        return f" #{shift.after + 1} (new)"
    was = "" if shift.before == shift.after else f" (was #{shift.before + 1})"
    return f" #{shift.after + 1}{was}"


def _events(count: int) -> str:
    return f"{count:,} event" + ("" if count == 1 else "s")


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
