"""A sentence on what an edit would change, made while somebody is still at it."""

import asyncio
from typing import TYPE_CHECKING, Final

from textual import getters, work
from textual.content import Content
from textual.widgets import Static

from sprig_tui.domain.rules import RulesSource
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_words import change_sentence

if TYPE_CHECKING:
    from sprig_tui.domain.comparison import Comparison

PAUSE_S: Final = 0.35
"""So long nothing must be typed before the log is asked."""
MOST: Final = 1_000
"""How many changes are listed at most."""
LOOKING: Final = "Looking what it would change."


class ChangeLine(Static):
    """Compares the newest `limit` events as soon as nothing changes any more for a moment.

    Another question, or the end of the form, cancels what runs. `hint` says which key lists the
    events; it stands there when there are any.
    """

    app = getters.app(TerminalApp)

    def __init__(self, *, limit: int, hint: str) -> None:
        super().__init__()
        self._limit = limit
        self._hint = hint
        self._preview = ChangePreview(self.app.context.reader)
        self.found: Comparison | None = None
        self.rules: tuple[RulesSource, RulesSource] | None = None

    def clear(self, words: str = "") -> None:
        """Ask nothing; `words` says why."""
        self.workers.cancel_group(self, "changes")
        self.found = self.rules = None
        self.update(Content.styled(words, "$text-muted"))

    def ask(self, before: RulesSource, after: RulesSource) -> None:
        """What `after` would change; the answer is shown when it is there."""
        self.clear(LOOKING)
        self.rules = before, after
        self._look(before, after)

    @work(group="changes", exclusive=True, description="what would change")
    async def _look(self, before: RulesSource, after: RulesSource) -> None:
        await asyncio.sleep(PAUSE_S)
        try:
            found = await self._preview.compare(before, after, limit=self._limit, most=MOST)
        except StoreUnavailableError:
            self.update(Content.styled("The log cannot be read now.", "$text-muted"))
            return
        self.found = found
        tone = "$text-accent" if found.differs else "$text-muted"
        hint = f" {self._hint}" if found.changes else ""
        self.update(Content.assemble((change_sentence(found), tone), (hint, "$text-muted")))
