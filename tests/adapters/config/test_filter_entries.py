"""Destination filters edited in the file: whatever is not edited stays byte for byte."""

import pytest

from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UpdateEntry,
)
from tests.fakes.config import MemoryConfigRepository

FILE = """\
# about filters
# hearts beat too often
[[filters]]
name = "hearts"   # a name
if = '''
type = "track" and
event = "Heartbeat"
'''
action = "drop_event"

# mail is nobody's business
[[filters]]
if = "all"
action = "drop_properties"
fields = { "traits" = ["email"], "" = ["ip"] } # both

[[filters]]
if = 'match(event, "A\\*")'
action = "allow_properties"
[filters.fields]
# only these
properties = [
  "plan",  # the plan
  "price",
]

[[page_urls]]
url = "/x"
"""

TAKES_OUT = """\
action = "drop_properties"
fields = { "traits" = ["email"], "" = ["ip"] } # both
"""
ADDED = """\
[[filters]]
if = 'event = "A"'
action = "drop_properties"
fields = { "" = ["x y"] }
"""


def replaced(*pairs: tuple[str, str]) -> str:
    text = FILE
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


CASES: dict[str, tuple[ConfigEdit, str]] = {
    "off": (
        UpdateEntry("filters", 0, {"enabled": False}),
        replaced(('action = "drop_event"\n', 'action = "drop_event"\nenabled = false\n')),
    ),
    "one more line of a condition": (
        UpdateEntry("filters", 0, {"if": 'type = "track" and\nevent = "Beat"\n'}),
        replaced(("Heartbeat", "Beat")),
    ),
    "a condition of several lines becomes one": (
        UpdateEntry("filters", 0, {"if": 'event = "Beat"'}),
        replaced(("'''\ntype = \"track\" and\nevent = \"Heartbeat\"\n'''", "'event = \"Beat\"'")),
    ),
    "a literal condition": (
        UpdateEntry("filters", 2, {"if": 'match(event, "B\\*")'}),
        replaced(("A\\*", "B\\*")),
    ),
    "a field of an inline table": (
        UpdateEntry("filters", 1, {"fields": {"traits": ["email", "phone"], "": ["ip"]}}),
        replaced(('["email"]', '["email", "phone"]')),
    ),
    "a path of an inline table goes": (
        UpdateEntry("filters", 1, {"fields": {"traits": ["email"]}}),
        replaced((', "" = ["ip"]', "")),
    ),
    "a field of a table": (
        UpdateEntry("filters", 2, {"fields": {"properties": ["plan", "sku"]}}),
        replaced(('"price"', '"sku"')),
    ),
    "sample instead": (
        UpdateEntry("filters", 1, {"action": "sample_event", "percent": 0.1, "fields": None}),
        replaced(
            (
                TAKES_OUT,
                'action = "sample_event"\npercent = 0.1\n',
            )
        ),
    ),
    "deleted with its comments": (
        RemoveEntry("filters", 1),
        replaced(
            (
                f'# mail is nobody\'s business\n[[filters]]\nif = "all"\n{TAKES_OUT}\n',
                "",
            )
        ),
    ),
    "a new one at the end": (
        InsertEntry(
            "filters",
            3,
            {"if": 'event = "A"', "action": "drop_properties", "fields": {"": ["x y"]}},
        ),
        replaced(
            (
                '  "price",\n]\n',
                f'  "price",\n]\n\n{ADDED}',
            )
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_an_edit_changes_nothing_else(name: str) -> None:
    edit, expected = CASES[name]
    repository = MemoryConfigRepository(FILE)
    saved = await repository.save([edit], await repository.load())
    assert saved.text == expected


async def test_a_filter_moves_with_its_comments_and_its_table() -> None:
    repository = MemoryConfigRepository(FILE)
    before = await repository.load()
    saved = await repository.save([MoveEntry("filters", 2, 0)], before)
    one, two, three = before.config.filters
    assert saved.config.filters == (three, one, two)
    assert saved.text.index("# the plan") < saved.text.index("hearts beat")
    assert '# mail is nobody\'s business\n[[filters]]\nif = "all"' in saved.text
    back = await repository.save([MoveEntry("filters", 0, 2)], saved)
    assert back.text == FILE


async def test_filters_in_an_array_are_edited_there() -> None:
    text = 'filters = [\n  { if = "all" },  # first\n  { if = "x = 1", enabled = false },\n]\n'
    repository = MemoryConfigRepository(text)
    base = await repository.load()
    edits: list[ConfigEdit] = [
        UpdateEntry("filters", 1, {"enabled": True}),
        UpdateEntry("filters", 0, {"fields": {"traits": ["email"]}}),
        MoveEntry("filters", 1, 0),
    ]
    assert (await repository.save(edits, base)).text == (
        'filters = [\n  { if = "x = 1", enabled = true },\n'
        '  { if = "all", fields = { traits = ["email"] } },  # first\n]\n'
    )


async def test_a_table_of_fields_that_is_emptied_says_nothing_any_more() -> None:
    repository = MemoryConfigRepository(FILE)
    edits: list[ConfigEdit] = [
        UpdateEntry("filters", 2, {"fields": None}),
        SetKey(("ui", "theme"), "nord"),
    ]
    saved = await repository.save(edits, await repository.load())
    assert not saved.config.filters[2].fields
    assert saved.config.filters[1].fields
