"""What the form says about a mapping."""

import pytest

from sprig_tui.domain.config_edits import TomlValue
from sprig_tui.domain.matching import PatternProblem
from sprig_tui.domain.settings import Config, Kind
from sprig_tui.services import mapping_checks
from sprig_tui.services.mapping_checks import Finding, check_mapping


def config(*events: dict[str, object]) -> Config:
    """A config with triggered events."""
    return Config.model_validate({"triggered_events": events})


def test_a_good_mapping_has_no_findings() -> None:
    """Neither a new one nor one that is edited into itself."""
    assert check_mapping("page_urls", {"url": "/pricing", "note": None}, Config()) == []
    same = config({"event": "A"})
    assert check_mapping("triggered_events", {"event": "A"}, same, except_index=0) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({}, "url", "missing"),
        ({"url": ""}, "url", "missing"),
        ({"url": "x" * 251}, "url", "251 characters"),
        ({"url": "x", "match": "regexp"}, "match", "cannot have this value"),
        ({"url": "x", "enabled": "yes"}, "enabled", "cannot have this value"),
    ],
)
def test_what_must_not_be_saved(values: dict[str, TomlValue], field: str, words: str) -> None:
    """The finding names the field."""
    (finding,) = check_mapping("page_urls", values, Config())
    assert (finding.severity, finding.field) == ("error", field)
    assert words in finding.message


def test_what_the_kind_has_no_use_for_is_a_warning() -> None:
    """A page URL may be written for a kind that is chosen later."""
    parts = {"destination": {"kind": "sprig_actions"}}
    actions = Config.model_validate(parts)
    assert check_mapping("page_urls", {"url": "/a"}, actions) == [
        Finding("warning", "url", "it can never win: Sprig (Actions) takes no Page calls")
    ]
    assert check_mapping("triggered_events", {"event": "a"}, actions) == []


def test_a_pattern_that_does_not_compile_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    """Positions count from 0 as data, from 1 in words."""

    class Table:
        def __init__(self, _entries: object) -> None:
            self.problems = (PatternProblem(0, "nothing to repeat", 2), PatternProblem(0, "odd"))

    monkeypatch.setattr(mapping_checks, "MappingTable", Table)
    assert check_mapping("triggered_events", {"event": "a(*", "match": "regex"}, Config()) == [
        Finding("error", "event", "nothing to repeat (character 3)", 2),
        Finding("error", "event", "odd"),
    ]


@pytest.mark.parametrize(
    ("values", "except_index", "words"),
    [
        ({"event": "A"}, None, ["the same as #1"]),
        ({"event": "A", "note": "n"}, None, ["never wins: #1 comes first"]),
        ({"event": "B"}, 0, ["#2 has this pattern and never wins then"]),
        ({"event": "C"}, 0, []),
        ({"event": "B"}, 1, []),
    ],
)
def test_mappings_that_never_win_are_warned_of(
    values: dict[str, TomlValue], except_index: int | None, words: list[str]
) -> None:
    """The first that matches decides, so a second one with the same pattern is idle."""
    findings = check_mapping(
        "triggered_events",
        values,
        config({"event": "A"}, {"event": "B", "note": "x"}),
        except_index=except_index,
    )
    assert [finding.message for finding in findings] == words
    assert all(finding.severity == "warning" for finding in findings)


def test_a_new_mapping_is_judged_where_it_will_stand() -> None:
    """Before one with its pattern it wins, and keeps that one from winning."""
    there = config({"event": "A", "note": "x"}, {"event": "B"})
    (finding,) = check_mapping("triggered_events", {"event": "A"}, there, at=0)
    assert finding.message == "#2 has this pattern and never wins then"
    (finding,) = check_mapping("triggered_events", {"event": "A"}, there, at=1)
    assert finding.message == "never wins: #1 comes first"


@pytest.mark.parametrize(
    ("values", "except_index", "words"),
    [
        ({"event": "Order Done"}, None, ["never wins: #1 comes first and matches as much"]),
        ({"event": "Order", "match": "endsWith"}, 0, []),
        (
            {"event": ".*", "match": "regex"},
            0,
            ["#2 and 1 more never win then: this one matches as much"],
        ),
        (
            {"event": "Cart", "match": "startsWith"},
            1,
            ["#3 never wins then: this one matches as much"],
        ),
        (
            {"event": "Order", "match": "notContains"},
            1,
            ["#3 never wins then: this one matches as much"],
        ),
    ],
)
def test_mappings_behind_wider_ones_are_warned_of(
    values: dict[str, TomlValue], except_index: int | None, words: list[str]
) -> None:
    """Or the ones that a wider one stands before."""
    known = config({"event": "Order", "match": "contains"}, {"event": "B"}, {"event": "Cart 2"})
    findings = check_mapping("triggered_events", values, known, except_index=except_index)
    assert [finding.message for finding in findings] == words


def test_two_that_match_everything_are_both_named() -> None:
    known = config({"event": "A", "match": "contains"}, {"event": "A", "match": "notContains"})
    (finding,) = check_mapping("triggered_events", {"event": "x"}, known)
    assert finding.message == "never wins: #1 and #2 come first and match every text"
    everything = config({"event": "A?", "match": "regex"})
    (finding,) = check_mapping("triggered_events", {"event": "x"}, everything)
    assert finding.message == "never wins: #1 comes first and matches every text"


def test_in_a_large_table_only_equal_patterns_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The form answers while one types."""
    monkeypatch.setattr(mapping_checks, "MOST_COMPARED", 1)
    known = config({"event": "A", "match": "contains"})
    assert check_mapping("triggered_events", {"event": "AB"}, known) == []
    assert check_mapping("triggered_events", {"event": "A", "match": "contains"}, known)


def test_gleap_takes_no_51st_mapping() -> None:
    """Editing one of fifty is fine."""
    full = {
        "destination": {"kind": Kind.GLEAP},
        "triggered_events": [{"event": str(number)} for number in range(50)],
    }
    config = Config.model_validate(full)
    (finding,) = check_mapping("page_urls", {"url": "/"}, config)
    assert finding.severity == "error"
    assert "at most 50" in finding.message
    assert check_mapping("triggered_events", {"event": "x"}, config, except_index=3) == []
