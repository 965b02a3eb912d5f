"""What an operator sees of an edit before it is saved, and of the last one after it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.text_diff import DiffLine, diff_lines
from sprig_tui.ports import ConfigRepository


@dataclass(frozen=True, slots=True)
class Review:
    """`lines` is the file's diff with every secret masked; the rules are those before and after."""

    path: str
    lines: Sequence[DiffLine]
    before: RulesSource | None = field(default=None, repr=False)
    after: RulesSource | None = field(default=None, repr=False)

    @property
    def added(self) -> int:
        """How many lines come in."""
        return sum(line.sign == "+" for line in self.lines)

    @property
    def removed(self) -> int:
        """How many lines go."""
        return sum(line.sign == "-" for line in self.lines)


async def review_states(
    repository: ConfigRepository, before: ConfigSnapshot, after: ConfigSnapshot
) -> Review:
    """What would be written to make `after` of `before`."""
    lines = await masked_diff(repository, before.text, after.text)
    rules = (RulesSource.of(state.config, state.lines) for state in (before, after))
    return Review(repository.path, lines, *rules)


async def masked_diff(repository: ConfigRepository, before: str, after: str) -> Sequence[DiffLine]:
    """The lines that differ between two texts of the file, which hold keys, without the keys."""
    old, new = await repository.masked([before, after])
    return await asyncio.to_thread(diff_lines, before, after, shown=(old, new))
