"""Edits of the mappings, their undo and redo."""

from collections.abc import Awaitable, Callable

import pytest

from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigSnapshot
from sprig_tui.services import edit_history
from sprig_tui.services.mapping_edits import MappingEdits
from tests.fakes.config import MemoryConfigRepository

FILE = """\
# the first
[[triggered_events]]
event = "A"  # a

[[triggered_events]]
event = "B"
note = "b"

[[page_urls]]
url = "/u"
"""


class Session:
    """Edits of a file in memory."""

    def __init__(self, text: str = FILE) -> None:
        self.repository = MemoryConfigRepository(text)
        self.edits = MappingEdits(self.repository)

    @property
    def text(self) -> str:
        """The file."""
        return self.repository.text

    async def events(self) -> str:
        """The triggered events by name, those that are off in small letters."""
        config = (await self.repository.load()).config
        return "".join(
            entry.event if entry.enabled else entry.event.lower()
            for entry in config.triggered_events
        )


Edit = Callable[[MappingEdits], Awaitable[ConfigSnapshot]]
EDITS: dict[str, tuple[Edit, str]] = {
    "add": (lambda edits: edits.add("triggered_events", {"event": "C", "note": None}), "ABC"),
    "add before": (lambda edits: edits.add("triggered_events", {"event": "C"}, index=0), "CAB"),
    "update": (lambda edits: edits.update("triggered_events", 0, {"event": "X"}), "XB"),
    "toggle": (lambda edits: edits.toggle("triggered_events", 1), "Ab"),
    "remove": (lambda edits: edits.remove("triggered_events", 0), "B"),
    "move": (lambda edits: edits.move("triggered_events", 0, 1), "BA"),
}


@pytest.mark.parametrize("name", EDITS)
async def test_an_edit_is_saved_undone_and_done_again(name: str) -> None:
    """Byte for byte, as often as one likes."""
    edit, after = EDITS[name]
    session = Session()
    saved = await edit(session.edits)
    edited = session.text
    assert saved.text == edited
    assert await session.events() == after
    for _ in range(2):
        assert (session.edits.can_undo, session.edits.can_redo) == (True, False)
        assert (await session.edits.undo()).text == FILE == session.text
        assert (session.edits.can_undo, session.edits.can_redo) == (False, True)
        assert (await session.edits.redo()).text == edited == session.text


@pytest.mark.parametrize("name", EDITS)
async def test_undo_and_redo_leave_what_others_changed(name: str) -> None:
    """The file was edited by hand after the edit, and again after the undo."""
    edit, after = EDITS[name]
    session = Session()
    await edit(session.edits)
    session.repository.edit_by_hand("# by hand\n\n" + session.text)
    await session.edits.undo()
    assert await session.events() == "AB"
    assert session.text.startswith("# by hand\n\n")
    session.repository.edit_by_hand(session.text + "# below\n")
    await session.edits.redo()
    assert await session.events() == after
    assert session.text.endswith("# below\n")
    await session.edits.undo()
    assert await session.events() == "AB"


async def test_several_edits_come_back_in_reverse_order() -> None:
    """And a new edit ends what could be done again."""
    session = Session()
    await session.edits.toggle("triggered_events", 0)
    await session.edits.add("page_urls", {"url": "/v"})
    await session.edits.undo()
    await session.edits.undo()
    assert session.text == FILE
    await session.edits.redo()
    assert await session.events() == "aB"
    await session.edits.remove("page_urls", 0)
    assert not session.edits.can_redo
    assert "page_urls" not in session.text


async def test_without_an_edit_undo_and_redo_do_nothing() -> None:
    """They give the file as it is."""
    session = Session()
    assert (await session.edits.undo()).text == FILE
    assert (await session.edits.redo()).text == FILE


async def test_a_mapping_that_moved_by_hand_is_found_for_undo() -> None:
    """It is the same one as long as it says the same."""
    session = Session()
    await session.edits.update("triggered_events", 1, {"event": "X"})
    session.repository.edit_by_hand('[[triggered_events]]\nevent = "0"\n' + session.text)
    await session.edits.undo()
    assert await session.events() == "0AB"


async def test_a_place_that_is_gone_is_the_nearest_one() -> None:
    """Nobody can be put third in a list of one."""
    session = Session()
    await session.edits.remove("triggered_events", 1)
    session.repository.edit_by_hand("")
    await session.edits.undo()
    assert await session.events() == "B"
    session = Session()
    await session.edits.move("triggered_events", 1, 0)
    session.repository.edit_by_hand('[[triggered_events]]\nevent = "B"\nnote = "b"\n')
    await session.edits.undo()
    assert await session.events() == "B"


@pytest.mark.parametrize(
    "text", ["", '[[triggered_events]]\nevent = "C"\n' * 2], ids=["gone", "not the only one"]
)
async def test_a_mapping_that_others_changed_is_left_alone(text: str) -> None:
    """Nothing is lost: when it is back, the edit can be undone."""
    session = Session()
    await session.edits.add("triggered_events", {"event": "C"})
    written = session.text
    session.repository.edit_by_hand(text)
    with pytest.raises(ConfigConflictError):
        await session.edits.undo()
    assert session.text == text
    session.repository.edit_by_hand(written)
    await session.edits.undo()
    assert session.text == FILE


async def test_an_edit_of_a_file_that_changed_is_refused() -> None:
    """When the caller says which state it looks at."""
    session = Session()
    base = await session.repository.load()
    session.repository.edit_by_hand("")
    edits = session.edits
    for attempt in (
        edits.add("triggered_events", {"event": "C"}, base=base),
        edits.update("triggered_events", 0, {"event": "C"}, base=base),
        edits.toggle("triggered_events", 0, base=base),
        edits.remove("triggered_events", 0, base=base),
        edits.move("triggered_events", 0, 1, base=base),
    ):
        with pytest.raises(ConfigConflictError):
            await attempt
    assert (session.text, edits.can_undo) == ("", False)


async def test_an_edit_that_cannot_be_saved_leaves_no_trace() -> None:
    """Neither in the file nor in the history."""
    session = Session()
    with pytest.raises(ConfigError, match="match must be"):
        await session.edits.update("triggered_events", 0, {"match": "fuzzy"})
    with pytest.raises(IndexError):
        await session.edits.remove("triggered_events", 7)
    assert (session.text, session.edits.can_undo) == (FILE, False)


async def test_only_so_many_edits_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each holds two texts of the file."""
    monkeypatch.setattr(edit_history, "HISTORY", 2)
    session = Session()
    for _ in range(3):
        await session.edits.toggle("triggered_events", 0)
    for _ in range(5):
        await session.edits.undo()
    assert await session.events() == "aB"
