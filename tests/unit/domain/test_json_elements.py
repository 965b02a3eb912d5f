"""Long arrays are read in steps, each element with its bytes."""

import pytest

from sprig_tui.domain.json_elements import SLICE, finish, read_array, read_members
from sprig_tui.domain.json_text import JsonText, JsonTextError, Parsed


@pytest.mark.parametrize(
    ("body", "raws"),
    [
        (b"[]", []),
        (b"[ ]", []),
        (b"[1]", [b"1"]),
        (b'[ {"a" :1} , [2,3],"]" ]', [b'{"a" :1}', b"[2,3]", b'"]"']),
    ],
)
def test_elements_keep_their_bytes(body: bytes, raws: list[bytes]) -> None:
    text = JsonText(body)
    elements, end = finish(read_array(text, 0))
    assert [text.raw(element) for element in elements] == raws
    assert end == len(body)


@pytest.mark.parametrize(
    "body", [b"[", b"[1", b"[1,", b"[1,]", b"[,]", b"[1 2]", b"[1}", b"[1,,2]"]
)
def test_a_broken_array_is_refused(body: bytes) -> None:
    with pytest.raises(JsonTextError, match="invalid JSON at byte"):
        finish(read_array(JsonText(body), 0))


@pytest.mark.parametrize(("length", "steps"), [(SLICE - 1, 0), (SLICE, 1), (SLICE * 3 + 1, 3)])
def test_the_loop_gets_a_turn_after_every_slice(length: int, steps: int) -> None:
    text = JsonText(b"[" + b",".join([b"{}"] * length) + b"]")
    assert len(list(read_array(text, 0))) == steps


def test_members_come_as_they_are_but_for_the_streamed_one() -> None:
    text = JsonText(b'{ "a" : 1 , "BATCH" : [2,3] , "b":{"batch":[4]} }')
    members, end = finish(read_members(text, 0, streamed="batch"))
    assert end == len(text.text)
    assert list(members) == ["a", "BATCH", "b"]
    streamed, plain = members["BATCH"], members["b"]
    assert isinstance(streamed, list)
    assert isinstance(plain, Parsed)
    assert [element.value for element in streamed] == [2, 3]
    assert plain.value == {"batch": [4]}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"a"',
        b'{"a":',
        b'{"a":1',
        b'{"a":1,}',
        b"{1:2}",
        b'{"a" 1}',
        b'{"a":1]',
        b'{"batch":[',
    ],
)
def test_a_broken_object_is_refused(body: bytes) -> None:
    with pytest.raises(JsonTextError, match="invalid JSON at byte"):
        finish(read_members(JsonText(body), 0, streamed="batch"))


def test_an_empty_object_and_a_key_twice() -> None:
    assert finish(read_members(JsonText(b"{ }"), 0, streamed="batch")) == ({}, 3)
    text = JsonText(b'{"a":1,"a":2,"batch":[1],"batch":7}')
    members, _end = finish(read_members(text, 0, streamed="batch"))
    values = [member.value for member in members.values() if isinstance(member, Parsed)]
    assert values == [2, 7]
