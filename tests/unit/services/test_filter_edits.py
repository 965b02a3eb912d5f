"""Destination filters as entries of the file, and as a form writes and reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.settings import Config, DestinationFilter, PageUrl
from sprig_tui.services.filter_edits import (
    FieldsError,
    filter_values,
    listed,
    listed_values,
    read_fields,
    read_percent,
    write_fields,
    write_percent,
)
from sprig_tui.services.mapping_edits import MappingEdits
from tests.fakes.config import MemoryConfigRepository

DROP = DestinationFilter.model_validate({"if": 'event = "A"'})
SAMPLE = DestinationFilter.model_validate(
    {"name": "some", "action": "sample_event", "percent": 1.0, "path": "userId"}
)


def test_every_list_of_the_file_has_its_entries() -> None:
    config = Config(filters=(DROP,), page_urls=(PageUrl(url="/x"),))
    assert listed(config, "filters") == (DROP,)
    assert listed(config, "page_urls") == (PageUrl(url="/x"),)
    assert listed(config, "triggered_events") == ()


def test_a_new_filter_names_its_condition_and_action_and_what_is_not_the_default() -> None:
    assert filter_values(DROP) == {"if": 'event = "A"', "action": "drop_event"}
    assert filter_values(SAMPLE) == {
        "name": "some",
        "if": "all",
        "action": "sample_event",
        "percent": 1.0,
        "path": "userId",
    }


def test_a_changed_filter_names_only_what_changed() -> None:
    other = SAMPLE.model_copy(update={"name": "", "enabled": False})
    assert filter_values(other, before=SAMPLE) == {"name": None, "enabled": False}
    assert filter_values(SAMPLE, before=other) == {"name": "some", "enabled": True}
    assert filter_values(DROP, before=SAMPLE) == {
        "name": None,
        "if": 'event = "A"',
        "action": "drop_event",
        "percent": None,
        "path": None,
    }


def test_mappings_are_written_as_ever() -> None:
    assert listed_values("page_urls", PageUrl(url="/x")) == {"url": "/x", "match": "legacy"}
    assert listed_values("filters", DROP, before=SAMPLE)["action"] == "drop_event"


FILE = """\
# mine
[[filters]]
if = 'event = "A"'  # a

[[filters]]
name = "mail"
action = "drop_properties"
fields = { "properties" = ["email"] }

[[triggered_events]]
event = "A"
"""


async def test_edits_of_filters_and_mappings_are_one_history() -> None:
    repository = MemoryConfigRepository(FILE)
    edits = MappingEdits(repository)
    await edits.toggle("filters", 0)
    await edits.remove("triggered_events", 0)
    await edits.move("filters", 1, 0)
    assert [one.name for one in (await repository.load()).config.filters] == ["mail", ""]
    for _ in range(3):
        await edits.undo()
    assert repository.text == FILE
    assert not edits.can_undo


async def test_a_deleted_filter_comes_back_into_a_file_that_changed_meanwhile() -> None:
    repository = MemoryConfigRepository(FILE)
    edits = MappingEdits(repository)
    before = (await repository.load()).config.filters
    await edits.remove("filters", 1)
    repository.edit_by_hand("# by hand\n" + repository.text)
    assert (await edits.undo()).config.filters == before
    assert "# by hand" in repository.text


@pytest.mark.parametrize(
    ("text", "share"),
    [("10", 0.1), (" 33.3 % ", 0.333), ("0", 0.0), ("100%", 1.0), ("1e-1", 0.001)],
)
def test_a_percentage_is_a_share(text: str, share: float) -> None:
    assert read_percent(text) == share


@pytest.mark.parametrize("text", ["", "ten", "101", "-1", "nan", "inf", "10 20"])
def test_what_is_no_percentage_is_told_apart(text: str) -> None:
    assert read_percent(text) is None


@given(st.floats(0, 1))
def test_a_share_is_written_and_read_back(share: float) -> None:
    assert read_percent(write_percent(share)) == share


def test_a_share_is_written_without_an_exponent() -> None:
    assert [write_percent(share) for share in (0.1, 1.0, 0.0, 0.333)] == ["10", "100", "0", "33.3"]


def test_fields_are_one_line() -> None:
    fields = {"properties": ["email", "phone number"], "": ["userId"], "a,b": ['x"y', ""], "t": []}
    line = 'properties: email, phone number; "": userId; "a,b": "x\\"y", ""; t:'
    assert write_fields(fields) == line
    assert read_fields(line) == fields
    assert read_fields("") == read_fields("  ") == {}
    assert read_fields(" traits : a,b ,;") == {"traits": ["a", "b"]}


WORDS = st.text(max_size=6)


@given(st.dictionaries(WORDS, st.lists(WORDS, max_size=3), max_size=3))
def test_fields_are_written_and_read_back(fields: dict[str, list[str]]) -> None:
    assert read_fields(write_fields(fields)) == fields


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("email", "a colon and names follow the path email"),
        ("properties email, phone", "a colon"),
        (": email", "expected a path such as properties, found :"),
        ("p: a,, b", "expected a name, found ,"),
        ("p: a; p: b", "named twice"),
        ("p: a q: b", "semicolon"),
        ('p: "a" "b"', "a comma parts"),
        ('p: "a', 'no closing "'),
        ('p: "\\x"', "no text in quotes"),
    ],
)
def test_a_line_that_names_no_fields_says_why(text: str, why: str) -> None:
    with pytest.raises(FieldsError, match=why):
        read_fields(text)
