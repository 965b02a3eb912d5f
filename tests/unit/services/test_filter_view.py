"""The filters as a screen shows them."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, DestinationFilter, Kind
from sprig_tui.services.filter_trial import read_recent
from sprig_tui.services.filter_view import (
    action_words,
    count_matches,
    filter_rows,
    find_filter,
)
from tests.factories import body, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

FILE = """\
[[filters]]
name = "Heart"
if = 'event = "Heartbeat"'
action = "drop_event"

[[filters]]
if = 'event ='
action = "drop_properties"
fields = { "properties" = ["email"] }

[[filters]]
if = 'event ='
action = "sample_event"
percent = 0.1
enabled = false

[[filters]]
if = 'type = "trak"'
action = "drop_event"
extra = 1

[ui]
other = 1
"""


def snapshot(text: str = FILE) -> ConfigSnapshot:
    return read_config(text, "/sprig.toml", environment_key=Secret())


def test_each_filter_says_what_is_wrong_and_whether_it_stops_everything() -> None:
    rows = filter_rows(snapshot())
    assert [(row.number, row.stops, bool(row.problem)) for row in rows] == [
        (1, False, False),
        (2, True, True),
        (3, False, True),
        (4, False, True),
    ]
    assert "expected" in rows[1].problem
    assert 'no call has the type "trak"; did you mean "track"?' in rows[3].problem
    assert "extra" in rows[3].problem


def test_words_are_sought_in_name_condition_and_action() -> None:
    def found(search: str) -> list[int]:
        return [row.number for row in filter_rows(snapshot(), search)]

    assert found("heart DROP") == [1]
    assert found("email") == [2]
    assert found("sample") == [3]
    assert found("nothing") == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "drop event"),
        ({"action": "sample_event", "percent": 0.1, "path": "userId"}, "sample 10 % by userId"),
        ({"action": "sample_event"}, "sample 100 %"),
        ({"action": "drop_properties", "fields": {"traits": ["a", "b"]}}, "drop traits: a, b"),
        ({"action": "drop_properties"}, "drop nothing"),
        ({"action": "allow_properties", "fields": {"traits": ["a"]}}, "allow only traits: a"),
        ({"action": "allow_properties"}, "allow only everything"),
    ],
)
def test_an_action_is_a_few_words(fields: dict[str, object], words: str) -> None:
    assert action_words(DestinationFilter.model_validate(fields)) == words


async def test_matches_are_counted_over_recent_events() -> None:
    log = MemoryLog()
    for number, name in enumerate(("A", "B", "A"), 1):
        log.writes.append(new_row(number, payload=body(track(name))))
    recent = await read_recent(log, Kind.SPRIG)
    filters = [
        {"if": 'event = "A"', "action": "drop_event"},
        {"if": "all", "action": "drop_properties"},
        {"if": "all", "enabled": False},
    ]
    assert count_matches(Config.model_validate({"filters": filters}), recent) == {0: 2, 1: 1}
    assert count_matches(snapshot().config, recent) == {}


def test_a_filter_is_found_where_it_stands_now() -> None:
    one, other = DestinationFilter(name="1"), DestinationFilter(name="2")
    assert find_filter((one, other), other, near=1) == 1
    assert find_filter((one, other), other, near=0) == 1
    assert find_filter((one, other), other, near=7) == 1
    assert find_filter((one,), other, near=None) is None
