"""The app's state and its watchers, as the screens see them; `app.py` puts the screens to it."""

import asyncio
import contextlib
import sys
from collections import deque
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from rich.segment import Segments
from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.widget import AwaitMount

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.edit_history import EditHistory
from sprig_tui.services.local_time import local_day
from sprig_tui.services.since_then import SinceThen
from sprig_tui.ui.ascii_filter import AsciiFilter
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.crash import crash_report
from sprig_tui.ui.engine_state import REFUSED, EngineProbe, EngineState, new_refusals
from sprig_tui.ui.glyphs import GlyphSet, choose_glyphs
from sprig_tui.ui.messages import ConfigBroken, ConfigChanged, LogChanged
from sprig_tui.ui.mouse import report_mouse
from sprig_tui.ui.notices import Notices
from sprig_tui.ui.removed_widgets import FORGET_EVERY_S, forget_removed_widgets
from sprig_tui.ui.slow_link import NewsPace
from sprig_tui.ui.widgets.fitting import fit_lines

if TYPE_CHECKING:
    from sprig_tui.domain.settings import Kind
    from sprig_tui.services.mapping_view import Proposal

LOG_POLL_S: Final = 0.1
LOOKS_UNDER_MODAL: Final = 10
"""News below a dialog makes Textual draw the whole screen anew: once a second is enough there."""
ENGINE_POLL_S: Final = 1.0
REPLACED: Final = 20
"""So many texts of the file are known as old ones; more are never written in one look at it."""
MOUSE_FREE: Final = "The mouse is off here: it selects text now. {key} takes it back."
MOUSE_TAKEN: Final = "The mouse is on here again."
NOTICE_S: Final = 4
REFUSED_S: Final = 10
REFUSED_LINES: Final = 2
TOAST_CELLS: Final = 80
"""Of the text of a notice; app.tcss has its frame."""
TOAST_FRAME: Final = 6
READ_S: Final = 1.5
"""A notice that stood so long was read by whoever presses the next key."""


class TerminalApp(App[None]):
    """What every screen may ask of `self.app`; screens name it by `getters.app(TerminalApp)`.

    `history` holds the edits of the config file in this session, whichever screen made them.

    The screens on show get `ConfigChanged`, `ConfigBroken` and `LogChanged`; a screen that was
    away reads `snapshot` and the log again when it is resumed. Header and settings watch the
    reactives.
    """

    snapshot: reactive[ConfigSnapshot] = reactive(None, init=False)  # type: ignore[arg-type]
    config_error: reactive[ConfigError | None] = reactive(None, init=False)
    engine: reactive[EngineState] = reactive(EngineState(), init=False)
    today: reactive[date] = reactive(date.min, init=False)
    """The day on the operator's calendar; whoever tells times of day watches it."""
    setup_left: reactive[str] = reactive("", init=False)
    """How far the steps of the first run are ("5 of 7"), "" when none is left."""
    mouse_free: reactive[bool] = reactive(default=False, init=False, bindings=True)
    """Whether the mouse is left to the terminal."""

    def __init__(self, context: TerminalContext) -> None:
        super().__init__()
        self.context = context
        self.notices = Notices()
        self.history = EditHistory(context.config, self._hold)
        self.since_then = SinceThen(context.reader)
        self.set_reactive(TerminalApp.snapshot, context.snapshot)
        self.set_reactive(TerminalApp.today, local_day(context.clock.now_ms()))
        self._replaced: deque[str] = deque(maxlen=REPLACED)
        encoding = getattr(sys.__stderr__, "encoding", None) or "utf-8"
        self.own_themes: frozenset[str] = frozenset()
        self.glyphs: GlyphSet = choose_glyphs(encoding, ascii_only=context.ascii_only)
        self._ascii_filter = AsciiFilter(enabled=self.glyphs.ascii)

    def open_event(self, row_id: int, kind: "Kind | None" = None) -> None:
        """Show an event in full, as another kind of destination would decide it if one is given."""
        raise NotImplementedError

    async def add_mapping(self, table: Table, seen: str, start: "Proposal | None" = None) -> None:
        """Show Mappings with its add form filled in, and come back when the form is closed.

        `seen` is an event name or a page URL. It starts with a proposal for that alone, or `start`.
        """
        raise NotImplementedError

    def start_watching(self) -> None:
        """Begin to follow the config file, the log and the engine, and to tidy up behind them."""
        self.set_interval(FORGET_EVERY_S, forget_removed_widgets)
        self._watch_config()
        self._watch_log()
        self._follow_engine()

    def tell_screens(self, message: Message) -> None:
        """Post to every screen on show, the ones under a modal too."""
        for screen in self.screen_stack:
            screen.post_message(message)

    @work(group="watchers", description="config file")
    async def _watch_config(self) -> None:
        told = self.snapshot
        async for state in self.context.config.changes():
            if isinstance(state, ConfigError):
                self.config_error = state
                self.tell_screens(ConfigBroken(state))
                continue
            self.config_error = None
            if state.text in self._replaced:
                state = await self._look_again()
            self._hold(state)
            if state != told:
                told = state
                self.tell_screens(ConfigChanged(state))

    async def _look_again(self) -> ConfigSnapshot:
        """The file now: what came of it may have been read before it was written over here."""
        before = self.snapshot
        try:
            now = await self.context.config.load()
        except ConfigError:
            return self.snapshot
        return now if self.snapshot is before else self.snapshot

    def _hold(self, state: ConfigSnapshot) -> None:
        """Take up a state that was read or written just now, ahead of the news for the screens."""
        if state != self.snapshot:
            self._replaced.append(self.snapshot.text)
            self.snapshot = state

    @work(group="watchers", description="log")
    async def _watch_log(self) -> None:
        last: int | None = None
        pace, looks = NewsPace(), 0
        while True:
            self.today = local_day(self.context.clock.now_ms())
            with contextlib.suppress(StoreUnavailableError):
                token = await self.context.reader.change_token()
                looks += 1
                seldom = bool(self.screen_stack) and self.screen_stack[-1].is_modal
                due = not seldom or looks >= LOOKS_UNDER_MODAL
                if token != last and due and pace.may_draw(self._driver):
                    last, looks = token, 0
                    self.tell_screens(LogChanged(token))
            await asyncio.sleep(LOG_POLL_S)

    @work(group="watchers", description="engine")
    async def _follow_engine(self) -> None:
        # not _watch_engine: Textual would start it again with each change of `engine`
        context = self.context
        probe = EngineProbe(context.engine, context.listener, context.clock)
        while True:
            before, self.engine = self.engine, await probe.ask(self.snapshot)
            self._tell_refusals(new_refusals(before, self.engine))
            await asyncio.sleep(ENGINE_POLL_S)

    def _tell_refusals(self, sentences: Sequence[str]) -> None:
        """One notice of two lines, whatever senders do, in the place of the one before."""
        if not sentences:
            return
        for sentence in sentences[1:]:
            self.notices.keep(self.context.clock.now_ms(), sentence, "", "warning")
        for one in list(self._notifications):
            if one.message.startswith(REFUSED):
                self._unnotify(one)
        more = f" {len(sentences) - 1:,} more in Notices (:)."
        told = sentences[0] + (more if len(sentences) > 1 else "")
        self.notify(told, severity="warning", timeout=REFUSED_S, lines=REFUSED_LINES)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_filter] if self._ascii_filter.enabled else filters

    def get_key_display(self, binding: Binding) -> str:
        """A key's name, without arrows where only ASCII is shown."""
        shown = super().get_key_display(binding)
        return binding.key if self.glyphs.ascii and not shown.isascii() else shown

    def copy_text(self, text: str, what: str) -> None:
        """Put `text` on the operator's clipboard and say so; `what` names it ("the payload")."""
        from sprig_tui.ui.copying import copy_out

        copying = copy_out(self, self.context.clipboard, text, what)
        self.run_worker(copying, group="copy", exclusive=True, description="copy")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        lines: int | None = None,
    ) -> None:
        """Show a toast in the place of other news; warnings and errors stay for their time.

        Its text is made harmless line by line and is never markup; `lines` is how many of the
        screen it may cover. The whole of it is kept in `notices`.
        """
        del markup
        self.drop_news()
        told = self.notices.keep(self.context.clock.now_ms(), message, title, severity)
        width = min(self.size.width - TOAST_FRAME, TOAST_CELLS)
        text = told.text
        if lines is not None and width > 0:
            text = fit_lines(text, width, lines, self.glyphs.ellipsis)
        if timeout is None and severity == "information":
            timeout = NOTICE_S
        super().notify(
            text,
            title=told.title,
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def drop_news(self) -> None:
        """Take away toasts that neither warn nor tell an error."""
        if all(one.severity == "information" for one in self._notifications):
            self.clear_notifications()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key takes the mouse back that gave it away."""
        if action in ("free_mouse", "take_mouse"):
            return self.mouse_free == (action == "take_mouse")
        return super().check_action(action, parameters)

    def action_free_mouse(self) -> None:
        """Leave the mouse to the terminal, and say how to have it back."""
        self._put_mouse(free=True)
        bindings = [one.binding for one in self.screen_stack[0].active_bindings.values()]
        keys = [self.get_key_display(one) for one in bindings if one.action == "take_mouse"]
        self.notify(MOUSE_FREE.format(key=" ".join(keys) or ":"))

    def action_take_mouse(self) -> None:
        """Have the mouse again."""
        self._put_mouse(free=False)
        self.notify(MOUSE_TAKEN)

    def _put_mouse(self, *, free: bool) -> None:
        self.mouse_free = free
        if self._driver is not None:
            report_mouse(self._driver, on=not free)

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

    def action_help_quit(self) -> None:
        """What Textual does on ctrl+c, which is pressed by habit: say how to leave."""
        self.notify("ctrl+q quits from anywhere, q from a screen.")

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another screen; what was said on the one before stays behind."""
        if mode != self.current_mode:
            self.drop_news()
        return super().switch_mode(mode)

    def _fatal_error(self) -> None:
        """Textual prints local variables here, which may hold keys; print none."""
        report = crash_report(sys.exception())
        self._exit_renderables.append(Segments(self.console.render(report)))
        self._close_messages_no_wait()
