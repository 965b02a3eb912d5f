"""What screens have in common that show where events go: the key that switches the mode."""

from typing import ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sprig_tui.ui.terminal import TerminalApp


class ModeScreen(Screen[None]):
    """`m` chooses between dry run, live and hold."""

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mode", "Mode", tooltip="Dry run, live or hold", id="mode.choose"),
    ]

    @work(group="mode", exclusive=True, description="choose the mode")
    async def action_mode(self) -> None:
        """Choose the mode; going live is asked first."""
        from sprig_tui.ui.mode_switch import choose_mode

        await choose_mode(self.app)
