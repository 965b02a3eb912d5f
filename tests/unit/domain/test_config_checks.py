"""What a readable config says that will not work."""

import pytest

from sprig_tui.domain.config_checks import (
    check_config,
    check_exposure,
    endpoint_problem,
    find_twins,
    is_loopback,
    nearest_name,
)
from sprig_tui.domain.settings import Config, TriggeredEvent


def config(**parts: object) -> Config:
    """A config from what a file would say."""
    return Config.model_validate(parts)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"]
)
def test_loopback_needs_no_key(host: str) -> None:
    """Only this machine reaches it."""
    assert is_loopback(host)
    assert check_exposure(config(listener={"host": host})) == ()


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "", "192.168.1.4", "my-machine", "localhost.evil"],
)
def test_any_other_host_needs_a_key(host: str) -> None:
    """The engine may not start, and the problem says where and what to do."""
    (problem,) = check_exposure(config(listener={"host": host}), {"listener.host": 7})
    assert (problem.severity, problem.key, problem.line) == ("error", "listener.host", 7)
    assert "no key guards it" in problem.message


@pytest.mark.parametrize(
    "parts",
    [
        {"listener": {"host": "::", "write_keys": ["wk"]}},
        {"listener": {"host": "::", "webhook_secret": "s"}},
        {"listener": {"host": "::"}, "destination": {"api_keys": {"development": "k"}}},
        {"listener": {"host": "::"}, "destination": {"api_keys": {"production": "k"}}},
    ],
)
def test_each_kind_of_key_guards_the_listener(parts: dict[str, object]) -> None:
    """A write key, the webhook secret, or the API key of either environment."""
    assert check_exposure(config(**parts)) == ()


def test_an_empty_write_key_guards_nothing() -> None:
    """It would let everybody in."""
    assert check_exposure(config(listener={"host": "::", "write_keys": [""]}))


def test_a_config_of_defaults_has_no_warnings() -> None:
    """Nor has a listener for others that asks for a key."""
    assert check_config(Config()) == ()
    assert check_config(config(listener={"host": "::", "write_keys": ["wk"]})) == ()


@pytest.mark.parametrize(
    ("parts", "key", "words"),
    [
        ({"version": 2}, "version", "version 2 is not known here"),
        ({"destination": {"endpoint": "api.sprig.com"}}, "destination.endpoint", "nothing can be"),
        (
            {"listener": {"host": "::", "webhook_secret": "s"}},
            "listener.host",
            "it takes any call",
        ),
        (
            {"destination": {"kind": "gleap", "unknown_users": "forward"}},
            "destination.unknown_users",
            "does nothing",
        ),
        ({"listener": {"allowed_hosts": ["a.example"]}}, "listener.allowed_hosts", "answered 401"),
        ({"page_urls": [{}]}, "page_urls.0.url", '[[page_urls]] #1: "url" is empty'),
        (
            {"triggered_events": [{"event": "x" * 251}]},
            "triggered_events.0.event",
            "[[triggered_events]] #1: the pattern has 251 characters",
        ),
    ],
)
def test_values_that_do_not_work_are_warned_of(
    parts: dict[str, object], key: str, words: str
) -> None:
    """Each names its key and says what will happen."""
    (problem,) = check_config(config(**parts))
    assert (problem.severity, problem.key) == ("warning", key)
    assert words in problem.message


def test_a_pattern_of_250_characters_is_fine() -> None:
    """The limit is Sprig's (facts.md, section 5)."""
    assert check_config(config(triggered_events=[{"event": "x" * 250}])) == ()


def test_a_warning_stands_at_its_key_or_at_what_holds_it() -> None:
    """A key that the file leaves out has no line of its own."""
    parts = config(page_urls=[{"url": "/a"}, {}, {"url": "/a"}])
    lines = {"page_urls.1": 5, "page_urls.2": 9, "page_urls.2.url": 11}
    assert [problem.line for problem in check_config(parts, lines)] == [5, 11]
    assert [problem.line for problem in check_config(parts, {})] == [None, None]


def test_entries_that_can_never_win_are_told_apart() -> None:
    """A repetition is nothing but noise, a shadowed entry says something else."""
    twice = {"event": "A"}
    shadowed = {"event": "A", "sprig_event": "B"}
    problems = check_config(config(triggered_events=[twice, twice, shadowed]))
    assert [problem.message for problem in problems] == [
        "[[triggered_events]] #2: it repeats #1",
        "[[triggered_events]] #3: it can never win, #1 has the same pattern and comes first",
    ]


@pytest.mark.parametrize(
    ("entries", "twins"),
    [
        ([{"event": "A"}, {"event": "a"}, {"event": "A", "match": "regex"}], {}),
        ([{"event": "A", "enabled": False}, {"event": "A"}], {}),
        ([{"event": "A", "enabled": False}, {"event": "A", "enabled": False}], {1: 0}),
        ([{"event": "A", "enabled": False}, {"event": "A"}, {"event": "A", "note": "n"}], {2: 1}),
        ([{}, {}], {}),
    ],
)
def test_twins(entries: list[dict[str, object]], twins: dict[int, int]) -> None:
    """A disabled entry shadows nobody; an empty pattern is another warning's matter."""
    assert find_twins([TriggeredEvent.model_validate(entry) for entry in entries]) == twins


def test_what_the_compilers_say_is_handed_on() -> None:
    """Patterns and filter expressions are judged where they are compiled."""
    problems = check_config(
        config(
            triggered_events=[{"event": "abc(", "match": "regex"}],
            filters=[
                {"if": "=", "action": "drop_event"},
                {"if": 'type = "track"\n and', "action": "drop_event", "enabled": False},
            ],
        )
    )
    table, enabled, disabled = [(problem.key, problem.message) for problem in problems]
    assert table[0] == "triggered_events.0.event"
    assert table[1].startswith("[[triggered_events]] #1: the pattern never matches: ")
    assert table[1].endswith("(character 4)")
    assert enabled[0] == "filters.0.if"
    assert enabled[1].startswith("[[filters]] #1: it does not parse, so nothing is sent: expected")
    assert enabled[1].endswith("(column 1)")
    assert disabled[1].startswith("[[filters]] #2: expected")
    assert disabled[1].endswith("(line 2, column 5)")


def test_a_mapping_behind_a_wider_one_is_warned_of() -> None:
    """At its own line; what is worse, or simpler, is said instead."""
    urls = [
        {"url": "/shop", "match": "contains"},
        {"url": "/shop/cart", "match": "contains"},
        {"url": "/shop/(", "match": "regex"},
        {"url": "/shop/cart", "match": "contains", "note": "again"},
        {"url": "/shop/x", "match": "contains", "enabled": False},
    ]
    problems = check_config(config(page_urls=urls), {"page_urls.1.url": 7})
    assert [(problem.key, problem.line) for problem in problems] == [
        ("page_urls.1.url", 7),
        ("page_urls.2.url", None),
        ("page_urls.3.url", None),
    ]
    assert problems[0].message == (
        '[[page_urls]] #2: it can never win, #1 (contains "/shop") comes first and matches all '
        "that it matches"
    )
    assert "never matches" in problems[1].message
    assert "#2 has the same pattern" in problems[2].message


@pytest.mark.parametrize(
    ("urls", "words"),
    [
        (
            [{"url": ".*"}],
            '#1 (legacy ".*") comes first and matches every text',
        ),
        (
            [{"url": "a", "match": "contains"}, {"url": "a", "match": "notContains"}],
            '#1 (contains "a") and #2 (notContains "a") come first and match every text together',
        ),
    ],
)
def test_nothing_wins_behind_what_matches_every_text(
    urls: list[dict[str, object]], words: str
) -> None:
    problems = check_config(config(page_urls=[*urls, {"url": "x", "match": "endsWith"}]))
    assert [problem.message.partition("never win, ")[2] for problem in problems] == [words]


@pytest.mark.parametrize(
    ("match", "effect"),
    [
        ("legacy", "it matches every text"),
        ("notExactly", "it matches every text"),
        ("exactly", "it never matches"),
        ("notContains", "it never matches"),
    ],
)
def test_what_an_empty_pattern_does(match: str, effect: str) -> None:
    """No event name and no URL is empty."""
    (problem,) = check_config(config(page_urls=[{"match": match}]))
    assert problem.message == f'[[page_urls]] #1: "url" is empty: {effect}'


def test_filters_are_judged_in_the_order_of_the_file() -> None:
    """Each at the key that it is about."""
    filters = [
        {"if": 'type = "Track"', "action": "drop_event"},
        {"if": "all", "action": "drop_event"},
        {"if": "", "action": "drop_event", "enabled": False},
    ]
    problems = check_config(config(filters=filters), {"filters.1.if": 4, "filters.2": 6})
    assert [(problem.key, problem.line) for problem in problems] == [
        ("filters.0.if", None),
        ("filters.1.if", 4),
        ("filters.2.if", 6),
    ]
    assert problems[0].message.endswith('no call has the type "Track"; did you mean "track"?')
    assert problems[1].message.endswith("it drops every event, so nothing is forwarded")


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "https://api.sprig.com",
        "https://proxy.example:8443/",
        "http://127.0.0.1:9000",
        "http://localhost",
        "http://[::1]:80",
    ],
)
def test_good_endpoints(endpoint: str) -> None:
    """Anywhere by https, on this machine by plain http too."""
    assert endpoint_problem(endpoint) == ""


@pytest.mark.parametrize(
    ("endpoint", "words"),
    [
        ("api.sprig.com", "must look like"),
        ("ftp://api.sprig.com", "must look like"),
        ("https://", "must look like"),
        ("https://a:99999", "must look like"),
        ("https://a:0", "must look like"),
        ("https://[::1", "must look like"),
        ("https://a/v2", "paths are appended"),
        ("https://a?b", "paths are appended"),
        ("https://a#b", "paths are appended"),
        ("https://user:pw@a", "a login has no place"),
        ("http://a", "use https"),
    ],
)
def test_bad_endpoints(endpoint: str, words: str) -> None:
    """A key goes nowhere in the clear and to no path but the destination's."""
    assert words in endpoint_problem(endpoint)


@pytest.mark.parametrize("endpoint", ["api.sprig.com", "http://a"])
def test_a_bad_endpoint_names_every_form_that_is_taken(endpoint: str) -> None:
    """The sandbox is reached by plain http, so the sentence does not leave that out."""
    said = endpoint_problem(endpoint)
    assert "https" in said
    assert "http:// only to this machine, such as http://127.0.0.1:8766" in said
    assert endpoint_problem("http://127.0.0.1:8766") == ""


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("prot", "port"), ("Write-Keys", "write_keys"), ("hots", "host"), ("zzz", "")],
)
def test_the_nearest_name(name: str, nearest: str) -> None:
    """Case and hyphens do not count."""
    assert nearest_name(name, ["host", "port", "write_keys"]) == nearest


def test_a_key_that_the_terminal_does_not_have_is_warned_of() -> None:
    config = Config.model_validate(
        {"ui": {"keys": {"mapping.undo": "u", "app.help": "h", "zzz": "x"}}}
    )
    messages = [problem.message for problem in check_config(config)]
    assert messages == [
        'no key of the terminal is named "mapping.undo"; did you mean "mappings.undo"?',
        'no key of the terminal is named "zzz"',
    ]


def test_what_is_no_key_is_warned_of() -> None:
    """In the words of the key tester, which names every key."""
    keys = {
        "app.help": "ctrl+h, f2",
        "app.quit": " ",
        "app.live": "the letter a\x1b",
        "live.map": "?",
    }
    config = Config.model_validate({"ui": {"keys": keys}})
    messages = {problem.key: problem.message for problem in check_config(config)}
    assert messages == {
        "ui.keys.app.quit": "it names no key, so that the built-in one holds",
        "ui.keys.app.live": '"the letter a\\x1b" is no key: the key tester of the terminal names'
        " each one",
    }


def test_a_filter_without_an_action_is_warned_of() -> None:
    config = Config.model_validate({"filters": [{"if": 'event = "x"'}]})
    (problem,) = check_config(config)
    assert "has no action" in problem.message
