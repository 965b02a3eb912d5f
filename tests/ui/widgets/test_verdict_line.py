"""The sentence on a form's test text; tests/ui/modals/test_mapping_form.py has it in its form."""

from textual.app import App, ComposeResult

from sprig_tui.domain.settings import TriggeredEvent
from sprig_tui.ui.widgets.verdict_line import VerdictLine
from tests.screen import wait_for_no_text, wait_for_text


class OneLine(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        yield VerdictLine()


async def test_the_sentence_follows_text_and_table() -> None:
    """It waits for the table, and an empty text has none."""
    app = OneLine()
    async with app.run_test(size=(80, 5)) as pilot:
        line = app.query_one(VerdictLine)
        line.judge(TriggeredEvent(event="Bought"), "Bought")
        line.prepare([TriggeredEvent(event="Seen")], None)
        await wait_for_text(pilot, "It matches, and #2 decides")
        line.judge(TriggeredEvent(event="Bought"), "Seen")
        await wait_for_text(pilot, "It does not match; #1 (exactly Seen) decides.")
        line.judge(TriggeredEvent(event="Bought"), "")
        await wait_for_no_text(pilot, "It does")
