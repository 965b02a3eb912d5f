"""The change of a mapping by which it would match what it almost matched."""

from typing import Final

from sprig_tui.domain.settings import Mapping, MatchType, TriggeredEvent

CHANGED: Final = "As the event has it; what matched before does no more."
TO_CHANGE: Final = "It almost matches: change it until the test below says that it does."


def near_edit(mapping: Mapping, seen: str) -> tuple[Mapping, str]:
    """The mapping to begin the edit with, and a sentence on it.

    Only a text that is compared whole can be changed to the one that was seen; of a part or a
    pattern the operator knows better.
    """
    if mapping.match is not MatchType.EXACTLY:
        return mapping, TO_CHANGE
    field = "event" if isinstance(mapping, TriggeredEvent) else "url"
    return mapping.model_copy(update={field: seen}), CHANGED
