"""The Settings screen: every key of the config but the mappings; filters are only shown."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.services.edit_history import DeclinedError, PlannedEdit
from sprig_tui.services.setting_risks import risk_of_clearing
from sprig_tui.services.settings_edits import (
    SETTINGS,
    Setting,
    setting_text,
)
from sprig_tui.ui.key_question import check_key
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.kind_choice import KEY, KindChoice
from sprig_tui.ui.modals.setting_choice import SettingChoice
from sprig_tui.ui.modals.setting_form import SettingForm
from sprig_tui.ui.mode_switch import settings_edits
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.saving import take_step, tell_refused
from sprig_tui.ui.screens.setting_list import SettingList
from sprig_tui.ui.theming import load_themes, theme_words
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.setting_words import choice_words

THEME_TIP: Final = "Choose the theme; it is saved"


class SettingsScreen(SettingList):
    """Enter changes a setting; what could hurt is asked first. Every change is one save."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Change", key_display="enter", id="settings.edit"),
        Binding("c", "check_key", "Check key", tooltip="Is it accepted?", id="settings.check_key"),
        Binding("X", "clear", "Default", tooltip="Go back to the default", id="settings.clear"),
        Binding("u", "undo", "Undo", tooltip="Undo the last edit", id="settings.undo"),
        Binding("ctrl+r", "redo", "Redo", tooltip="Redo what was undone", id="settings.redo"),
        Binding(
            "E",
            "editor",
            "Editor",
            tooltip="Edit the file in $VISUAL or $EDITOR",
            id="settings.editor",
        ),
        Binding("t", "theme", "Theme", tooltip=THEME_TIP, id="settings.theme"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._edits = settings_edits(self.app)
        self._one_at_a_time = asyncio.Lock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a setting can be changed, not a problem or a filter; redo is there after an undo."""
        del parameters
        if action == "redo":
            return self.app.history.can_redo
        return action not in ("edit", "clear") or not self.is_mounted or self.selected is not None

    @on(RowList.Chosen)
    def action_edit(self) -> None:
        """Change the setting of the cursor."""
        if self.selected is not None:
            self._edit(self.selected)

    def action_editor(self) -> None:
        """The whole file in the operator's own editor."""
        from sprig_tui.ui.config_editing import edit_config

        edit_config(self.app)

    def action_theme(self) -> None:
        """Choose a theme, seen at once."""
        self._edit(next(setting for setting in SETTINGS if setting.key == "ui.theme"))

    def action_clear(self) -> None:
        """Make the default of the cursor's setting hold; a secret is cleared only when told so."""
        setting = self.selected
        if setting is None:
            return
        if setting.key in self.snapshot.lines:
            self._clear(setting)
        else:
            self.show_config(self.snapshot, f"{setting.name} is not in the file")

    @work(group="settings", exclusive=True, description="change a setting")
    async def _edit(self, setting: Setting) -> None:
        if setting.type == "switch":
            present = setting_text(setting, self.snapshot.config)
            self._set(setting, "false" if present == "true" else "true")
        elif setting.type == "choice" or setting.key == "ui.theme":
            chosen = await self.app.push_screen_wait(self._choice(setting))
            if chosen is not None:
                self._set(setting, chosen)
        else:
            form = SettingForm(self._edits, setting, self.snapshot)
            saved = await self.app.push_screen_wait(form)
            if saved is not None:
                self.show_config(saved, f"saved: {setting.name}")

    @work(group="key check", exclusive=True, description="check a key")
    async def action_check_key(self) -> None:
        """Ask the destination whether it takes the cursor's API key, else the one in use."""
        setting = self.selected
        await check_key(self.app, self.snapshot, setting.key if setting else "")

    def _choice(self, setting: Setting) -> SettingChoice:
        if setting.key == KEY:
            return KindChoice(self.snapshot)
        present = setting_text(setting, self.snapshot.config)
        if setting.key != "ui.theme":
            return SettingChoice(setting.key, choice_words(setting.key, setting.choices), present)
        for sentence in load_themes(self.app):
            self.notify(sentence, severity="warning")
        return SettingChoice(setting.key, theme_words(self.app), self.app.theme, self._wear)

    def _wear(self, theme: str) -> None:
        self.app.theme = theme

    def _set(self, setting: Setting, text: str) -> None:
        """Save a value that is no secret."""

        async def run() -> tuple[ConfigSnapshot, str]:
            if text == setting_text(setting, self.snapshot.config):
                return self.snapshot, ""
            planned = self._edits.plan_set(setting.key, text, self.snapshot)
            return await self._quick(planned, f"saved: {setting.name} = {text}")

        self._save(run)

    @work(group="settings", exclusive=True, description="clear a setting")
    async def _clear(self, setting: Setting) -> None:
        if setting.secret:
            risk = risk_of_clearing(setting.key, self.snapshot.config)
            modal = ConfirmModal(risk.question, risk.detail, yes="Clear", dangerous=True)
            if not await self.app.push_screen_wait(modal):
                return

        async def run() -> tuple[ConfigSnapshot, str]:
            planned = self._edits.plan_clear(setting.key, self.snapshot)
            return await self._quick(planned, f"saved: {setting.name} is the default")

        self._save(run)

    async def _quick(self, planned: PlannedEdit, said: str) -> tuple[ConfigSnapshot, str]:
        saved = await save_quick(self.app, planned, self._edits.save)
        if saved is None:
            return await self.app.context.config.load(), "the file stays as it is"
        return saved.snapshot, said

    def action_undo(self) -> None:
        """Take the last edit of the session back; asked first where that could hurt."""
        self._save(partial(take_step, self.app.history), done="undone")

    def action_redo(self) -> None:
        """Do it again."""
        self._save(partial(take_step, self.app.history, redo=True), done="done again")

    @work(group="setting-edits", description="save")
    async def _save(
        self, edit: Callable[[], Awaitable[tuple[ConfigSnapshot, str]]], *, done: str = "saved"
    ) -> None:
        """One edit after the other, each on the state that the one before left."""
        async with self._one_at_a_time:
            try:
                self.show_config(*await edit())
            except DeclinedError:
                return
            except (ConfigConflictError, ConfigError) as error:
                await tell_refused(self.app, error, self.show_config, done=done)
