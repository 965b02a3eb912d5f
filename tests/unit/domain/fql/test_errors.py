"""What an FQL error carries."""

from sprig_tui.domain.fql.errors import FqlError, Position


def test_an_error_names_its_place_and_what_was_expected() -> None:
    error = FqlError("expected `)`, found the end", Position(2, 7), expected=("`)`",))
    assert str(error) == "line 2, column 7: expected `)`, found the end"
    assert (error.message, error.position) == ("expected `)`, found the end", Position(2, 7))
    assert error.expected == ("`)`",)


def test_an_error_is_a_value_error() -> None:
    assert isinstance(FqlError("the number is out of range", Position()), ValueError)
