"""Keys that mean nothing."""

import tomllib

import pytest

from sprig_tui.adapters.config.unknown_keys import unknown_keys


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[listener]\nprot = 1", '[listener].prot is not a setting; did you mean "port"?'),
        ("[lisener]\nport = 1", 'lisener is not a setting; did you mean "listener"?'),
        ('mode = "live"', "mode is not a setting; it belongs to [destination]"),
        (
            "[[triggered_events]]\nurl = 1",
            "[[triggered_events]] #1: url is not a setting; it belongs to [[page_urls]]",
        ),
        (
            "[listener]\npath = 1",
            "[listener].path is not a setting; it belongs to [store] or [[filters]]",
        ),
        (
            "[destination]\ndevelopment = 1",
            "[destination].development is not a setting; it belongs to [destination.api_keys]",
        ),
        ("[[filters]]\nif_ = 'all'", '[[filters]] #1: if_ is not a setting; did you mean "if"?'),
        ("zzzzz = 1", "zzzzz is not a setting"),
        ('"\\u001b[31m" = 1', '"\\x1b[31m" is not a setting'),
    ],
)
def test_each_is_named_with_what_was_meant(text: str, sentence: str) -> None:
    """The nearest name of its table, or the table that it belongs to."""
    assert [message for _, message in unknown_keys(tomllib.loads(text))] == [sentence]


@pytest.mark.parametrize(
    "text",
    ["", "ui.keys.anything = 'x'", "[[filters]]\nif = 'all'\nfields = { a = ['b'] }", "ui = 3"],
)
def test_known_keys_are_not_named(text: str) -> None:
    """Nor are names that the operator gives."""
    assert list(unknown_keys(tomllib.loads(text))) == []
