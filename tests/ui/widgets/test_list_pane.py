"""What the Mappings screen asks of its lists."""

import pytest
from textual.widget import Widget

from sprig_tui.ui.widgets.list_pane import Explained
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from sprig_tui.ui.widgets.seen_pane import SeenPane


@pytest.mark.parametrize("pane", [MappingPane, SeenPane])
def test_each_list_has_what_the_screen_asks_for(pane: type[Widget]) -> None:
    """And keys of its own."""
    for name in ("rows", "count", "show_config", "search"):
        assert hasattr(pane, name), name
    assert issubclass(pane, Explained)
    assert pane.__dict__["BINDINGS"]
