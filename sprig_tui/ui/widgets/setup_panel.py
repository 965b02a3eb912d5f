"""What a newcomer does first: point a sender here, and register the same names in Sprig."""

import os
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config, Mode
from sprig_tui.services.setup_guide import Guide, guides, registration_text, registrations
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.terminal import TerminalApp

MODES: Final[dict[Mode, str]] = {
    Mode.DRY_RUN: "every event is decided and shown; nothing is sent to Sprig.",
    Mode.HOLD: "what is forwarded waits until you go live (m).",
    Mode.LIVE: "what is forwarded is sent at once; 3 shows it on its way.",
}
MAX_LISTED: Final = 200
MAX_PATTERN: Final = 250


def short_path(path: str, width: int, ellipsis: str) -> str:
    """`path` on at most `width` cells: `~` for the home directory, cut at its beginning."""
    home = os.environ.get("HOME", "").rstrip("/")
    shown = safe(f"~{path[len(home) :]}" if home and path.startswith(f"{home}/") else path, 4_000)
    return shown if len(shown) <= width else ellipsis + shown[len(shown) - width + len(ellipsis) :]


def intro_content(address: str, config: Config, config_path: str, *, arrived: bool) -> Content:
    """Where to send events, what becomes of them, and which file says so."""
    mode = config.destination.mode
    return Content.assemble(
        ("" if arrived else "No event has arrived yet. ", "bold"),
        "Send events to " if arrived else "Send the first one to ",
        (safe(address), "bold $text-primary"),
        "\nMode ",
        (mode.value.replace("_", " ").upper(), "bold $text-accent"),
        f": {MODES[mode]}",
        "\nConfig file ",
        (config_path, "bold"),
    )


def choice_content(found: Sequence[Guide], chosen: int) -> Content:
    """The senders in a row, the chosen one in brackets."""
    pieces = [
        (f"[{guide.name}]", "bold $text-primary")
        if place == chosen
        else (f" {guide.name} ", "$text-muted")
        for place, guide in enumerate(found)
    ]
    return Content.assemble(*pieces)


def registration_content(config: Config, glyphs: GlyphSet) -> Content:
    """What to register in Sprig's dashboard, or how to add the first of it."""
    listed = registrations(config)
    title = ("Register in Sprig before you send", "bold")
    if not listed:
        return Content.assemble(
            title,
            "\nNothing is mapped yet, so tracks and pages would be filtered. ",
            ("2", "bold $text-accent"),
            " opens\nMappings, where ",
            ("a", "bold $text-accent"),
            " adds a triggered event or a page URL; so does ",
            ("a", "bold $text-accent"),
            " on\nthe line of an event here.",
        )
    width = min(max(cell_len(safe(one.pattern, MAX_PATTERN)) for one in listed), 44)
    lines = [Content.assemble(title, ("   Y copies this list", "$text-muted"))]
    lines += [
        Content.assemble(
            (f"{one.kind:<16}", "$text-muted"),
            Content(safe(one.pattern, MAX_PATTERN).ljust(width)),
            (f"  {one.match}", "$text-muted"),
            (f", sent as {safe(one.sent_as, MAX_PATTERN)}" if one.sent_as else "", "$text-accent"),
        )
        for one in listed[:MAX_LISTED]
    ]
    if len(listed) > MAX_LISTED:
        lines.append(Content(f"{glyphs.ellipsis} and {len(listed) - MAX_LISTED:,} more"))
    return Content("\n").join(lines)


class SetupPanel(VerticalScroll, can_focus=True):
    """Shown while the log is empty, and again by its key."""

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "Scroll down", show=False, id="setup.down"),
        Binding("up,k", "scroll_up", "Scroll up", show=False, id="setup.up"),
        Binding("left,h", "choose(-1)", "Previous sender", show=False, id="setup.previous"),
        Binding("right,l,tab", "choose(1)", "Next sender", key_display="right", id="setup.next"),
        Binding("y", "copy_lines", "Copy lines", id="setup.copy"),
        Binding("Y", "copy_list", "Copy list", id="setup.copy_list"),
    ]
    arrived: reactive[bool] = reactive(bool, init=False)
    """Whether an event has arrived already."""

    def __init__(self) -> None:
        super().__init__()
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """Five texts, one under the other."""
        yield Static(id="intro")
        yield Static(id="senders")
        yield Static(id="lines")
        yield Static(id="test")
        yield Static(id="register")

    def on_mount(self) -> None:
        """Follow what the texts are made of."""
        self.watch(self.app, "snapshot", self.show_texts, init=False)
        self.watch(self.app, "engine", self.show_texts, init=False)
        self.watch(self, "arrived", self.show_texts, init=False)
        self.show_texts()

    def show_texts(self) -> None:
        """Write them anew."""
        found = self._guides()
        guide = found[self._chosen]
        config = self.app.snapshot.config
        texts = {
            "intro": intro_content(self._address(), config, self._path(), arrived=self.arrived),
            "senders": Content.assemble(
                choice_content(found, self._chosen),
                ("   left right choose, y copies\n", "$text-muted"),
                Content(guide.hint),
            ),
            "lines": Content(safe_lines(guide.text)),
            "test": Content.assemble(
                ("t", "bold $text-accent"),
                " sends a test event: an identify, then a track of the same user.",
            ),
            "register": registration_content(config, self.app.glyphs),
        }
        for name, content in texts.items():
            self.query_one(f"#{name}", Static).update(content)

    def on_resize(self) -> None:
        """The path has another room."""
        self.show_texts()

    def action_choose(self, step: int) -> None:
        """Show another sender's lines."""
        self._chosen = (self._chosen + step) % len(self._guides())
        self.show_texts()

    def action_copy_lines(self) -> None:
        """The lines on show, to the operator's clipboard."""
        guide = self._guides()[self._chosen]
        self.app.copy_text(guide.text, f"the {guide.name} lines")

    def action_copy_list(self) -> None:
        """What to register, to the operator's clipboard."""
        text = registration_text(self.app.snapshot.config)
        if text:
            self.app.copy_text(text, "the list to register in Sprig")
        else:
            self.app.notify("Nothing is mapped yet; 2 opens Mappings.", severity="warning")

    def _address(self) -> str:
        status = self.app.engine.status
        return status.address if status else self.app.context.address

    def _path(self) -> str:
        room = self.size.width - len("Config file ")
        return short_path(self.app.context.config_path, max(room, 20), self.app.glyphs.ellipsis)

    def _guides(self) -> tuple[Guide, ...]:
        return guides(self._address(), self.app.snapshot.config)


def safe_lines(text: str) -> str:
    """Several lines, each made harmless."""
    return "\n".join(safe(line) for line in text.rstrip("\n").split("\n"))
