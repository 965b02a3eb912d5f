"""What the app tells the screens."""

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem
from sprig_tui.ui.messages import ConfigBroken, LogChanged


def test_a_flood_of_changes_is_one() -> None:
    """A later one takes the place of one that waits, never that of another kind."""
    broken = ConfigBroken(ConfigError("/c", (ConfigProblem("error", "bad"),)))
    assert LogChanged(2).can_replace(LogChanged(1))
    assert not LogChanged(2).can_replace(broken)
    assert not broken.can_replace(broken)
    assert not LogChanged.bubble
