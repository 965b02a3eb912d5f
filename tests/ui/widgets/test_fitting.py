"""Sentences in small places."""

import pytest

from sprig_tui.ui.widgets.fitting import first_shown, fit_lines, fit_parts, wrapped_lines

LONG = 'config.toml:3:9: match = "exactlyy" is none of the eight types; did you mean "exactly"?'


def test_what_fits_stays_as_it_is() -> None:
    """On as many lines as it needs."""
    assert fit_lines(LONG, 44, 2, "…") == LONG
    assert wrapped_lines(LONG, 44) == 2
    assert wrapped_lines("", 10) <= 1


@pytest.mark.parametrize(
    ("width", "lines", "shown"),
    [
        (60, 1, 'config.toml:3:9: match = "exactlyy" is none of the eight…'),
        (30, 2, 'config.toml:3:9: match = "exactlyy" is none of the…'),
        (20, 2, 'config.toml:3:9: match = "exactlyy"…'),
        (18, 1, "config.toml:3:9…"),
        (12, 1, "config.toml…"),
    ],
)
def test_a_long_one_ends_behind_a_word(width: int, lines: int, shown: str) -> None:
    """Half a word only where not even the first one fits."""
    assert fit_lines(LONG, width, lines, "…") == shown
    assert wrapped_lines(shown, width) <= lines


def test_a_sentence_never_says_the_opposite() -> None:
    """What was cut out of its middle may have been the `never`."""
    said = "Signed Up matches; a Segment event can filter surveys but never trigger them, by id."
    for width in range(1, 90):
        shown = fit_lines(said, width, 1, "~")
        assert said.startswith(shown.removesuffix("~"))


def test_what_to_do_stays_whole() -> None:
    """As long as there is a word before it; then it is left out, never cut."""
    assert fit_lines("It broke again.", 30, 1, "…", ending=" esc hides it.") == (
        "It broke again. esc hides it."
    )
    assert fit_lines("It broke again.", 26, 1, "…", ending=" esc hides it.") == (
        "It broke… esc hides it."
    )
    assert fit_lines("It broke again.", 12, 1, "…", ending=" esc hides it.") == "It broke…"


def test_hints_are_left_out_as_a_whole() -> None:
    """The last one first; the name in the first may be cut."""
    hints = ["a adds it", "X denies it", "enter shows it"]
    assert fit_parts(hints, 40, 1, "…") == "a adds it, X denies it, enter shows it."
    assert fit_parts(hints, 38, 1, "…") == "a adds it, X denies it."
    assert fit_parts(hints, 20, 1, "…") == "a adds it."
    assert fit_parts(hints, 9, 1, "…") == "a adds…"


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
