"""An edit of a state that is no longer there."""

import pytest

from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    TomlValue,
    UnsetKey,
    UpdateEntry,
)
from sprig_tui.domain.secret import Secret
from sprig_tui.services.edit_history import PlannedEdit
from sprig_tui.services.edit_rebase import Rebased, rebase
from tests.fakes.config import MemoryConfigRepository

KEEP = ("store", "keep_days")
KEY = ("destination", "api_keys", "production")
OFF: dict[str, TomlValue] = {"enabled": False}


def events(*names: str) -> str:
    return "".join(f'[[triggered_events]]\nevent = "{name}"\n' for name in names)


FILE = events("A", "B", "C")


async def put(edit: ConfigEdit, before: str, now: str) -> Rebased | None:
    """The edit of one text on another; what it gives can be saved on that one."""
    file = MemoryConfigRepository(before)
    base = await file.load()
    file.edit_by_hand(now)
    found = rebase(PlannedEdit("edited", (edit,), base), await file.load())
    if found is not None:
        await file.save(found.planned.edits, found.planned.base)
    return found


@pytest.mark.parametrize(
    ("edit", "now", "wanted"),
    [
        (
            UpdateEntry("triggered_events", 1, OFF),
            events("N", "A", "B", "C"),
            UpdateEntry("triggered_events", 2, OFF),
        ),
        (
            RemoveEntry("triggered_events", 2),
            events("B", "C"),
            RemoveEntry("triggered_events", 1),
        ),
        (
            MoveEntry("triggered_events", 1, 0),
            events("N", "A", "M", "B"),
            MoveEntry("triggered_events", 3, 1),
        ),
        (
            MoveEntry("triggered_events", 0, 1),
            events("A", "X", "C"),
            MoveEntry("triggered_events", 0, 1),
        ),
        (
            InsertEntry("page_urls", 0, {"url": "/a"}),
            "",
            InsertEntry("page_urls", 0, {"url": "/a"}),
        ),
        (SetKey(KEEP, 3), "[store]\nkeep_mb = 100\n", SetKey(KEEP, 3)),
    ],
)
async def test_what_others_changed_elsewhere_is_no_obstacle(
    edit: ConfigEdit, now: str, wanted: ConfigEdit
) -> None:
    """The entry is found where it stands now."""
    found = await put(edit, FILE, now)
    assert found is not None
    assert found.planned.edits == (wanted,)
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("edit", "now"),
    [
        (RemoveEntry("triggered_events", 1), events("A", "C")),
        (MoveEntry("triggered_events", 1, 2), events("A", "C")),
        (MoveEntry("triggered_events", 0, 1), events("B", "A", "C")),
        (
            UpdateEntry("triggered_events", 1, OFF),
            FILE.replace('"B"\n', '"B"\nenabled = false\n'),
        ),
        (SetKey(KEEP, 3), FILE + "[store]\nkeep_days = 3\n"),
        (UnsetKey(KEEP), FILE + "[store]\n"),
    ],
    ids=["gone", "gone too", "moved already", "off already", "set already", "not there"],
)
async def test_nothing_is_left_to_do(edit: ConfigEdit, now: str) -> None:
    assert await put(edit, FILE, now) is None


async def test_several_edits_are_left_alone() -> None:
    state = await MemoryConfigRepository(FILE).load()
    edits = (RemoveEntry("triggered_events", 1), RemoveEntry("triggered_events", 1))
    assert rebase(PlannedEdit("edited", edits, state), state) is None


@pytest.mark.parametrize(
    ("edit", "texts"),
    [
        (
            UpdateEntry("triggered_events", 1, OFF),
            {"note": ("", "n", ""), "enabled": ("true", "true", "false")},
        ),
        (RemoveEntry("triggered_events", 1), {"note": ("", "n", None)}),
        (MoveEntry("triggered_events", 1, 0), {"note": ("", "n", ""), "place": ("#2", "#2", "#1")}),
    ],
)
async def test_an_entry_that_others_changed_is_shown_in_three_states(
    edit: ConfigEdit, texts: dict[str, tuple[str, str, str | None]]
) -> None:
    """What is kept of mine is put on theirs."""
    found = await put(edit, FILE, FILE.replace('"B"\n', '"B"\nnote = "n"\n'))
    assert found is not None
    assert found.planned.edits == (edit,)
    states = {one.name: (one.found, one.there, one.typed) for one in found.conflicts}
    assert states | texts == states


async def test_an_entry_that_is_gone_comes_back_with_what_was_changed() -> None:
    found = await put(UpdateEntry("triggered_events", 2, OFF), FILE, events("A", "B"))
    assert found is not None
    values: dict[str, TomlValue] = {"event": "C", "match": "exactly", "enabled": False}
    assert found.planned.edits == (InsertEntry("triggered_events", 2, values),)
    assert all(one.there is None for one in found.conflicts)


@pytest.mark.parametrize(
    ("edit", "now", "texts"),
    [
        (SetKey(KEEP, 3), "[store]\nkeep_days = 4\n", ("(not in the file)", "4", "3")),
        (
            SetKey(("listener", "allowed_hosts"), ["a", "b"]),
            '[listener]\nallowed_hosts = ["c"]\n',
            ("(not in the file)", "c", "a, b"),
        ),
        (
            SetKey(("destination", "auto_accept_events"), value=True),
            "[destination]\nauto_accept_events = false\n",
            ("(not in the file)", "false", "true"),
        ),
        (
            SetKey(KEY, "mine"),
            '[destination.api_keys]\nproduction = "theirs"\n',
            ("(not in the file)", "(a secret)", "(a secret)"),
        ),
        (
            SetKey(KEY, ""),
            '[destination.api_keys]\nproduction = "theirs"\n',
            ("(not in the file)", "(a secret)", ""),
        ),
    ],
)
async def test_a_value_that_others_set_is_shown_beside_mine(
    edit: ConfigEdit, now: str, texts: tuple[str, str, str]
) -> None:
    """A secret is never shown."""
    found = await put(edit, "", now)
    assert found is not None
    (one,) = found.conflicts
    assert (one.found, one.there, one.typed) == texts


async def test_a_key_that_the_environment_hides_is_left_alone() -> None:
    """What another hand made of the file's is not known."""
    file = MemoryConfigRepository("", environment_key=Secret("environment-canary"))
    base = await file.load()
    file.edit_by_hand('[destination.api_keys]\nproduction = "theirs"\n')
    planned = PlannedEdit("edited", (SetKey(KEY, "mine"),), base)
    assert rebase(planned, await file.load()) is None
