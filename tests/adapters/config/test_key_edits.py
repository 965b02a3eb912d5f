"""Ways to set and unset a key, the first of which a person would have taken."""

import tomllib

import pytest

from sprig_tui.adapters.config.document import Path, scan_document
from sprig_tui.adapters.config.key_edits import set_key, unset_key


def first_set(text: str, path: Path, value: object, old: object = None) -> str:
    """The first candidate that is TOML."""
    return next(
        candidate
        for candidate in set_key(scan_document(text), path, value, old)
        if is_toml(candidate)
    )


def is_toml(text: str) -> bool:
    """Whether tomllib takes it."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


MODE: Path = ("destination", "mode")
KEY: Path = ("destination", "api_keys", "production")


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ('[destination]\nmode = "a" # c\n', MODE, '[destination]\nmode = "x" # c\n'),
        ("[destination]\nmode = 'a'\n", MODE, "[destination]\nmode = 'x'\n"),
        ('destination.mode = "a"\n', MODE, 'destination.mode = "x"\n'),
        ('destination = { mode = "a" }', MODE, 'destination = { mode = "x" }'),
    ],
)
def test_a_value_is_replaced_where_it_stands(text: str, path: Path, after: str) -> None:
    """Its quotes and its comment stay."""
    assert first_set(text, path, "x", "a") == after


def test_of_an_inline_table_only_the_pairs_that_differ_change() -> None:
    """The comments of the others stay."""
    text = "fields = { a = [ # why\n1, # one\n2 # two\n], b = [3], c = [4] }\n"
    old = {"a": [1, 2], "b": [3], "c": [4]}
    after = first_set(text, ("fields",), {"a": [1], "c": [4], "d": [5]}, old)
    assert after == "fields = { a = [ # why\n1 # one\n], c = [4], d = [5] }\n"


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("", MODE, '[destination]\nmode = "x"\n'),
        ("[a]\nb = 1", MODE, '[a]\nb = 1\n\n[destination]\nmode = "x"\n'),
        (
            "[destination]\n  kind = 1 # k\n\n[b]\n",
            MODE,
            '[destination]\n  kind = 1 # k\n  mode = "x"\n\n[b]\n',
        ),
        (
            "[destination]\n# mode = 1\n\nkind = 1\n",
            MODE,
            '[destination]\n# mode = 1\nmode = "x"\n\nkind = 1\n',
        ),
        (
            "[destination]\nkind = 1\n\n# [other]\n# mode = 1\n",
            MODE,
            '[destination]\nkind = 1\nmode = "x"\n\n# [other]\n# mode = 1\n',
        ),
        ("destination = {}", MODE, 'destination = { mode = "x" }'),
        (
            "destination.kind = 1\n[b]\n",
            MODE,
            'destination.kind = 1\ndestination.mode = "x"\n[b]\n',
        ),
        (
            "# k\n[destination.api_keys]\n",
            MODE,
            '[destination]\nmode = "x"\n\n# k\n[destination.api_keys]\n',
        ),
        (
            "[destination]\nkind = 1\n\n[b]\n",
            KEY,
            '[destination]\nkind = 1\n\n[destination.api_keys]\nproduction = "x"\n\n[b]\n',
        ),
        (
            "[destination]\napi_keys.development = 1\nkind = 1\n",
            KEY,
            '[destination]\napi_keys.development = 1\napi_keys.production = "x"\nkind = 1\n',
        ),
        (
            "destination = { api_keys.development = 1 }",
            KEY,
            'destination = { api_keys.development = 1, api_keys.production = "x" }',
        ),
        ("[a]\n", ("version",), 'version = "x"\n[a]\n'),
        ("# top\n\n[a]\n", ("version",), '# top\nversion = "x"\n\n[a]\n'),
        ("[ui.keys]\n", ("ui", "keys", "app.quit"), '[ui.keys]\n"app.quit" = "x"\n'),
    ],
)
def test_a_new_key_stands_where_a_person_would_put_it(text: str, path: Path, after: str) -> None:
    """In its table, as its neighbours are written, after the line that shows it commented out."""
    assert first_set(text, path, "x") == after


def test_a_table_becomes_a_value() -> None:
    """Its lines go first."""
    text = '[[filters]]\nname = "n"\n[filters.fields]\nproperties = ["a"]\n'
    after = '[[filters]]\nname = "n"\nfields = "b"\n'
    assert first_set(text, ("filters", 0, "fields"), "b", {"properties": ["a"]}) == after


def test_a_table_that_gets_other_pairs_stays_a_table() -> None:
    """Its comments are somebody's."""
    text = '[[filters]]\n[filters.fields]\n# mine\nproperties = ["a"]\n'
    fields = {"properties": ["b"], "traits": ["c"]}
    after = '[[filters]]\n[filters.fields]\n# mine\nproperties = ["b"]\ntraits = ["c"]\n'
    assert first_set(text, ("filters", 0, "fields"), fields, {"properties": ["a"]}) == after


def test_a_long_array_keeps_its_comments() -> None:
    """Only its items differ."""
    text = '[listener]\nwrite_keys = [\n  "a", # web\n]\n'
    after = '[listener]\nwrite_keys = [\n  "a", # web\n  "b",\n]\n'
    assert first_set(text, ("listener", "write_keys"), ["a", "b"], ["a"]) == after


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("[destination]\nmode = 1 # c\nkind = 2\n", MODE, "[destination]\nkind = 2\n"),
        ("destination = { mode = 1, kind = 2 }", MODE, "destination = { kind = 2 }"),
        (
            "destination = { kind = 1, api_keys.production = 2 }",
            KEY,
            "destination = { kind = 1 }",
        ),
        (
            "destination = { api_keys.a = 1, kind = 1, api_keys.b = {c = 2} }",
            ("destination", "api_keys"),
            "destination = { kind = 1 }",
        ),
        ("a = 1\n\n[b]\nc = 1\n\n[b.d]\ne = 1\n", ("b",), "a = 1\n"),
    ],
)
def test_a_key_or_table_is_taken_out(text: str, path: Path, after: str) -> None:
    """With its line."""
    found = [tomllib.loads(candidate) for candidate in unset_key(scan_document(text), path)]
    assert found[0] == tomllib.loads(after)


def test_a_key_that_is_not_there_leaves_the_text_alone() -> None:
    """Nothing is proposed but the text itself."""
    assert list(unset_key(scan_document("a = 1\n"), MODE)) == ["a = 1\n"]
