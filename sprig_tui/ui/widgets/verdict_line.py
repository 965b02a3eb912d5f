"""What a table of mappings would say to a test text, with the entry that is being edited."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Mapping
from sprig_tui.services.mapping_trial import MappingTrial
from sprig_tui.ui.widgets.mapping_words import verdict_words


class VerdictLine(Static):
    """A sentence on the text of the form's test line; empty without a text."""

    @dataclass
    class Prepared(Message):
        """The table's other entries are compiled."""

        trial: MappingTrial

    def __init__(self) -> None:
        super().__init__()
        self._trial: MappingTrial | None = None
        self._entries: Sequence[Mapping] = ()
        self._asked: tuple[Mapping, str] | None = None

    @work(group="mapping-trial", exclusive=True, description="compile")
    async def prepare(self, entries: Sequence[Mapping], index: int | None) -> None:
        """Compile the table's other entries off the loop; `index` is the edited one's place."""
        self._trial = await MappingTrial.prepare(entries, index)
        self._entries = entries
        self._say()
        self.post_message(self.Prepared(self._trial))

    def judge(self, entry: Mapping, text: str) -> None:
        """Say what the table makes of `text` with `entry` in its place."""
        self._asked = entry, text
        self._say()

    def _say(self) -> None:
        words = ""
        if self._asked is not None and self._asked[1] and self._trial is not None:
            entry, text = self._asked
            words = verdict_words(
                self._trial.judge(entry, text),
                own=self._trial.index,
                enabled=entry.enabled,
                entries=self._entries,
            )
        self.update(Content(safe(words)))
