"""JSON values as text to paste."""

import ast
import json
import subprocess

from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.services.literal_text import javascript_text, json_text, python_text, shell_word

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
FINITE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
EVIL = "\x1b]0;t\x07\u202e\x9b\x7f\U000e0001 'q' \"d\" $HOME `id` \\ !! \n end"


@given(FINITE)
def test_json_means_the_same_and_drives_no_terminal(value: object) -> None:
    for text in (json_text(value), json_text(value, indent=2)):
        assert json.loads(text) == value
        assert all(line.isprintable() for line in text.split("\n"))


@given(FINITE)
def test_python_means_the_same_and_drives_no_terminal(value: object) -> None:
    text = python_text(value)
    assert ast.literal_eval(text) == value
    assert all(line.isprintable() for line in text.split("\n"))


@given(st.dictionaries(st.text(), LEAVES | st.lists(LEAVES)))
def test_javascript_is_json_but_for_one_name(value: dict[str, object]) -> None:
    value.pop("__proto__", None)
    finite = json.loads(json.dumps(value).replace("-Infinity", "0").replace("Infinity", "0"))
    assert json.loads(javascript_text(finite)) == finite


def test_no_key_sets_the_prototype_of_an_object() -> None:
    assert javascript_text({"__proto__": {}}) == '{\n  ["__proto__"]: {}\n}'


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_a_shell_word_is_one_argument_whatever_is_in_it(text: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"printf %s {shell_word(text)}"], capture_output=True, check=True
    )
    assert done.stdout.decode() == text


def test_evil_text_is_only_text() -> None:
    assert json.loads(json_text([EVIL])) == [EVIL]
    assert json_text([EVIL]).isprintable()
    assert python_text(EVIL).isprintable()
