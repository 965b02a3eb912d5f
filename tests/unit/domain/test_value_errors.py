"""Sentences about values of the wrong kind."""

import tomllib

import pytest

from sprig_tui.domain.value_errors import label, setting_errors, value_at


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('version = "1"', "version must be a whole number, not a text"),
        ("destination = 3", "destination must be a table, not a number"),
        ("page_urls = 3", "page_urls must be a list of tables: begin each one with [[page_urls]]"),
        ("filters = [true]", "[[filters]] #1 must be a table, not true or false"),
        (
            'destination.kind = "sprg"',
            '[destination].kind must be "sprig", "sprig_actions" or "gleap"; did you mean "sprig"?',
        ),
        (
            'destination.kind = "zzz"',
            '[destination].kind must be "sprig", "sprig_actions" or "gleap"',
        ),
        (
            "destination.mode = 1.5",
            '[destination].mode must be "dry_run", "live" or "hold", not a number with a fraction',
        ),
        (
            "destination.auto_accept_events = []",
            "[destination].auto_accept_events must be true or false, not a list",
        ),
        (
            "destination.api_keys.production = {}",
            "[destination.api_keys].production must be a text in quotes, not a table",
        ),
        ("listener.port = 70000", "[listener].port must be at most 65535"),
        (
            "store.keep_events = 0xffffffffffffffff",
            "[store].keep_events must be at most 1000000000000",
        ),
        ("listener.port = -1", "[listener].port must be at least 0"),
        (
            'listener.write_keys = ["a", 1979-05-27]',
            "[listener].write_keys #2 must be a text in quotes, not a date",
        ),
        ("listener.cors_origins = 07:32:00", "[listener].cors_origins must be a list, not a time"),
        ("store.keep_days = 0", "[store].keep_days must be at least 1"),
        ("filters = [{percent = 2}]", "[[filters]] #1: percent must be a number from 0 to 1"),
        (
            "filters = [{fields = {a = [1]}}]",
            "[[filters]] #1: fields.a #1 must be a text in quotes, not a number",
        ),
        (
            f"filters = [{', '.join(['{}'] * 11)}]",
            "[[filters]]: at most 10 are allowed, the file has 11",
        ),
        (
            "filters = [{percent = nan}]",
            "[[filters]] #1: percent must be a number from 0 to 1",
        ),
        (
            'filters = [{fields = {"" = "x"}}]',
            '[[filters]] #1: fields."" must be a list, not a text',
        ),
        ("ui.keys = 3", "[ui].keys must be a table, not a number"),
        (
            f"destination.kind = 'gleap'\npage_urls = [{', '.join(['{}'] * 51)}]",
            "Gleap takes at most 50 mappings, and the file has 51",
        ),
    ],
)
def test_each_error_is_one_sentence(text: str, sentence: str) -> None:
    """It names the key, what must stand there and what does."""
    assert [message for _, message in setting_errors(tomllib.loads(text))] == [sentence]


def test_a_config_that_can_be_used_has_no_errors() -> None:
    """Unknown keys are somebody else's matter."""
    assert setting_errors({"listener": {"port": 1, "prot": 2}}) == []


def test_no_sentence_shows_a_value() -> None:
    """A secret may stand in the wrong place."""
    misplaced = {
        "destination": {"kind": "canary", "mode": "canary"},
        "listener": {"port": "canary"},
    }
    assert len(setting_errors(misplaced)) == 3
    assert "canary" not in str(setting_errors(misplaced))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("version",), "version"),
        (("plugin", 0), "[[plugin]] #1"),
        (("a", "b", "c"), "[a.b].c"),
        (("a\x1b", "b"), '["a\\x1b"].b'),
        (("a", ""), '[a].""'),
        (
            ("filters", 0, "fields", "context.device", 1),
            '[[filters]] #1: fields."context.device" #2',
        ),
        (("a", "b", 2), "[a].b #3"),
        (("page_urls", 1, "fields", "x", 0), "[[page_urls]] #2: fields.x #1"),
    ],
)
def test_labels(path: tuple[str | int, ...], words: str) -> None:
    """Keys as people name them; names from a file are made harmless."""
    assert label(path) == words


def test_the_value_at_a_path() -> None:
    """None where there is none."""
    data = {"a": [{"b": 1}]}
    assert value_at(data, ("a", 0, "b")) == 1
    assert value_at(data, ("a", 1, "b")) is None
    assert value_at(data, ("a", 0, "b", "c")) is None
