"""The kinds of destination in words."""

from sprig_tui.domain.settings import Kind
from sprig_tui.ui.glyphs import ASCII
from sprig_tui.ui.widgets.kind_words import RECEIVERS, kind_banner, next_kind


def test_the_next_kind_comes_round() -> None:
    """Each once."""
    assert [next_kind(kind) for kind in Kind] == [Kind.SPRIG_ACTIONS, Kind.GLEAP, Kind.SPRIG]
    assert set(RECEIVERS) == set(Kind)


def test_the_banner_names_both_kinds() -> None:
    """What would be, and what was."""
    text = kind_banner(Kind.GLEAP, Kind.SPRIG, ASCII).plain
    assert "AS gleap WOULD DECIDE; it was decided for sprig" in text
    assert text.isascii()
