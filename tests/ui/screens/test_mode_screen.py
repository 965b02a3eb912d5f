"""The screens that show where events go."""

import pytest
from textual.binding import Binding

from sprig_tui.ui.screens.deliveries import DeliveriesScreen
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.screens.mode_screen import ModeScreen


@pytest.mark.parametrize("screen", [LiveScreen, DeliveriesScreen])
def test_live_and_deliveries_switch_the_mode_by_the_same_key(screen: type[ModeScreen]) -> None:
    """One id to rebind it by, which neither takes for something else."""
    assert issubclass(screen, ModeScreen)
    (binding,) = ModeScreen.BINDINGS
    assert isinstance(binding, Binding)
    assert (binding.key, binding.id) == ("m", "mode.choose")
    own = [one.key for one in screen.BINDINGS if isinstance(one, Binding)]
    assert "m" not in ",".join(own).split(",")
