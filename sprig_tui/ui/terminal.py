"""The app's state and its watchers, as the screens see them; `app.py` puts the screens to it."""

import asyncio
import contextlib
import sys
from collections import deque
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segments
from textual import events, work
from textual.binding import Binding
from textual.command import Provider
from textual.filter import LineFilter
from textual.message import Message
from textual.reactive import reactive
from textual.widget import AwaitMount
from textual.widgets import Input

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.edit_history import EditHistory
from sprig_tui.services.local_time import local_day
from sprig_tui.services.since_then import SinceThen
from sprig_tui.ui.ascii_filter import AsciiFilter
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.crash import crash_report
from sprig_tui.ui.engine_state import EngineProbe, EngineState, RefusalNews
from sprig_tui.ui.messages import ConfigBroken, ConfigChanged, LogChanged
from sprig_tui.ui.mouse import MouseApp
from sprig_tui.ui.removed_widgets import FORGET_EVERY_S, forget_removed_widgets
from sprig_tui.ui.slow_link import NewsPace

if TYPE_CHECKING:
    from sprig_tui.domain.settings import Kind
    from sprig_tui.services.mapping_view import Proposal

LOG_POLL_S: Final = 0.1
LOOKS_UNDER_MODAL: Final = 10
"""News below a dialog makes Textual draw the whole screen anew: once a second is enough there."""
ENGINE_POLL_S: Final = 1.0
REPLACED: Final = 20
"""So many texts of the file are known as old ones; more are never written in one look at it."""


def _command_search() -> type[Provider]:
    from sprig_tui.ui.command_search import CommandSearch

    return CommandSearch


class TerminalApp(MouseApp):
    """What every screen may ask of `self.app`; screens name it by `getters.app(TerminalApp)`.

    `history` holds the edits of the config file in this session, whichever screen made them.

    The screens on show get `ConfigChanged`, `ConfigBroken` and `LogChanged`; a screen that was
    away reads `snapshot` and the log again when it is resumed. Header and settings watch the
    reactives.
    """

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_command_search}

    snapshot: reactive[ConfigSnapshot] = reactive(None, init=False)  # type: ignore[arg-type]
    config_error: reactive[ConfigError | None] = reactive(None, init=False)
    engine: reactive[EngineState] = reactive(EngineState(), init=False)
    put_away: reactive[str] = reactive("", init=False)
    """The notice of what happened to the store that was read; Notices and the doctor keep it."""
    today: reactive[date] = reactive(date.min, init=False)
    """The day on the operator's calendar; whoever tells times of day watches it."""
    setup_left: reactive[str] = reactive("", init=False)
    """How far the steps of the first run are ("5 of 7"), "" when none is left."""

    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.history = EditHistory(context.config, self._hold)
        self.since_then = SinceThen(context.reader)
        self.set_reactive(TerminalApp.snapshot, context.snapshot)
        self.set_reactive(TerminalApp.today, local_day(context.clock.now_ms()))
        self._replaced: deque[str] = deque(maxlen=REPLACED)
        self.own_themes: frozenset[str] = frozenset()
        self._ascii_filter = AsciiFilter(enabled=self.glyphs.ascii)

    def open_event(self, row_id: int, kind: "Kind | None" = None) -> None:
        """Show an event in full, as another kind of destination would decide it if one is given."""
        raise NotImplementedError

    def show_tab(self, mode: str) -> AwaitMount:
        """Show a tab's own list: what was only looked at over it is closed, a dialog stays.

        Nothing is awaited in here, for the key may come from a screen that is closed by it.
        """
        shown = self.switch_mode(mode)
        while len(self.screen_stack) > 1 and not self.screen.is_modal:
            self.pop_screen()
        return shown

    def action_show_tab(self, mode: str) -> None:
        """The keys of the tabs."""
        self.show_tab(mode)

    async def add_mapping(self, table: Table, seen: str, start: "Proposal | None" = None) -> None:
        """Show Mappings with its add form filled in, and come back when the form is closed.

        `seen` is an event name or a page URL. It starts with a proposal for that alone, or `start`.
        """
        raise NotImplementedError

    def start_watching(self) -> None:
        """Begin to follow the config file, the log and the engine, and to tidy up behind them."""
        self.set_interval(FORGET_EVERY_S, partial(forget_removed_widgets, self))
        # back from the shell Textual draws only what changes next, on a screen that is empty
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self._watch_config()
        self._watch_log()
        self._follow_engine()

    def tell_screens(self, message: Message) -> None:
        """Post to every screen on show, the ones under a modal too."""
        for screen in self.screen_stack:
            screen.post_message(message)

    @work(group="watchers", description="config file")
    async def _watch_config(self) -> None:
        told: ConfigSnapshot | None = self.snapshot
        async for state in self.context.config.changes():
            if isinstance(state, ConfigError):
                self.config_error, told = state, None
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
        probe = EngineProbe(context.engine, context.listener, context.clock, context.command)
        news, noticed = RefusalNews(), ""  # what was told stays so while no engine answers
        while True:
            self.engine = await probe.ask(self.snapshot)
            self.tell_refusals(news.take(self.engine))
            if told := self.engine.notice.removeprefix(noticed).strip():
                self.notices.keep(context.clock.now_ms(), told, "", "warning")
            noticed = self.engine.notice or noticed
            await asyncio.sleep(ENGINE_POLL_S)

    async def on_event(self, event: events.Event) -> None:
        """The key esc puts away what is told of the store too, if it leaves no dialog or field."""
        escape = isinstance(event, events.Key) and event.key == "escape"
        if escape and not self.screen.is_modal and not isinstance(self.focused, Input):
            self.put_away = self.engine.notice or self.put_away
        await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through on its way to the terminal."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_filter] if self._ascii_filter.enabled else filters

    def get_key_display(self, binding: Binding) -> str:
        """A key's name, without arrows where only ASCII is shown; enter is called so everywhere."""
        if binding.key == "enter" and not binding.key_display:
            return binding.key
        shown = super().get_key_display(binding)
        return binding.key if self.glyphs.ascii and not shown.isascii() else shown

    def copy_text(self, text: str, what: str) -> None:
        """Put `text` on the operator's clipboard and say so; `what` names it ("the payload")."""
        from sprig_tui.ui.copying import copy_out

        copying = copy_out(self, self.context.clipboard, text, what)
        self.run_worker(copying, group="copy", exclusive=True, description="copy")

    def _fatal_error(self) -> None:
        """Textual prints local variables here, which may hold keys; print none."""
        report = crash_report(sys.exception())
        self._exit_renderables.append(Segments(self.console.render(report)))
        self._close_messages_no_wait()
