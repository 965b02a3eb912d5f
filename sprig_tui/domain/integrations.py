"""The integrations object: whether an event is meant for a destination (facts.md, section 2)."""

from collections.abc import Mapping, Sequence
from typing import Final

ALL: Final = "All"


def switch_of(integrations: object, names: Sequence[str]) -> tuple[bool, str | None]:
    """Whether the destination with `names` is on, and the flag that says so.

    None is the flag when nothing is said, which means on. Flags are case sensitive; one for a name
    of the destination beats `All`, an object counts as true, and so does whatever else is neither
    false nor null (null says nothing). Of flags that contradict each other the one that is off
    counts, because nothing is sent then.
    """
    if not isinstance(integrations, Mapping):
        return True, None
    said = [name for name in names if integrations.get(name) is not None]
    off = [name for name in said if integrations[name] is False]
    if off:
        return False, off[0]
    if said:
        return True, said[0]
    overall = integrations.get(ALL)
    return overall is not False, None if overall is None else ALL
