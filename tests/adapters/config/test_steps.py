"""Edits broken into steps."""

from sprig_tui.adapters.config.steps import Change, Insertion, Move, Removal, steps_of
from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)


def test_each_edit_has_its_steps() -> None:
    """An update has one for each of its keys."""
    edits: list[ConfigEdit] = [
        SetKey(("a", "b"), 1),
        UnsetKey(("a",)),
        UpdateEntry("filters", 2, {"name": "n", "path": None}),
        RemoveEntry("filters", 1),
        MoveEntry("filters", 1, 0),
    ]
    assert list(steps_of(edits)) == [
        Change(("a", "b"), 1),
        Change(("a",), None),
        Change(("filters", 2, "name"), "n"),
        Change(("filters", 2, "path"), None),
        Removal("filters", 1),
        Move("filters", 1, 0),
    ]


def test_entries_that_follow_each_other_are_one_step() -> None:
    """Others are not."""
    edits: list[ConfigEdit] = [
        InsertEntry("page_urls", 3, {"url": "a"}),
        InsertEntry("page_urls", 4, {"url": "b"}),
        InsertEntry("page_urls", 4, {"url": "c"}),
        InsertEntry("filters", 5, {"name": "d"}),
        RemoveEntry("filters", 0),
        InsertEntry("filters", 6, {"name": "e"}),
    ]
    assert list(steps_of(edits)) == [
        Insertion("page_urls", 3, ({"url": "a"}, {"url": "b"})),
        Insertion("page_urls", 4, ({"url": "c"},)),
        Insertion("filters", 5, ({"name": "d"},)),
        Removal("filters", 0),
        Insertion("filters", 6, ({"name": "e"},)),
    ]
