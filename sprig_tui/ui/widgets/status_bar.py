"""The head of every screen: where events arrive, what happens to them, and the tabs."""

from typing import Final

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sprig_tui.services.stopping_filter import stopping_words
from sprig_tui.ui.tabs import TABS, Tab
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.fitting import fit_lines, shown_labels
from sprig_tui.ui.widgets.status_fitting import status_content
from sprig_tui.ui.widgets.status_words import DEMO, banner_lines, status_parts

FILTER_LINES: Final = 2
MENDS: Final = " ! and then enter on it mend it."


class StatusLine(Widget):
    """One line of lights, every one of them asked for anew."""

    app = getters.app(TerminalApp)

    def on_mount(self) -> None:
        """Follow the app's state."""
        for name in ("snapshot", "config_error", "engine"):
            self.watch(self.app, name, self._repaint, init=False)

    def render(self) -> Content:
        """The state of now."""
        app = self.app
        parts = status_parts(
            app.snapshot, app.config_error, app.engine, app.context.address, app.glyphs
        )
        if app.context.demo:
            parts[0] = DEMO
        return status_content(parts, self.size.width)

    def _repaint(self) -> None:
        self.refresh()


class TabLine(Widget):
    """The screens by key; a click shows one."""

    app = getters.app(TerminalApp)

    def render(self) -> Content:
        """The tab of this screen stands in brackets, and is on show however narrow it is."""
        pieces: list[Content | tuple[str, str]] = []
        labels = self._labels()
        for _tab, label in labels:
            style = "bold $text-primary" if label.startswith("[") else "$text-muted"
            pieces.append((label, style))
        room = self.size.width - sum(len(label) for _tab, label in labels) - 1
        tail = next((one for one in self._tails() if len(one) < room), "")
        room -= len(tail)
        if room > 0:
            pieces += [Content(" " * room), (tail, "$text-muted")]
        return Content.assemble(*pieces)

    def on_mount(self) -> None:
        """Follow the steps of the first run."""
        self.watch(self.app, "setup_left", self._repaint, init=False)

    def _repaint(self) -> None:
        self.refresh()

    def _tails(self) -> tuple[str, ...]:
        """What else there is, the longest first; on Live also the steps of the first run left."""
        usual = "? help  : commands"
        left = self.app.setup_left
        if not left or self.app.current_mode != TABS[0].mode:
            return (usual,)
        steps = f"s set-up {left.replace(' of ', '/')}"
        return (f"{steps}  {usual}", f"? help  {steps}", usual)

    def on_click(self, event: events.Click) -> None:
        """Show the screen that was clicked."""
        end = 0
        for tab, label in self._labels():
            end += len(label)
            if event.x < end:
                self.app.show_tab(tab.mode)
                return

    def _labels(self) -> list[tuple[Tab, str]]:
        mode = self.app.current_mode
        labels = [
            f"[{tab.key} {tab.title}]" if tab.mode == mode else f" {tab.key} {tab.title} "
            for tab in TABS
        ]
        chosen = next(place for place, tab in enumerate(TABS) if tab.mode == mode)
        shown = shown_labels(labels, chosen, self.content_size.width)
        return [(TABS[place], label) for place, label in shown]


class StatusBar(Vertical):
    """Status line, tabs, and a banner of what keeps events from being taken, or did so."""

    app = getters.app(TerminalApp)

    def compose(self) -> ComposeResult:
        """The banner has no height while there is nothing to say."""
        yield StatusLine()
        yield TabLine()
        yield Static(id="banner")

    def on_mount(self) -> None:
        """Follow the app's state."""
        self.watch(self.app, "engine", self._show_banner)
        self.watch(self.app, "snapshot", self._show_banner)
        self.watch(self.app, "config_error", self._show_banner)
        self.watch(self.app, "put_away", self._show_banner)

    def on_resize(self) -> None:
        """Other sentences fit another width."""
        self._show_banner()

    def _show_banner(self) -> None:
        app, width = self.app, self.size.width - 2
        texts = banner_lines(app.engine, app.config_error, width, app.glyphs, put_away=app.put_away)
        if words := stopping_words(app.snapshot):
            said = f"NOTHING IS SENT: {words}."
            said = fit_lines(said, width, FILTER_LINES, app.glyphs.ellipsis, ending=MENDS)
            texts.insert(0, said)
        banner = self.query_one("#banner", Static)
        banner.update(Content("\n".join(texts)))
        banner.display = bool(texts)
