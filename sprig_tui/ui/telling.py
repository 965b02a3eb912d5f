"""How the app tells something in passing: by notices, which give way and are kept."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from textual import events
from textual.app import App
from textual.notifications import SeverityLevel
from textual.widget import AwaitMount
from textual.widgets._toast import ToastRack

from sprig_tui.ports import EngineUnreachableError
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.engine_state import REFUSED, unreachable_words
from sprig_tui.ui.glyphs import GlyphSet, choose_glyphs
from sprig_tui.ui.job_control import has_shell
from sprig_tui.ui.notices import Notices
from sprig_tui.ui.widgets.fitting import fit_lines

NOTICE_S: Final = 4
REFUSED_S: Final = 10
REFUSED_LINES: Final = 4
"""Enough to tell all but a long name of a sender whole, what to do too, at 80 columns."""
DIALOG_LINES: Final = 2
"""A dialog makes room for no more; the whole is in Notices."""
TOAST_CELLS: Final = 80
"""Of the text of a notice; app.tcss has its frame."""
TOAST_FRAME: Final = 6
READ_S: Final = 1.5
"""A notice that stood so long was read by whoever presses the next key."""


class TellingApp(App[None]):
    """An app with the words and signs of this program; `notices` are what it told."""

    def __init__(self, context: TerminalContext) -> None:
        super().__init__()
        self.context = context
        self.notices = Notices()
        encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
        self.glyphs: GlyphSet = choose_glyphs(encoding, ascii_only=context.ascii_only)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        lines: int | None = None,
        ending: str = "",
    ) -> None:
        """Show a toast in the place of other news and of the same words before.

        Warnings and errors stay for their time.
        Its text is made harmless line by line and is never markup; `lines` is how many of the
        screen it may cover, `ending` what stays whole there. All but that is kept in `notices`.
        """
        del markup
        self.drop_news()
        told = self.notices.keep(self.context.clock.now_ms(), message, title, severity)
        width = min(self.size.width - TOAST_FRAME, TOAST_CELLS)
        if lines is None and self._has_dialog:
            lines = DIALOG_LINES
        text = told.text + ending
        if lines is not None and width > 0:
            text = fit_lines(told.text, width, lines, self.glyphs.ellipsis, ending=ending)
        if timeout is None and severity == "information":
            timeout = NOTICE_S
        super().notify(
            text,
            title=told.title,
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def engine_words(self, error: EngineUnreachableError) -> str:
        """That there is no engine, and what starts one."""
        return unreachable_words(error, self.context.command)

    @property
    def _has_dialog(self) -> bool:
        return bool(self._screen_stack) and self.screen.is_modal

    def _refresh_notifications(self) -> None:
        """Show toasts on the top screen alone, where Textual leaves those of the others standing.

        The same words are told once, and above a dialog there is the newest notice only: app.tcss
        has the dialog make room for it.
        """
        newest_first = list(self._notifications)[::-1]
        words: set[tuple[str, str]] = set()
        for place, one in enumerate(newest_first):
            if (one.title, one.message) in words or (place and self._has_dialog):
                del self._notifications[one]
            words.add((one.title, one.message))
        super()._refresh_notifications()
        for screen in self._screen_stack:
            for rack in screen.query(ToastRack):
                if screen is self.screen:
                    self.call_later(self._forget_old, rack)
                else:
                    rack.display = False

    def _forget_old(self, rack: ToastRack) -> None:
        """Take away toasts that are told no more; Textual overlooks those that are just coming."""
        told = {f"--textual-toast-{one.identity}" for one in self._notifications}
        for holder in rack.children:
            if holder.id not in told:
                holder.remove()

    def drop_news(self) -> None:
        """Take away toasts that neither warn nor tell an error."""
        for one in list(self._notifications):
            if one.severity == "information":
                self._unnotify(one, refresh=False)
        self._refresh_notifications()

    def tell_refusals(self, sentences: Sequence[str]) -> None:
        """One notice of few lines, whatever senders do, in the place of the one before."""
        if not sentences:
            return
        for sentence in sentences[1:]:
            self.notices.keep(self.context.clock.now_ms(), sentence, "", "warning")
        for one in list(self._notifications):
            if one.message.startswith(REFUSED):
                self._unnotify(one)
        more = f" {len(sentences) - 1:,} more in Notices (:)."
        self.notify(
            sentences[0],
            severity="warning",
            timeout=REFUSED_S,
            lines=DIALOG_LINES if self._has_dialog else REFUSED_LINES,
            ending=more if len(sentences) > 1 else "",
        )

    async def on_event(self, event: events.Event) -> None:
        """A key takes away what was told for long enough to be read, esc whatever is told.

        Rows that somebody works on are not hidden by old news; errors stay for their time, unless
        it is esc.
        """
        if isinstance(event, events.Key):
            for one in list(self._notifications):
                read = one.severity != "error" and one.timeout - one.time_left >= READ_S
                if read or event.key == "escape":
                    self._unnotify(one)
        await super().on_event(event)

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        """As Textual's, which leaves the screens away for good where the block fails."""
        failed: Exception | None = None
        with super().suspend():
            try:
                yield
            except Exception as error:  # noqa: BLE001 (it goes on below)
                failed = error
        if failed is not None:
            raise failed

    def action_suspend_process(self) -> None:
        """Go to the shell; without one nothing would ever bring the program back."""
        if has_shell():
            super().action_suspend_process()
        else:
            self.notify("There is no shell to go back to.", severity="warning")

    def action_help_quit(self) -> None:
        """What Textual does on ctrl+c, which is pressed by habit: say how to leave."""
        self.notify("ctrl+q quits from anywhere, q from a screen.")

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another screen; what was said on the one before stays behind."""
        if mode != self.current_mode:
            self.drop_news()
        return super().switch_mode(mode)
