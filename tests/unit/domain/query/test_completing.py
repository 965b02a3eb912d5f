"""What is offered while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.query import QueryError, parse_query, parse_tree
from sprig_tui.domain.query.completing import Completion, complete
from sprig_tui.domain.query.printing import field_name, name_text
from sprig_tui.domain.query.tree import Field, Text
from tests.unit.domain.query.reference import NOW
from tests.unit.domain.query.strategies import query_texts

SEEN = {
    "event": ["Order Completed", "Signed Up", "Checkout"],
    "url": ["https://shop.example/pricing"],
    "user": ["u_1", "u_2"],
    "properties": ["plan", '"first name"', "address.city"],
    "properties.plan": ["pro", "free trial"],
    'properties."first name"': ["Ada"],
    "@": ["problems", "mine"],
}


def offered(text: str) -> list[str]:
    """The texts that completing at the end would lead to, for at most five offers."""
    found = complete(text, len(text), SEEN, limit=5)
    return [text[: one.start] + one.text for one in found]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("ty", ["type:"]),
        ("a ty", ["a type:"]),
        ("(-ty", ["(-type:"]),
        ("a event:b,c d ty", ["a event:b,c d type:"]),
        ("event:b ", ["event:b type:"]),
        ("seen:>", []),
        ("nokey:x", []),
        ('"', []),
        ("wh", ["reason:"]),
        ("prop", ["properties."]),
        ("type:tr", ["type:track"]),
        ("type:page,tr", ["type:page,track"]),
        ("type:page,", [f"type:page,{one}" for one in ("identify", "track", "page", "screen")]),
        ("is:fil", ["is:filtered"]),
        ("delivery:re", ["delivery:retrying"]),
        ("why:unm", ["why:filtered.unmapped_event", "why:filtered.unmapped_page"]),
        ("event:ord", ['event:"Order Completed"']),
        ('event:"order co', ['event:"Order Completed"']),
        ("event:up", ['event:"Signed Up"']),
        ("event:=che", ["event:=Checkout"]),
        ("event:Checkout", []),
        ("name:pric", ["name:https://shop.example/pricing"]),
        ("user:", ["user:=u_1", "user:u_1", "user:=u_2", "user:u_2"]),
        ("user:=u", ["user:=u_1", "user:=u_2"]),
        ("properties.", ["properties.plan:", 'properties."first name":']),
        ("prop.pl", ["prop.plan:"]),
        ("prop.cit", ["prop.address.city:"]),
        ("prop.address.", ["prop.address.city:"]),
        ("properties.plan:", ["properties.plan:pro", 'properties.plan:"free trial"']),
        ("prop.plan:=fr", ['prop.plan:="free trial"']),
        ('prop."first name":', ['prop."first name":Ada']),
        ("traits.plan:", []),
        ("properties:", []),
        ("@pr", ["@problems"]),
        ("order", ['event:"Order Completed"']),
        ("a O", ["a OR", 'a event:"Order Completed"']),
        ("a NO", ["a NOT"]),
        ("zzz", []),
        ("plan", ["properties.plan:"]),
        ("first", ['properties."first name":']),
        ('"open quo', []),
        ('event:"', ['event:"Order Completed"', 'event:"Signed Up"', "event:Checkout"]),
    ],
)
def test_what_could_stand_there_is_offered(text: str, texts: list[str]) -> None:
    """Nothing, or these first."""
    found = offered(text)
    assert found[: len(texts)] == texts
    assert bool(found) == bool(texts)


def test_an_empty_place_offers_every_key_and_saved_filters() -> None:
    """With a line of help."""
    found = complete("a ", 2, SEEN, limit=99)
    assert found[0] == Completion("type:", 2, 2, "the call: track, page, identify…")
    assert found[-1] == Completion("@mine", 2, 2, "saved filter")


def test_only_what_is_before_the_cursor_is_replaced() -> None:
    assert complete("ty is:failed", 2, SEEN) == [
        Completion("type:", 0, 2, "the call: track, page, identify…")
    ]


@given(text=query_texts(), data=st.data())
def test_any_text_can_be_completed(text: str, data: st.DataObject) -> None:
    """Whatever it is, and wherever the cursor stands."""
    cursor = data.draw(st.integers(0, len(text)))
    for one in complete(text, cursor, SEEN):
        assert 0 <= one.start <= one.end == cursor
        assert one.text


SAVED = {"problems": "is:failed", "mine": "user:u_1"}
UNFINISHED = ("", "ty", "-o", "(event:", "event:=o", "user:u", "prop.", "@", "a O", "since:", "is:")


@given(words=st.lists(st.text(min_size=1), max_size=3), names=st.lists(st.text(min_size=1)),
       begun=st.sampled_from(UNFINISHED))  # fmt: skip
def test_whatever_was_seen_makes_a_query_when_it_is_taken(
    words: list[str], names: list[str], begun: str
) -> None:
    """Quotes, colons, operators and control characters of events' names stay text."""
    fields = [name_text(name) for name in names]
    seen = {"event": words, "url": words, "user": words, "properties": fields, "@": [*SAVED]}
    for one in complete(begun, len(begun), seen, limit=99):
        taken = begun[: one.start] + one.text
        assert parse_query(taken, now=NOW, saved=SAVED, typing=True).text == taken


@given(value=st.text(min_size=1), path=st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_a_value_that_is_taken_is_the_value_that_was_seen(value: str, path: list[str]) -> None:
    """Of a key and of a payload's field, whatever the characters."""
    for key, field in (("event", Field("event", (Text(value),))),
                       (field_name("properties", path),
                        Field("properties", (Text(value),), tuple(path)))):  # fmt: skip
        begun = f"{key}:"
        taken = [begun + one.text for one in complete(begun, len(begun), {key: [value]})]
        assert taken
        assert [parse_tree(text) for text in taken] == [field]


@given(text=query_texts(), data=st.data())
def test_taking_an_offer_never_spoils_a_query(text: str, data: st.DataObject) -> None:
    """Where what was typed can be read, it can be read with any offer at its end."""
    try:
        parse_tree(text, typing=True)
    except QueryError:
        return
    found = complete(text, len(text), SEEN)
    if found:
        one = data.draw(st.sampled_from(found))
        taken = text[: one.start] + one.text
        assert taken.endswith(one.text)
        parse_tree(taken, typing=True)
