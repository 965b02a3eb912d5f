"""A destination filter as a line and in full."""

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.ui.glyphs import ASCII
from sprig_tui.ui.widgets.filter_rows import filter_cells, filter_detail, filter_problem

FILTERS = """\
[[filters]]
name = "no beats\\u001b"
if = 'event = "Heartbeat"'

[[filters]]
if = "event ="
action = "sample_event"
enabled = false
"""


def snapshot(text: str) -> ConfigSnapshot:
    return read_config(text, "/config/sprig.toml", environment_key=Secret())


def shown(index: int, text: str) -> list[str]:
    cells = filter_cells(index, snapshot(text), first=index == 0, wide=False, glyphs=ASCII)
    return [cell.plain for cell in cells]


def test_a_filter_is_shown_with_what_it_does() -> None:
    """Name, state, action, FQL and line; nothing of the file drives the terminal."""
    assert shown(0, FILTERS) == [
        "FILTERS",
        "#1 no beats\\x1b",
        'on  drop_event  event = "Heartbeat"',
        "sprig.toml:1",
    ]
    detail = filter_detail(0, snapshot(FILTERS), ASCII).plain
    assert 'if event = "Heartbeat"' in detail
    assert "tab Filters edits it: sprig.toml:1" in detail


def test_a_filter_with_a_warning_says_so() -> None:
    """In its line and in full below."""
    assert shown(1, FILTERS)[1:3] == ["#2", "? warning  off  sample_event  event ="]
    problem = filter_problem(1, snapshot(FILTERS))
    assert problem in filter_detail(1, snapshot(FILTERS), ASCII).plain
    assert not filter_problem(0, snapshot(FILTERS))


def test_no_filter_is_said_too() -> None:
    """So that nobody looks for them elsewhere."""
    assert shown(0, "") == ["FILTERS", "", "none", ""]
    said = filter_detail(0, snapshot(""), ASCII).plain
    assert "a in the tab Filters of 2 Mappings adds one" in said
    wide = filter_cells(0, snapshot(""), first=True, wide=True, glyphs=ASCII)
    assert len(wide) == 5
