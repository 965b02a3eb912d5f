"""The search language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import KEYS, STATES, QueryError, parse_query
from sprig_tui.domain.reasons import Reason

TRACK = LogRow(
    id=42,
    received_at_ms=0,
    reason=Reason.UNMAPPED_EVENT,
    detail="No triggered event is close to it.",
    type="track",
    name="Order Completed",
    user_id="u_77",
    anonymous_id="a-9",
    message_id="MSG-1",
)
PAGE = LogRow(
    id=43,
    received_at_ms=0,
    reason=Reason.PAGE,
    detail="",
    type="page",
    name="https://shop.example/pricing",
    user_id="u_78",
    delivery=DeliveryState.DRY_RUN,
    seen=2,
)
REJECTED = LogRow(id=44, received_at_ms=0, reason=Reason.INVALID_JSON, detail="at byte 7")
ROWS = (TRACK, PAGE, REJECTED)


def found(text: str) -> list[int]:
    """The ids of the rows that a query matches."""
    query = parse_query(text)
    return [row.id for row in ROWS if query.matches(row)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [42, 43, 44]),
        ("   ", [42, 43, 44]),
        ("completed", [42]),
        ('"order completed"', [42]),
        ("order completed", [42]),
        ("completed pricing", []),
        ("U_7", [42, 43]),
        ("a-9", [42]),
        ("msg-1", [42]),
        ("unmapped", [42]),
        ("close", [42]),
        ("https://shop.example", [43]),
        ("12:04", []),
        ("type:track", [42]),
        ("TYPE:Track", [42]),
        ("type:trac", []),
        ("name:o", [42, 43]),
        ("event:o", [42]),
        ('event:"Order Completed"', [42]),
        ("url:https://shop", [43]),
        ("url:order", []),
        ("user:u_77", [42]),
        ("anon:a-", [42]),
        ("reason:unmapped", [42]),
        ("why:forwarded.", [43]),
        ("is:forwarded", [43]),
        ("is:filtered", [42]),
        ("is:rejected", [44]),
        ("is:dry_run", [43]),
        ("is:delivered", []),
        ("is:repeated", [43]),
        ("is:duplicate", [43]),
        ("id:43", [43]),
        ("id:4", []),
        ("id:msg", [42]),
        ("-is:rejected", [42, 43]),
        ("-type:page -is:rejected", [42]),
        ('-"order completed"', [43, 44]),
        ("--x", [42, 43, 44]),
        ('"order"-page', [42]),
    ],
)
def test_a_query_finds_the_rows_it_describes(text: str, ids: list[int]) -> None:
    """Every term has to hold."""
    assert found(text) == ids


def test_quotes_and_backslashes_can_be_looked_for() -> None:
    r"""Inside quotes `\"` is a quote and `\\` a backslash."""
    row = LogRow(id=1, received_at_ms=0, reason=Reason.EVENT, detail='say "hi" \\ there')
    assert parse_query(r'"\"hi\" \\"').matches(row)


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ('"open', 0, 'expected a closing "'),
        ('a user:"open', 7, 'expected a closing "'),
        ('"\\', 0, 'expected a closing "'),
        ("a -", 3, "expected a word after -"),
        ("user: x", 5, "expected a value after user:"),
        ("a usr:x", 2, 'there is no key "usr"; did you mean user?'),
        ("usr:", 0, 'there is no key "usr"; did you mean user?'),
        ("is:forwared", 3, 'nothing is "forwared"; did you mean forwarded?'),
        ("is:fil", 3, 'nothing is "fil"; did you mean filtered?'),
        ("zzzz:1", 0, f'there is no key "zzzz"; expected one of {", ".join(KEYS)}'),
        ("is:9", 3, f'nothing is "9"; expected one of {", ".join(STATES)}'),
    ],
)
def test_what_is_no_query_says_where_and_what_is_expected(
    text: str, position: int, sentence: str
) -> None:
    """The terminal puts its cursor there."""
    with pytest.raises(QueryError) as raised:
        parse_query(text)
    assert (raised.value.position, str(raised.value)) == (position, sentence)


def test_a_query_keeps_its_text() -> None:
    """The search line shows it again."""
    assert parse_query(" a  b ").text == " a  b "


PIECES = st.sampled_from(['"', "\\", "-", ":", " ", "\n", "is:", "user:", "id:", "x", "\x00", "İ"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))
OPTIONAL = st.none() | st.text(max_size=5)


@given(
    text=TEXTS,
    row=st.builds(
        LogRow,
        id=st.integers(1),
        received_at_ms=st.integers(),
        reason=st.sampled_from(Reason),
        detail=st.text(max_size=5),
        type=OPTIONAL,
        name=OPTIONAL,
        user_id=OPTIONAL,
        anonymous_id=OPTIONAL,
        message_id=OPTIONAL,
        delivery=st.none() | st.sampled_from(DeliveryState),
    ),
)
def test_no_text_breaks_the_parser_and_no_row_the_query(text: str, row: LogRow) -> None:
    """Whatever is typed either is a query, which answers for any row, or is refused politely."""
    refused = None
    try:
        query = parse_query(text)
    except QueryError as error:
        refused = error
    if refused is None:
        assert query.matches(row) in (True, False)
    else:
        assert 0 <= refused.position <= len(text)
        assert str(refused)
