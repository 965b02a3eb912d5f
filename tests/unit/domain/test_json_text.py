"""JSON is read strictly; every error names its byte and none of its bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.json_text import JsonText, JsonTextError, read_json
from sprig_tui.domain.reasons import Reason

PASS = [
    b"{}",
    b"[]",
    b'""',
    b"0",
    b"-0",
    b"-0.0",
    b"1e2",
    b"1E+2",
    b"1e-400",
    b"0.1e1",
    b"true",
    b"false",
    b"null",
    b" \t\n\r{} \t\n\r",
    b"[1,2,3]",
    b"[[]]",
    b'[{},""]',
    b'{"":0}',
    b'{"a":{"b":[null]}}',
    b'{"a":1,"b":2}',
    b'"\\u0000"',
    b'"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    b'"\\u00e9\\uD83D\\uDE00"',
    b'"\x7f"',
    "\u2028".join('""').encode(),
    '"é𒐫🏳️‍🌈"'.encode(),
    b'"/*"',
    b'{"__proto__":1,"constructor":{}}',
    ("[" * 64 + "]" * 64).encode(),
    b"1" * 15,
]

INVALID = [
    b"",
    b" ",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b'{"a":1',
    b"{'a':1}",
    b'{"a":1,}',
    b"[1,]",
    b"[,1]",
    b"[1,,2]",
    b"[1 2]",
    b'{"a" 1}',
    b'{"a"}',
    b"{a:1}",
    b"{1:1}",
    b'{"a":}',
    b'{"a":1 "b":2}',
    b"// x\n{}",
    b"{}/* x */",
    b"{} {}",
    b"{}\n{}",
    b"{},",
    b"1 2",
    b"{}x",
    b"01",
    b"+1",
    b"1.",
    b".1",
    b"1e",
    b"1e+",
    b"--1",
    b"0x10",
    b"1_000",
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"[nan]",
    b"1e400",
    b"-1e999",
    b"1" * 65,
    b"0." + b"1" * 63,
    b"True",
    b"nul",
    b"undefined",
    b'"\\x41"',
    b'"\\u12"',
    b'"\\u00g0"',
    b'"\\"',
    b'"\\',
    b'"a\nb"',
    b'"a\tb"',
    b'"\x00"',
    b"\x00",
    b'\x0c"a"',
    "\u00a0{}".encode(),
    b"\xff",
    b'"\xc0\xaf"',
    b'"\xed\xa0\x80"',
    b'"\xf4\x90\x80\x80"',
    '{"a":1}'.encode("utf-16"),
    '{"a":1}'.encode("utf-32"),
    b"\xef\xbb\xbf\xef\xbb\xbf{}",
]


@pytest.mark.parametrize("body", PASS)
def test_json_is_read_as_any_reader_of_json_does(body: bytes) -> None:
    parsed = read_json(body)
    assert parsed.value == json.loads(body)
    assert parsed.flags == ()


@pytest.mark.parametrize("body", INVALID)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(JsonTextError) as refusal:
        read_json(body)
    assert refusal.value.reason is Reason.INVALID_JSON


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "empty body"),
        (b"  ", "empty body"),
        (b'{"a":1', "invalid JSON at byte 6"),
        (b'{"a":1,}', "invalid JSON at byte 7"),
        ('["é",}'.encode(), "invalid JSON at byte 6"),
        (b"\xef\xbb\xbf[}", "invalid JSON at byte 4"),
        (b"{} {}", "extra data at byte 3"),
        (b'["a\x01"]', "control character at byte 3"),
        (b'["a\nb"]', "control character at byte 3"),
        (b"[1,NaN]", "not JSON: NaN at byte 3"),
        (b'["NaN",-Infinity]', "not JSON: -Infinity at byte 7"),
        (b'["1e400",1e400]', "number out of range at byte 9"),
        (b"[1e400-5]", "number out of range at byte 1"),
        (b"[" + b"9" * 5_000 + b"]", "number out of range at byte 1"),
        (b'{"a":1,"a":' + b"9" * 65 + b"}", "number out of range at byte 11"),
        (b'["a\xff"]', "not UTF-8 at byte 3"),
        (b"\xef\xbb\xbf\xff", "not UTF-8 at byte 3"),
    ],
)
def test_an_error_names_its_byte(body: bytes, sentence: str) -> None:
    with pytest.raises(JsonTextError) as refusal:
        read_json(body)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 65 + b"]" * 65,
        b'{"a":' * 65 + b"1" + b"}" * 65,
        b"[" * 65,
        b"[" * 900 + b"]" * 900,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":[' * 50_000,
        b'["]",' * 65 + b"x",
    ],
)
def test_too_deep_is_told_from_broken_whatever_follows(body: bytes) -> None:
    with pytest.raises(JsonTextError) as refusal:
        read_json(body)
    assert (refusal.value.reason, str(refusal.value)) == (Reason.TOO_DEEP, "deeper than 64")


def test_a_long_broken_string_is_left_at_once() -> None:
    with pytest.raises(JsonTextError) as refusal:
        read_json(b'["' + b'\\"' * 200_000)
    assert str(refusal.value) == "invalid JSON at byte 1"


def test_more_than_20_000_values_are_refused() -> None:
    assert read_json(b"[" + b"0," * 19_998 + b"0]").value == [0] * 19_999
    with pytest.raises(JsonTextError) as refusal:
        read_json(b"[" + b"0," * 19_999 + b"0]")
    assert (refusal.value.reason, str(refusal.value)) == (
        Reason.TOO_LARGE,
        "more than 20,000 values",
    )


def test_a_byte_order_mark_is_stripped() -> None:
    assert read_json(b'\xef\xbb\xbf{"a":1}').value == {"a": 1}


def test_repaired_text_is_flagged() -> None:
    parsed = read_json(b'{"a\\ud800":["x\\uDFFF"]}')
    assert parsed.value == {"a\ufffd": ["x\ufffd"]}
    assert parsed.flags == ("repaired text",)
    assert read_json(b'{"a":"\\ud83d\\ude00"}').flags == ()


def test_each_value_keeps_its_exact_bytes() -> None:
    body = '[ {"a" : 1.0} ,"é\\u00e9"]'.encode()
    text = JsonText(body)
    first = text.value_at(2)
    second = text.value_at(text.after_space(first.end) + 1)
    assert text.raw(first) == b'{"a" : 1.0}'
    assert (text.raw(second), text.size(second)) == ('"é\\u00e9"'.encode(), 10)


def test_a_value_that_is_too_much_still_has_its_place() -> None:
    body = b"[" * 65 + b"]" * 65 + b", 1"
    parsed = JsonText(body).value_at(0)
    assert parsed.end == 130
    assert parsed.value is None
    assert str(parsed.problem) == "deeper than 64"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    refused: Reason | None = None
    try:
        json_text = read_json(body)
    except JsonTextError as error:
        refused = error.reason
    else:
        assert json_text.end <= len(body)
    assert refused in (None, Reason.INVALID_JSON, Reason.TOO_DEEP)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=20,
)


@given(json_values)
def test_what_a_sender_writes_comes_back(value: object) -> None:
    assert read_json(json.dumps(value).encode()).value == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()).value == value
