"""From bytes to what they say."""

import pytest

from sprig_tui.adapters.config.reading import MAX_BYTES, check_text, decode_config, read_config
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config


def read(text: str, *, key: str = "", mode: int = 0) -> ConfigSnapshot:
    """A text as the file of a path with a space."""
    return read_config(text, "/a b/c.toml", environment_key=Secret(key), mode=mode)


def errors(text: str) -> list[tuple[int | None, int | None, str]]:
    """Line, column and message of what is wrong."""
    with pytest.raises(ConfigError) as caught:
        read(text)
    return [
        (problem.line, problem.column, problem.message)
        for problem in caught.value.problems
        if problem.severity == "error"
    ]


@pytest.mark.parametrize("text", ["", "\ufeff", "\n \n# c", "\r\n"])
def test_a_file_that_says_nothing_is_all_defaults(text: str) -> None:
    """Its text is kept as it is."""
    snapshot = read(text)
    assert (snapshot.config, snapshot.text, snapshot.problems) == (Config(), text, ())


def test_line_ends_and_byte_order_marks_do_not_count() -> None:
    """Editors on other systems write them."""
    snapshot = read("\ufeff[listener]\r\nport = 1\r\n")
    assert snapshot.config.listener.port == 1
    assert snapshot.lines == {"listener": 1, "listener.port": 2}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a = \n", 1, 5, "not TOML"),
        ("a = 1\nb = [1,", 2, 8, "not TOML"),
        ("a = 1\na = 2\n", 2, 6, "not TOML"),
        ("a = 'x", 1, 7, "not TOML"),
        ("a = 1\r b = 2", 1, 6, "not TOML"),
        ("[a]\n[a]\n", 2, 3, "not TOML"),
        (f"a = {'[' * 5000}", None, None, "too deep"),
        (f"a = {'9' * 5000}", None, None, "thousands of digits"),
    ],
)
def test_what_is_not_toml_is_told_with_its_place(
    text: str, line: int | None, column: int | None, words: str
) -> None:
    """Lines and columns count from 1."""
    ((found_line, found_column, message),) = errors(text)
    assert (found_line, found_column) == (line, column)
    assert words in message


def test_every_wrong_value_is_told_at_once() -> None:
    """At the value, not at the key."""
    text = 'version = "1"\n[listener]\nport = 70000\nwrite_keys = ["a", 3]\n'
    assert [(line, column) for line, column, _ in errors(text)] == [(1, 11), (3, 8), (4, 20)]


def test_an_error_hides_neither_warnings_nor_further_errors() -> None:
    """The count of mappings is looked at once the wrong port is out; errors come first."""
    mappings = "[[page_urls]]\nurl = '/'\n" * 51
    text = f"colour = 1\ndestination.kind = 'gleap'\nlistener.port = -1\n{mappings}"
    with pytest.raises(ConfigError) as caught:
        read(text)
    found = [(problem.severity, problem.line) for problem in caught.value.problems]
    assert found[:4] == [("error", 3), ("error", 104), ("warning", 1), ("warning", 7)]
    assert str(caught.value).startswith("/a b/c.toml:3:17: [listener].port")
    assert "colour is not a setting" in caught.value.problems[2].message


def test_what_is_sound_beside_an_error_is_read() -> None:
    """A lost value is its default, a list with a wrong entry is empty."""
    text = (
        "destination = { kind = 'sprigg', mode = 'live' }\nstore = { path = 'x.db' }\n"
        "[[filters]]\npercent = 'x'\n[[page_urls]]\nurl = 'a'\n"
    )
    with pytest.raises(ConfigError) as caught:
        read(text, key="k")
    config = caught.value.readable
    assert (config.destination.kind, config.destination.mode) == ("sprig", "live")
    assert (config.store.path, config.filters, len(config.page_urls)) == ("x.db", (), 1)
    assert config.destination.api_key().reveal() == "k"


def test_lists_that_are_too_long_are_told_at_the_first_entry_over_the_limit() -> None:
    """Ten filters, and fifty mappings of both kinds together for Gleap."""
    filters = "[[filters]]\n" * 11
    assert errors(filters) == [(11, 1, "[[filters]]: at most 10 are allowed, the file has 11")]
    mappings = "[[page_urls]]\nurl = '/'\n" * 30 + "[[triggered_events]]\nevent = 'a'\n" * 21
    text = f"destination.kind = 'gleap'\n{mappings}"
    assert errors(text) == [(102, 1, "Gleap takes at most 50 mappings, and the file has 51")]
    assert errors("filters = 3")[0][:2] == (1, 11)


def test_warnings_are_in_the_order_of_their_lines() -> None:
    """Unknown keys and values that do not work, one after the other."""
    text = "[[page_urls]]\nurls = 1\n\n[destination]\nendpoint = 'x'\n[zzz]\n"
    assert [(problem.line, problem.severity) for problem in read(text).problems] == [
        (1, "warning"),
        (2, "warning"),
        (5, "warning"),
        (6, "warning"),
    ]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
@pytest.mark.parametrize(
    "text", ["destination.api_keys.production = 'k'", "listener.webhook_secret = 's'"]
)
def test_a_key_that_others_can_read_is_warned_of(text: str, mode: int) -> None:
    """With the line that helps."""
    (problem,) = read(text, mode=mode).problems
    assert problem.message.endswith("chmod 600 '/a b/c.toml'")
    assert read(text, mode=0o600).problems == ()


def test_a_key_of_the_environment_is_not_in_the_file() -> None:
    """So that the file's permissions do not matter for it."""
    snapshot = read("", key="k", mode=0o644)
    assert snapshot.problems == ()
    assert snapshot.environment_key
    assert snapshot.config.destination.api_key().reveal() == "k"


def test_bytes_that_are_no_text_are_told_with_their_place() -> None:
    """The column counts characters."""
    with pytest.raises(ConfigError) as caught:
        decode_config("a = 1\né = '".encode() + b"\xff", "c.toml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 6)
    assert "UTF-8" in problem.message
    assert str(caught.value).startswith("c.toml:2:6: ")


def test_a_file_of_over_one_megabyte_is_no_config() -> None:
    """Exactly one is."""
    assert decode_config(b"#" * MAX_BYTES, "c.toml") == "#" * MAX_BYTES
    with pytest.raises(ConfigError, match="larger than 1 MB"):
        decode_config(b"#" * (MAX_BYTES + 1), "c.toml")


def test_a_text_that_could_not_be_read_again_is_not_written() -> None:
    """Half of a surrogate pair has no bytes."""
    check_text("é", "c.toml")
    with pytest.raises(ConfigError):
        check_text("\ud800", "c.toml")
    with pytest.raises(ConfigError):
        check_text("é" * MAX_BYTES, "c.toml")
