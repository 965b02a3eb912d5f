"""The form of a setting that is typed."""

from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.edit_history import DeclinedError
from sprig_tui.services.setting_risks import exposure_problems, with_host
from sprig_tui.services.settings_edits import (
    Setting,
    SettingError,
    SettingsEdits,
    parse_setting,
    setting_text,
    setting_value,
)
from sprig_tui.ui.messages import ConfigChanged
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.safe_input import SafeInput
from sprig_tui.ui.widgets.setting_rows import shown_value

CHANGED: Final = (
    "not saved: it was changed in the file meanwhile, to what stands at Now. "
    "enter puts what you typed in its place."
)
FILE_CHANGED: Final = (
    "not saved: the file changed meanwhile. What you typed is still here; "
    "enter saves it into the file as it is now."
)


class SettingForm(ModalScreen[ConfigSnapshot | None]):
    """Saves what is typed and gives the config as saved, None when left.

    A secret is typed unseen, never leaves the form but for the file, and the present one is never
    put into the field. Write keys that are typed join those that are set. A value that changed in
    the file while one typed is overwritten only when that was said.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "setting_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "Save", id="setting_form.save"),
        Binding("escape", "leave", "Cancel", id="setting_form.leave"),
    ]
    typed = getters.query_one(Input)

    def __init__(self, edits: SettingsEdits, setting: Setting, snapshot: ConfigSnapshot) -> None:
        super().__init__()
        self._edits = edits
        self._setting = setting
        self._snapshot = snapshot
        self._seen = setting_value(setting, snapshot.config)

    def compose(self) -> ComposeResult:
        """What it is, the field, what is wrong with it, the keys."""
        setting = self._setting
        open_text = not setting.secret and setting.type != "keys"
        with Vertical(id="dialog"):
            yield Static(Content(setting.key), id="title")
            yield Static(Content(setting.description), id="description")
            yield Static(self._now(), id="now")
            yield SafeInput(
                setting_text(setting, self._snapshot.config) if open_text else "",
                placeholder=self._placeholder(),
                password=setting.secret,
                compact=True,
                select_on_focus=False,
            )
            yield Static(id="problem")
            yield Static(Content("enter save   esc cancel"), id="keys")

    def _now(self) -> Content:
        return Content.assemble("Now: ", shown_value(self._setting, self._snapshot.config))

    def _placeholder(self) -> str:
        if self._setting.type == "keys":
            return "a key's name = another key, such as app.help = f2; empty: the built-in one"
        if self._setting.type == "list":
            joined = "several with commas"
            return f"{joined}; they join those that are set" if self._setting.secret else joined
        return "typed unseen" if self._setting.secret else ""

    @on(Input.Changed)
    def _check(self) -> None:
        """Say what is wrong while it is typed, once there is something."""
        touched = bool(self.typed.value) or not self._setting.secret
        self._say(self._problem() if touched else "")

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_save()

    def _target(self) -> tuple[str, str]:
        """The key that is set and the text that it gets; ("ui.keys.NAME", key) for a key."""
        key, text = self._setting.key, self.typed.value
        if self._setting.type == "keys":
            name, _, pressed = text.partition("=")
            return f"{key}.{name.strip()}", pressed.strip()
        if key == "listener.write_keys":
            present = self._snapshot.config.listener.write_keys
            return key, ",".join([*(one.reveal() for one in present), text])
        return key, text

    def _problem(self) -> str:
        """Why what is typed cannot be saved, "" if it can."""
        key, text = self._target()
        if self._setting.secret and not self.typed.value.strip():
            return "nothing is typed; X in the list clears what is set"
        if self._setting.type == "keys" and not key.removeprefix("ui.keys."):
            return "the name of a key comes first, then = and the key to press"
        try:
            parse_setting(key, text)
        except SettingError as error:
            return str(error)
        if key == "listener.host":
            return " ".join(exposure_problems(with_host(text.strip(), self._snapshot.config)))
        return ""

    def action_leave(self) -> None:
        """Nothing is saved."""
        self.dismiss(None)

    @work(group="setting-form", exclusive=True, description="save")
    async def action_save(self) -> None:
        """Save, unless something is wrong with it."""
        problem = self._problem()
        if problem:
            self.app.bell()
            self._say(problem)
            return
        if self._changed_unseen():
            self._say(CHANGED)
            return
        key, text = self._target()
        try:
            if self._setting.type == "keys" and not text:
                saved = await self._edits.clear(key, base=self._snapshot)
            else:
                saved = await self._edits.set(key, text, base=self._snapshot)
        except DeclinedError:
            self._say("not saved")
        except ConfigConflictError:
            await self._meet_conflict()
        except ConfigError as error:
            self._say(f"not saved: {error}")
        else:
            self.dismiss(saved)

    def _changed_unseen(self) -> bool:
        """Whether another hand gave it a value that nobody was told of; after that it is known."""
        present = setting_value(self._setting, self._snapshot.config)
        joins = self._setting.type == "keys" or self._setting.key == "listener.write_keys"
        unseen = present != self._seen and not joins
        self._seen = present
        return unseen

    async def _meet_conflict(self) -> None:
        try:
            self._take(await self.app.context.config.load())
        except ConfigError as error:
            self._say(f"not saved: the file changed, and cannot be used: {error}")
            return
        self._say(CHANGED if self._changed_unseen() else FILE_CHANGED)

    @on(ConfigChanged)
    def _follow(self, message: ConfigChanged) -> None:
        self._take(message.snapshot)

    def _take(self, snapshot: ConfigSnapshot) -> None:
        self._snapshot = snapshot
        self.query_one("#now", Static).update(self._now())

    def _say(self, sentence: str) -> None:
        glyph = f"{self.app.glyphs.rejected} " if sentence else ""
        shown = Content.styled(glyph + safe(sentence), "$text-error")
        self.query_one("#problem", Static).update(shown)
