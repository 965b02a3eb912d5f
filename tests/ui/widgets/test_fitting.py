"""Sentences in small places."""

import pytest

from sprig_tui.ui.widgets.fitting import first_shown, fit_lines, wrapped_lines

LONG = 'config.toml:3:9: match = "exactlyy" is none of the eight types; did you mean "exactly"?'


def test_what_fits_stays_as_it_is() -> None:
    """On as many lines as it needs."""
    assert fit_lines(LONG, 44, 2, "…") == LONG
    assert wrapped_lines(LONG, 44) == 2
    assert wrapped_lines("", 10) <= 1


@pytest.mark.parametrize(("width", "lines"), [(60, 1), (30, 2), (20, 2), (12, 1)])
def test_a_long_one_loses_its_middle(width: int, lines: int) -> None:
    """Its end says what was meant."""
    shown = fit_lines(LONG, width, lines, "…")
    assert wrapped_lines(shown, width) <= lines
    assert shown.startswith("conf")
    assert shown.endswith('ly"?')
    assert "…" in shown


def test_there_is_always_an_end() -> None:
    """Even where nothing fits, and for characters of two cells."""
    assert fit_lines(LONG, 1, 1, "…") == "…"
    assert wrapped_lines(fit_lines("你好" * 50, 20, 2, "…"), 20) == 2


def test_the_chosen_label_is_on_show() -> None:
    """As many before it as there is room for."""
    widths = [8, 12, 14, 12]
    assert first_shown(widths, 3, 46) == 0
    assert first_shown(widths, 0, 5) == 0
    assert first_shown(widths, 3, 30) == 2
    assert first_shown(widths, 3, 4) == 3
