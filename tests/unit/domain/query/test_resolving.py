"""Names of saved filters, and the bounds of a query."""

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import QueryError, parse_query
from sprig_tui.domain.reasons import Reason

ROW = LogRow(id=1, received_at_ms=0, reason=Reason.EVENT, detail="", name="Order", type="track")
SAVED = {
    "orders": "order OR cart",
    "tracks": "@orders type:track",
    "all": "",
    "loop": "@pool",
    "pool": "x @loop",
    "broken": "is:frowarded",
    "deep": "@broken",
    "half": "user:",
    **{f"n{number}": f"@n{number + 1} @n{number + 1}" for number in range(10)},
    "n10": "x",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@orders", True),
        ("-@orders", False),
        ("@tracks", True),
        ("@all", True),
        ("-@all", False),
        ("@orders is:filtered", False),
        ("x OR @orders", True),
    ],
)
def test_a_saved_filter_is_a_part_like_any_other(text: str, expected: bool) -> None:
    """It stands together, as if in parentheses."""
    assert parse_query(text, saved=SAVED).matches(ROW) is expected


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("a @order", 2, "no filter is saved as @order; did you mean orders?"),
        ("@loop", 0, "in @loop: @loop asks for itself"),
        ("@broken", 0, 'in @broken: nothing is "frowarded"; did you mean forwarded?'),
        ("@deep", 0, 'in @deep: nothing is "frowarded"; did you mean forwarded?'),
        ("@half", 0, "in @half: expected a value after user:"),
        ("@n0", 0, "in @n0: more than 50 saved filters in one"),
        ("/a/ " * 21, 80, "more than 20 regular expressions"),
        ("event:" + "/a/," * 20 + "/a/", 86, "more than 20 regular expressions"),
    ],
)
def test_what_cannot_be_put_in_is_refused(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(text, saved=SAVED)
    assert (raised.value.position, str(raised.value)) == (position, sentence)


def test_a_name_that_is_being_typed_is_left_out() -> None:
    """One that nothing begins with, or that is finished, is a mistake; so is one saved half."""
    assert parse_query("@ord", saved=SAVED, typing=True).matches(ROW)
    for text in ("@ord x", "@zzz", "@half"):
        with pytest.raises(QueryError):
            parse_query(text, saved=SAVED, typing=True)
