"""Which mapping an operator means who has no cursor to point with."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence

from sprig_tui.domain.config_checks import nearest_name
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.settings import Mapping


def mappings_named(entries: Sequence[Mapping], word: str) -> Sequence[int]:
    """The indexes of the entries that `word` may mean, in the file's order.

    It is an exact pattern, or the number that the screen shows: from 1, and `#3` is a number even
    where some pattern is "3".
    """
    numbers = [str(index + 1) for index in range(len(entries))]
    if word.startswith("#") and word[1:] in numbers:
        return [numbers.index(word[1:])]
    return [index for index, entry in enumerate(entries) if word in (numbers[index], entry.pattern)]


def nearest_mapping(entries: Sequence[Mapping], word: str) -> int | None:
    """The first entry with the pattern that `word` was most likely meant to be."""
    patterns = [entry.pattern for entry in entries]
    near = nearest_name(word, patterns)
    return patterns.index(near) if near else None


def same_mapping(entries: Sequence[Mapping], wanted: Mapping) -> int | None:
    """The entry that sends what `wanted` would for the same pattern and match: on, else off."""
    same = _same(entries, wanted)
    return next((index for index in same if entries[index].enabled), same[0] if same else None)


def find_again(entries: Sequence[Mapping], index: int, entry: Mapping) -> int | None:
    """Where an entry stands now that was at `index` in the file as it was before.

    It may be switched or noted otherwise; of several the one most like it, then the nearest.
    """
    same = _same(entries, entry)
    return min(same, key=lambda at: (entries[at] != entry, abs(at - index)), default=None)


def _same(entries: Sequence[Mapping], wanted: Mapping) -> Sequence[int]:
    return [
        index
        for index, entry in enumerate(entries)
        if (entry.pattern, entry.match, entry.sprig_event)
        == (wanted.pattern, wanted.match, wanted.sprig_event)
    ]


def mapping_problems(snapshot: ConfigSnapshot, table: Table) -> MappingOf[int, Sequence[str]]:
    """What is wrong with each entry of a table, by index; those with nothing wrong are left out."""
    found: dict[int, list[str]] = {}
    for problem in snapshot.problems:
        name, _, rest = problem.key.partition(".")
        index = rest.partition(".")[0]
        if name == table and index:
            sentence = problem.message.removeprefix(f"[[{table}]] #{int(index) + 1}: ")
            found.setdefault(int(index), []).append(sentence)
    return found
