"""Saving edits of the config file, with one history for undo and redo.

docs/decisions/review-before-saving.md says why an undo never writes over another hand's change.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigError,
    ConfigSnapshot,
    ListTable,
)
from sprig_tui.domain.settings import Config
from sprig_tui.domain.text_merge import merge_texts
from sprig_tui.ports import ConfigRepository
from sprig_tui.services.entry_undo import Change, KeyChange, plan_back, single_change
from sprig_tui.services.filter_edits import Entry, listed

HISTORY: Final = 100
"""How many edits can be undone."""
LINES_CHANGED: Final = "lines that it wrote were changed in the file since"
ALREADY: Final = "another hand did that: the file is so already"
TABLES: Final[tuple[ListTable, ...]] = ("triggered_events", "page_urls", "filters")

Permit = Callable[[ConfigSnapshot, ConfigSnapshot], Awaitable[None]]
"""Asks before the second state takes the place of the first; DeclinedError when the answer is no.
"""


class DeclinedError(Exception):
    """The operator said no to an edit; nothing was written."""


@dataclass(frozen=True, slots=True)
class PlannedEdit:
    """Edits that are saved and undone as one; `label` names them: "event #3 deleted".

    The label may hold text of the file: it is harmless only after `safe`. `permit` is asked before
    they are undone or done again; whoever saves them asks before that.
    """

    label: str
    edits: tuple[ConfigEdit, ...] = field(repr=False)
    base: ConfigSnapshot = field(repr=False)
    permit: Permit | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """What a save made of the whole text (which holds keys), and of the one thing it was about."""

    label: str
    old: str = field(repr=False)
    new: str = field(repr=False)
    change: Change | None = field(default=None, repr=False)
    permit: Permit | None = field(default=None, repr=False)


class StuckEditError(ConfigConflictError):
    """Another hand changed what an edit made, so that it cannot be taken back or done again.

    `label` names the edit, `why` says what stands in the way, `following` names the one behind it,
    "" where there is none. Labels hold text of the file.
    """

    def __init__(self, label: str, why: str, following: str) -> None:
        super().__init__(f"{label}: {why}")
        self.label, self.why, self.following = label, why, following


class EditHistory:
    """Saves planned edits, each with one write, and takes them back in the reverse order.

    One thing is done after the other, whoever asks for it: a step begins where the one before
    ended. `told` gets each state as it is written, before any other news of the file.
    All calls raise as ConfigRepository.save does, and as the edit's `permit` where it is undone or
    done again; then neither file nor history changed.
    """

    def __init__(
        self,
        repository: ConfigRepository,
        told: Callable[[ConfigSnapshot], None] = lambda _saved: None,
    ) -> None:
        self._repository = repository
        self._told = told
        self._one_at_a_time = asyncio.Lock()
        self._done: list[SavedEdit] = []
        self._undone: list[SavedEdit] = []
        self._stuck: SavedEdit | None = None
        self.last: SavedEdit | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return bool(self._undone)

    @property
    def undoable(self) -> Sequence[str]:
        """The labels of what can be taken back, the newest first."""
        return [edit.label for edit in reversed(self._done)]

    @property
    def redoable(self) -> Sequence[str]:
        """The labels of what can be done again, the newest first."""
        return [edit.label for edit in reversed(self._undone)]

    async def preview(self, planned: PlannedEdit) -> ConfigSnapshot:
        """The state that `save` would leave."""
        return await self._repository.preview(planned.edits, planned.base)

    async def save(self, planned: PlannedEdit) -> ConfigSnapshot:
        """Write the edits; raises ConfigConflictError when the file is not `planned.base`."""
        async with self._one_at_a_time:
            saved = await self._repository.save(planned.edits, planned.base)
            change = single_change(planned.edits, planned.base, saved)
            texts = planned.base.text, saved.text
            self._note(SavedEdit(planned.label, *texts, change, planned.permit))
            self._told(saved)
            return saved

    async def undo(self) -> ConfigSnapshot:
        """Take the last edit back; without one the file stays as it is.

        The former text comes back byte for byte while the file is what the edit wrote. Where it
        was changed since, only what the edit changed is changed back.

        Raises:
            StuckEditError: that is not there as the edit left it; nothing was written. Where it is
                so still when this is called again, the edit is given up and the one behind it
                taken back.
        """
        async with self._one_at_a_time:
            return await self._step(self._done, self._undone, "undone")

    async def redo(self) -> ConfigSnapshot:
        """Do the edit again that was undone last; raises as `undo` does."""
        async with self._one_at_a_time:
            return await self._step(self._undone, self._done, "done again")

    def _note(self, saved: SavedEdit) -> None:
        if saved.old == saved.new:
            return
        self._stuck = None
        self._done.append(saved)
        del self._done[:-HISTORY]
        self._undone.clear()
        self.last = saved

    async def _step(
        self, source: list[SavedEdit], target: list[SavedEdit], done: str
    ) -> ConfigSnapshot:
        present = await self._repository.load()
        while source:
            edit = source[-1]
            try:
                wanted, change = await self._taken_back(edit, present)
            except ConfigConflictError as conflict:
                self._give_up(source, conflict)
                continue
            if edit.permit is not None:
                await edit.permit(present, wanted)
            saved = await self._repository.write(wanted.text, present)
            back = SavedEdit(edit.label, present.text, saved.text, change, edit.permit)
            source.pop()
            target.append(back)
            self._stuck, self.last = None, replace(back, label=f"{done}: {edit.label}")
            self._told(saved)
            return saved
        return present

    def _give_up(self, source: list[SavedEdit], conflict: ConfigConflictError) -> None:
        """Take the newest of `source` out when that was asked for by a second step, else say so."""
        edit = source[-1]
        if self._stuck is not edit:
            self._stuck = edit
            following = source[-2].label if len(source) > 1 else ""
            raise StuckEditError(edit.label, str(conflict), following) from conflict
        self._stuck = None
        source.pop()

    async def _taken_back(
        self, edit: SavedEdit, present: ConfigSnapshot
    ) -> tuple[ConfigSnapshot, Change | None]:
        """The state without an edit, and what that makes of its entry or setting."""
        if present.text == edit.new:
            wanted = await self._repository.draft(edit.old, present)
            return wanted, edit.change.reversed() if edit.change else None
        if present.text == edit.old:
            raise ConfigConflictError(ALREADY)
        merged = await self._merged(edit, present)
        if merged is not None:
            return merged, edit.change.reversed() if isinstance(edit.change, KeyChange) else None
        if edit.change is None:
            raise ConfigConflictError(LINES_CHANGED)
        back, edits = plan_back(edit.change, present)
        return await self._repository.preview(edits, present), back

    async def _merged(self, edit: SavedEdit, present: ConfigSnapshot) -> ConfigSnapshot | None:
        """The present text without the lines of the edit, None where that is not the same thing."""
        text = merge_texts(edit.new, present.text, edit.old)
        if text is None:
            return None
        try:
            old, new, merged = [
                await self._repository.draft(one, present) for one in (edit.old, edit.new, text)
            ]
        except ConfigError:
            return None
        sound = _only_taken_back(old.config, new.config, present.config, merged.config)
        return merged if sound else None


def _only_taken_back(old: Config, new: Config, present: Config, wanted: Config) -> bool:
    """Whether `wanted` is `present` without what made `new` of `old`, and else the same."""
    for table in TABLES:
        one, other = _unshared(listed(old, table), listed(new, table))
        now, then = _unshared(listed(present, table), listed(wanted, table))
        if Counter(map(repr, [*now, *one])) != Counter(map(repr, [*then, *other])):
            return False
    return all(
        (after == before) if was == became else (after == was)
        for was, became, before, after in zip(
            *(_settings(config) for config in (old, new, present, wanted)), strict=True
        )
    )


def _unshared(
    one: Sequence[Entry], other: Sequence[Entry]
) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """Both without what they begin and end with alike: of thousands, only a few are compared."""
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    most = shorter - start
    end = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return one[start : len(one) - end], other[start : len(other) - end]


def _settings(config: Config) -> Iterable[object]:
    """The value of every setting outside the lists."""
    for part in (config.destination, config.listener, config.store, config.ui):
        for name in type(part).model_fields:
            yield getattr(part, name)
