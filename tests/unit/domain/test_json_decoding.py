"""The decoder flags what it changes and refuses what a double cannot hold."""

import pytest

from sprig_tui.domain.json_decoding import LiteralError, decode, has_lone_surrogates, repair


@pytest.mark.parametrize(
    ("text", "value", "flags"),
    [
        ("9007199254740992", 9007199254740992, ()),
        ("-9007199254740992", -9007199254740992, ()),
        ("9007199254740993", 9007199254740993, ("big integer",)),
        ("9223372036854775807", 2**63 - 1, ("big integer",)),
        ("-9223372036854775808", -(2**63), ("big integer",)),
        ("9223372036854775808", "9223372036854775808", ("big integer",)),
        ("18446744073709551616", "18446744073709551616", ("big integer",)),
        ("-9223372036854775809", "-9223372036854775809", ("big integer",)),
        ("9" * 64, "9" * 64, ("big integer",)),
        ('{"type":1,"type":2}', {"type": 2}, ("duplicate key: type",)),
        ('[{"a":1,"a":2,"a":3},{"a":1,"a":1}]', [{"a": 3}, {"a": 1}], ("duplicate key: a",)),
        ('{"\\ud800":1,"\\ud800":2}', {"\ud800": 2}, ("duplicate key: \ufffd",)),
        ('{"a":1,"b":[99999999999999999999]}', {"a": 1, "b": ["9" * 20]}, ("big integer",)),
    ],
)
def test_what_is_changed_is_flagged(text: str, value: object, flags: tuple[str, ...]) -> None:
    assert decode(text, 0) == (value, len(text), flags)


def test_flags_stay_few_and_short() -> None:
    pairs = ",".join(f'"{key:<0100d}":1,"{key:<0100d}":1' for key in range(11, 60))
    flags = decode("{" + pairs + "}", 0)[2]
    assert len(flags) == 8
    assert max(map(len, flags)) == len("duplicate key: ") + 64


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("[NaN]", "NaN"),
        ("[-Infinity]", "-Infinity"),
        ("[1e400]", "1e400"),
        ("[" + "1" * 65 + "]", "1" * 65),
        ("[0." + "1" * 63 + "]", "0." + "1" * 63),
        ('{"a":1,"a":' + "1" * 65 + "}", "1" * 65),
    ],
)
def test_what_no_double_holds_is_refused(text: str, literal: str) -> None:
    with pytest.raises(LiteralError) as refusal:
        decode(text, 0)
    assert refusal.value.literal == literal


def test_surrogates_are_looked_for_before_anything_is_walked() -> None:
    assert has_lone_surrogates('"\\uDbff"', 0, 8)
    assert not has_lone_surrogates('"\\u00e9 ud800"', 0, 13)


@pytest.mark.parametrize(
    ("value", "repaired"),
    [
        ("a\ud800b", "a\ufffdb"),
        ({"k\udfff": [1, None, "\ud800"]}, {"k\ufffd": [1, None, "\ufffd"]}),
        ([{"a": "\udc00"}], [{"a": "\ufffd"}]),
    ],
)
def test_half_a_pair_becomes_the_replacement_character(value: object, repaired: object) -> None:
    assert repair(value) == (repaired, True)


@pytest.mark.parametrize("value", ["a😀", {"k": [1, 2.5, None, True, "é"]}, [], {}])
def test_whole_text_is_left_alone(value: object) -> None:
    assert repair(value) == (value, False)
