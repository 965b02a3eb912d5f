"""Where everything stands in a text."""

import tomllib
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.config.document import Path, scan_document
from tests.adapters.config.toml_files import random_file

TEXT = '''\
# [no] = "header"
version = 1  # v
"quoted key".b . 'c' = """
[not.a.header]
x = 1""" # after

[ listener ] # l
write_keys = [ # a ]
  "a # b", 'c]', # d
]
[[filters]]
fields = { "properties" = ["a"], "" = [], when = 1979-05-27 07:32:00 }
[filters.more]
y = \'\'\'it\'s'\'\'\'
[[filters]]
name = "x"
[[filters.deep]]
z = {}'''


def leaves(value: object, path: Path = ()) -> dict[Path, object]:
    """Every value that is no table, by path."""
    if isinstance(value, dict):
        found: dict[Path, object] = {}
        for name, inner in value.items():
            found |= leaves(inner, (*path, name))
        return found
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        found = {}
        for index, inner in enumerate(value):
            found |= leaves(inner, (*path, index))
        return found
    return {path: value}


def said(text: str, path: Path) -> object:
    """What the scanned text of a value means."""
    start, end = scan_document(text).values[path]
    return tomllib.loads(f"x = {text[start:end]}")["x"]


def test_every_value_is_found_where_it_stands() -> None:
    """Comments, strings and quotes mislead nobody."""
    for path, value in leaves(tomllib.loads(TEXT)).items():
        assert said(TEXT, path) == value


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=True))
def test_every_value_of_a_random_file_is_found(random: Random) -> None:
    """Whatever the spelling of its table."""
    text = random_file(random)
    for path, value in leaves(tomllib.loads(text.removeprefix("\ufeff"))).items():
        assert repr(said(text, path)) == repr(value)


def test_statements_are_whole_lines_in_order() -> None:
    """Headers with their counted entries, values with their whole path."""
    document = scan_document(TEXT)
    assert [(item.path, item.header) for item in document.statements] == [
        (("version",), False),
        (("quoted key", "b", "c"), False),
        (("listener",), True),
        (("listener", "write_keys"), False),
        (("filters", 0), True),
        (("filters", 0, "fields"), False),
        (("filters", 0, "more"), True),
        (("filters", 0, "more", "y"), False),
        (("filters", 1), True),
        (("filters", 1, "name"), False),
        (("filters", 1, "deep", 0), True),
        (("filters", 1, "deep", 0, "z"), False),
    ]
    for item in document.statements:
        assert item.start == 0 or TEXT[item.start - 1] == "\n"
        assert item.end == len(TEXT) or TEXT[item.end - 1] == "\n"


def test_lines_count_from_one_by_dotted_key() -> None:
    """Of headers, entries and keys, and of the items of lists."""
    lines = scan_document(TEXT).lines()
    expected = {
        "version": 2,
        "listener": 7,
        "listener.write_keys": 8,
        "listener.write_keys.1": 9,
        "filters.0": 11,
        "filters.0.fields": 12,
        "filters.0.fields.properties": 12,
        "filters.0.more.y": 14,
        "filters.1": 15,
        "filters.1.deep.0.z": 18,
    }
    assert expected.items() <= lines.items()


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("version",), (2, 11), (2, 1)),
        (("listener", "write_keys", 1), (9, 12), (9, 12)),
        (("listener", "port"), (7, 1), (7, 1)),
        (("filters", 0, "fields", "nothing"), (12, 10), (12, 10)),
        (("nowhere",), (None, None), (None, None)),
    ],
)
def test_places_have_columns(path: Path, value: object, key: object) -> None:
    """Of the value, or of the key; what is not there stands where it would belong."""
    document = scan_document(TEXT)
    assert document.place(path) == value
    assert document.key_place(path) == key


def test_a_byte_order_mark_is_no_column() -> None:
    """And belongs to no statement."""
    document = scan_document("\ufeffversion = 1\r\n")
    assert document.place(("version",)) == (1, 11)
    assert document.statements[0].start == 1


def test_a_text_that_is_not_toml_is_not_for_it() -> None:
    """It says so instead of guessing."""
    with pytest.raises(ValueError, match="not checked"):
        scan_document("= 1")
