"""Sentences in small places."""

import pytest

from sprig_tui.ui.ascii_filter import ascii_text
from sprig_tui.ui.widgets.fitting import (
    MORE_BEFORE,
    MORE_BEHIND,
    fit_lines,
    fit_parts,
    shown_labels,
    wrapped_lines,
)

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


def test_no_name_is_halved() -> None:
    """What is left of `Content-Type` would be another header."""
    said = "Refused a request: unsupported type. Send JSON with Content-Type: application/json."
    for width in range(40, len(said)):
        for word in fit_lines(said, width, 1, "").split():
            assert word in said.replace(":", "").replace(".", "").split() + said.split()


def test_there_is_always_an_end() -> None:
    """Even where nothing fits, and for characters of two cells."""
    assert fit_lines(LONG, 1, 1, "…") == "…"
    assert wrapped_lines(fit_lines("你好" * 50, 20, 2, "…"), 20) == 2


@pytest.mark.parametrize(
    ("chosen", "room", "shown"),
    [
        (3, 24, "[Live][Maps][List][Flow]"),
        (0, 24, "[Live][Maps][List][Flow]"),
        (0, 23, "[Live][Maps][List]>"),
        (0, 13, "[Live][Maps]>"),
        (0, 12, "[Live]>"),
        (1, 14, "[Live][Maps]>"),
        (2, 14, "<[Maps][List]>"),
        (2, 13, "<[List][Flow]"),
        (2, 12, "<[List]>"),
        (3, 14, "<[List][Flow]"),
        (3, 13, "<[List][Flow]"),
        (3, 12, "<[Flow]"),
        (2, 1, "<[List]>"),
    ],
)
def test_labels_are_whole_and_those_that_are_not_on_show_are_told(
    chosen: int, room: int, shown: str
) -> None:
    """The chosen one is on show at any width, as many before it as there is room for."""
    labels = ["[Live]", "[Maps]", "[List]", "[Flow]"]
    row = "".join(label for _place, label in shown_labels(labels, chosen, room))
    assert ascii_text(row) == shown


def test_a_sign_stands_for_the_next_label() -> None:
    """For a click on it."""
    assert shown_labels(["one", "two", "three"], 1, 5) == [
        (0, MORE_BEFORE),
        (1, "two"),
        (2, MORE_BEHIND),
    ]
