"""Which mapping a verb is about, by the number or pattern that it was given."""

from typing import TYPE_CHECKING, Final

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.mapping_list import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.settings import Mapping

LISTED: Final = 10
"""How many of the mappings that a word may mean are named."""


class SoughtMapping:
    """A mapping of the table `word` ("event" or "url"), named by its number or its pattern.

    Once found it stays the same mapping in files that are read later, whatever its number is then.
    """

    def __init__(self, word: str, sought: str) -> None:
        self._word = word
        self._sought = sought
        self._found: tuple[int, Mapping] | None = None

    def index(self, base: "ConfigSnapshot") -> int:
        """Its index in the file; ends the verb when there is none, or several."""
        from sprig_tui.services.mapping_choice import find_again
        from sprig_tui.services.mapping_view import entries_of

        entries = entries_of(base.config, TABLES[self._word])
        if self._found is None:
            index = _find(entries, self._word, self._sought)
        else:
            again = find_again(entries, *self._found)
            if again is None:
                raise _gone(*self._found)
            index = again
        self._found = index, entries[index]
        return index


def named(entries: "Sequence[Mapping]", index: int) -> str:
    """A mapping by its number and what it matches."""
    from sprig_tui.domain.registered import describe

    return f"#{index + 1} {describe(entries[index])}"


def _find(entries: "Sequence[Mapping]", word: str, sought: str) -> int:
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.services.mapping_choice import mappings_named, nearest_mapping

    found = mappings_named(entries, sought)
    if len(found) == 1:
        return found[0]
    if not found:
        near = nearest_mapping(entries, sought)
        meant = "" if near is None else f"; did you mean {named(entries, near)}?"
        number = f"; the file has {len(entries)}"
        raise PlainExit(safe(f'there is no {word} "{sought}"{meant or number}'), FAILED)
    several = "; ".join(named(entries, index) for index in found[:LISTED])
    more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
    message = f"\"{sought}\" may mean {several}{more}: name one by its number, '#{found[0] + 1}'"
    raise PlainExit(safe(message), USAGE)


def _gone(index: int, entry: "Mapping") -> PlainExit:
    from sprig_tui.domain.registered import describe
    from sprig_tui.domain.safe_text import safe

    message = f"somebody else removed #{index + 1} {describe(entry)}: nothing was written"
    return PlainExit(safe(message), FAILED)
