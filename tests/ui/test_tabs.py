"""The table of screens."""

from sprig_tui.ui.app import OPENERS, SprigApp
from sprig_tui.ui.tabs import TABS


def test_tabs_keys_and_screens_are_one_table() -> None:
    """Each has a key of its own, an id to rebind it by, and a screen."""
    assert [tab.key for tab in TABS] == [str(number) for number in range(1, len(TABS) + 1)]
    assert {tab.mode for tab in TABS} == set(OPENERS) == set(SprigApp.MODES)
    assert TABS[0].mode == SprigApp.DEFAULT_MODE
    ids = [tab.binding.id for tab in TABS]
    assert len(set(ids)) == len(ids)
    assert all(tab.mode in tab.binding.action and tab.binding.tooltip for tab in TABS)
