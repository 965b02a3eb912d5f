"""Mappings as the config's own tables."""

import pytest

from sprig_tui.domain.mapping_exchange.exchanged import UnreadableError
from sprig_tui.domain.mapping_exchange.toml_tables import read_toml, toml_tables
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent


def test_entries_say_what_is_not_the_default_and_their_match() -> None:
    config = Config(
        triggered_events=(TriggeredEvent(event="A"),),
        page_urls=(PageUrl(url="/a", sprig_event="S", enabled=False, note="n"),),
    )
    assert toml_tables(config) == {
        "triggered_events": [{"event": "A", "match": "exactly"}],
        "page_urls": [
            {"url": "/a", "match": "legacy", "sprig_event": "S", "enabled": False, "note": "n"}
        ],
    }
    assert toml_tables(Config()) == {}


def test_a_whole_config_can_be_read() -> None:
    """Of everything else only the names are said."""
    text = (
        '\ufeff[destination.api_keys]\r\nproduction = "canary"\r\n[[filters]]\r\n'
        '[[triggered_events]]\r\nevent = "A"\r\nmatch = "contains"\r\nmine = 1\r\n'
        '[[page_urls]]\r\nurl = "/a"\r\n'
    )
    read = read_toml(text)
    assert [one.entry for one in read.mappings] == [
        TriggeredEvent(event="A", match=MatchType.CONTAINS),
        PageUrl(url="/a"),
    ]
    assert read.mappings[0].named == {"event", "match"}
    assert list(read.notes) == ["passed over: destination, filters"]


def test_every_bad_entry_is_told_with_its_number() -> None:
    read = read_toml('[[page_urls]]\nurl = "/a"\n[[page_urls]]\nmatch = "regex"\n')
    assert [str(one) for one in read.refusals] == ["[[page_urls]] #2: the pattern is missing"]
    assert list(read.notes) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[", "this is no TOML"),
        ("x = " + "[" * 100_000, "this is no TOML"),
        ("page_urls = 3", "page_urls is no list of tables"),
        ('triggered_events = ["A"]', "triggered_events is no list"),
        ("[[page_urls]]\n" * 10_001, "10,001 mappings"),
    ],
)
def test_what_has_no_such_tables_is_refused_as_a_whole(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_toml(text)
