"""What queries find, and what is said of texts that are none."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import Envelope
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import KEYS, STATES, QueryError, parse_query, query_text
from sprig_tui.domain.query.parsing import HEAD_BEGUN
from sprig_tui.domain.query.tree import Node
from sprig_tui.domain.reasons import Reason
from tests.unit.domain.query.reference import NOW, SAVED, says
from tests.unit.domain.query.strategies import events, nodes, query_texts

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
        ("completed OR pricing", [42, 43]),
        ("completed OR pricing is:forwarded", [42, 43]),
        ("(completed OR pricing) is:forwarded", [43]),
        ("NOT completed", [43, 44]),
        ("NOT NOT completed", [42]),
        ("NOT -completed", [42]),
        ("-(completed OR pricing)", [44]),
        ("completed AND type:track", [42]),
        ("completed or pricing", []),
        ("type:track,page", [42, 43]),
        ("-type:track,page", [44]),
        ("event:Order*", [42]),
        ("event:=order", []),
        ('event:="order completed"', [42]),
        ("/^Order/", [42]),
        ("/^order/", []),
        ("/^order/i", [42]),
        ("event:/Comp.*d$/", [42]),
        ("/pricing", [43]),
        ("seen:>1", [43]),
        ("seen:1", [42, 44]),
        ("tries:0", [42, 43, 44]),
        ("id:>42", [43, 44]),
        ("delivery:dry_run", [43]),
        ("mapping:none", [42, 43, 44]),
        ("is:unverified", []),
        ("since:1970-01-01T00:00:00Z", [42, 43, 44]),
        ("until:1970-01-01T00:00:00Z", []),
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
        ("(a", 0, "expected a closing )"),
        ("a)", 1, "there is no ( for this )"),
        ("a OR", 4, "expected something after OR"),
        ("OR a", 0, "expected something before OR"),
        ("@nobody", 0, "no filter is saved as @nobody; none is saved yet"),
        ("since:10m", 6, "such a time means nothing without a clock"),
        ("event:/(/", 6, "not a regular expression that RE2 takes: missing ): ("),
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


TEXTS_OR_NONE = st.none() | st.text(max_size=5)


@given(
    text=query_texts(),
    typing=st.booleans(),
    row=st.builds(
        LogRow,
        id=st.integers(1),
        received_at_ms=st.integers(),
        reason=st.sampled_from(Reason),
        detail=st.text(max_size=5),
        type=TEXTS_OR_NONE,
        name=TEXTS_OR_NONE,
        user_id=TEXTS_OR_NONE,
        message_id=TEXTS_OR_NONE,
        delivery=st.none() | st.sampled_from(DeliveryState),
    ),
)
def test_no_text_breaks_the_parser_and_no_row_the_query(
    text: str, typing: bool, row: LogRow
) -> None:
    """Whatever is typed either is a query, which answers for any row, or is refused politely."""
    refused = None
    stored = StoredEvent(row, b"{}", Envelope())
    try:
        query = parse_query(text, now=NOW, saved={"a": "x", "b": "@b"}, typing=typing)
    except QueryError as error:
        refused = error
    if refused is None:
        assert query.accepts(row, lambda: stored) in (True, False)
    else:
        assert 0 <= refused.position <= len(text)
        assert str(refused)


@given(text=query_texts())
def test_what_is_a_query_stays_one_while_it_is_typed(text: str) -> None:
    """A finished query means the same with the cursor behind it; a field's begin may go on."""
    assume(not HEAD_BEGUN.search(text))
    try:
        query = parse_query(text, now=NOW)
    except QueryError:
        assume(False)
    assert [row.id for row in ROWS if query.matches(row)] == [
        row.id for row in ROWS if parse_query(text, now=NOW, typing=True).matches(row)
    ]


@given(node=nodes(), stored=events())
def test_a_query_says_what_its_tree_says(node: Node, stored: StoredEvent) -> None:
    """Compared with a plain reading of the tree; the row alone never refuses what matches."""
    query = parse_query(query_text(node), now=NOW, saved=SAVED)
    expected = says(node, stored)
    assert query.accepts(stored.row, lambda: stored) is expected
    assert query.matches(stored.row) or not expected
    if query.confirms is None:
        assert query.matches(stored.row) is expected


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("completed OR", "completed"),
        ("completed OR ", "completed"),
        ("OR completed", "completed"),
        ("completed AND", "completed"),
        ("completed -", "completed"),
        ("completed NOT", "completed"),
        ("(completed", "completed"),
        ("(completed OR", "completed"),
        ("completed OR is:fil", "completed"),
        ("completed (", "completed"),
        ("completed ()", "completed"),
        ("completed user:", "completed"),
        ("completed is:fil", "completed"),
        ("completed seen:>", "completed"),
        ("completed since:1", "completed"),
        ("completed properties.pl", "completed"),
        ("completed @", "completed"),
        ("completed @pro", "completed"),
        ("is:filtered,", "is:filtered"),
        ("is:filtered,for", "is:filtered"),
        ('"order comp', '"order comp"'),
        ('event:"order comp\\', 'event:"order comp"'),
        ('completed "', "completed"),
        ("", ""),
    ],
)
def test_what_is_not_finished_is_left_out_while_typing(text: str, like: str) -> None:
    """The list never empties because of a term that has only begun."""
    saved = {"problems": "is:rejected"}
    query = parse_query(text, now=NOW, saved=saved, typing=True)
    assert [row.id for row in ROWS if query.matches(row)] == found(like)


@pytest.mark.parametrize(
    ("text", "changing"),
    [
        ("checkout type:track is:forwarded,filtered", False),
        ("is:forwarded,delivered", True),
        ("-is:repeated", True),
        ("seen:>1", True),
        ("tries:1", True),
        ("a OR (b -delivery:failed)", True),
        ("properties.plan:pro", False),
    ],
)
def test_a_query_tells_whether_old_rows_may_come_to_match(text: str, changing: bool) -> None:
    """Who waits for it has to look at them again."""
    assert parse_query(text).changing is changing


def test_many_parts_are_no_danger() -> None:
    """Neither beside each other nor inside each other."""
    assert found("order " * 1_600) == [42]
    assert found("zz OR " * 1_500 + "pricing") == [43]
    assert found("NOT " * 2_001 + "pricing") == [42, 44]
    with pytest.raises(QueryError, match="more than 32"):
        parse_query("(" * 5_000)
    with pytest.raises(QueryError, match="at most 10,000"):
        parse_query("x" * 10_001)
