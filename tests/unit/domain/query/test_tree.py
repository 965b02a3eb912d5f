"""What a query says, as a tree."""

from sprig_tui.domain.query import parse_tree
from sprig_tui.domain.query.tree import Text


def test_trees_are_equal_when_they_say_the_same() -> None:
    """Wherever their parts stand in the text."""
    assert parse_tree("a  OR b") == parse_tree(" (a) OR b")
    assert Text("a", position=3, last=True) == Text("a")
    assert parse_tree("a b") != parse_tree("a OR b")
