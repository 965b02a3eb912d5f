"""One history of edits, whichever list or setting they are about."""

import asyncio

import pytest

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigSnapshot,
    InsertEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)
from sprig_tui.services.edit_history import DeclinedError, EditHistory, PlannedEdit, StuckEditError
from tests.fakes.config import MemoryConfigRepository

FILE = """\
[destination]
mode = "dry_run"   # careful

# the first
[[triggered_events]]
event = "A"  # a

[[triggered_events]]
event = "B"
"""
TWO_MORE = (
    InsertEntry("triggered_events", 2, {"event": "C"}),
    InsertEntry("page_urls", 0, {"url": "/c"}),
)


class Session:
    """A history on a file in memory."""

    def __init__(self, text: str = FILE) -> None:
        self.file = MemoryConfigRepository(text)
        self.history = EditHistory(self.file)

    async def save(self, *edits: ConfigEdit, label: str = "edited") -> ConfigSnapshot:
        """Edit the file as it is now."""
        base = await self.file.load()
        return await self.history.save(PlannedEdit(label, edits, base))


async def test_several_edits_are_one_save_and_one_undo() -> None:
    session = Session()
    base = await session.file.load()
    planned = PlannedEdit("imported", TWO_MORE, base)
    seen = await session.history.preview(planned)
    assert session.file.text == FILE
    assert await session.history.save(planned) == seen
    assert (await session.history.undo()).text == FILE
    assert (await session.history.redo()).text == seen.text


async def test_what_can_be_undone_and_done_again_is_told() -> None:
    """The newest first."""
    session = Session()
    assert (session.history.undoable, session.history.redoable) == ([], [])
    await session.save(RemoveEntry("triggered_events", 0), label="event #1 deleted")
    assert session.history.undoable == ["event #1 deleted"]
    await session.save(UpdateEntry("triggered_events", 0, {"note": "n"}), label="noted")
    assert session.history.undoable == ["noted", "event #1 deleted"]
    await session.history.undo()
    assert session.history.redoable == ["noted"]
    assert session.history.undoable == ["event #1 deleted"]


async def test_what_was_saved_last_is_known_undo_too() -> None:
    session = Session()
    assert session.history.last is None
    saved = await session.save(*TWO_MORE, label="imported")
    assert session.history.last is not None
    assert (session.history.last.old, session.history.last.new) == (FILE, saved.text)
    await session.history.undo()
    assert session.history.last.label == "undone: imported"
    assert (session.history.last.old, session.history.last.new) == (saved.text, FILE)
    await session.history.redo()
    assert session.history.last.label == "done again: imported"


async def test_an_edit_that_changes_no_line_is_none() -> None:
    session = Session()
    await session.save(SetKey(("destination", "mode"), "dry_run"))
    assert not session.history.can_undo
    assert session.history.last is None


async def test_undo_leaves_what_others_changed_and_brings_comments_back() -> None:
    """In the same list, before and behind it."""
    session = Session()
    await session.save(RemoveEntry("triggered_events", 0))
    by_hand = session.file.text.replace('"dry_run"', '"hold"') + "[ui]\n"
    session.file.edit_by_hand(by_hand)
    assert (await session.history.undo()).text == FILE.replace('"dry_run"', '"hold"') + "[ui]\n"
    assert (await session.history.redo()).text == by_hand


async def test_several_edits_are_undone_in_a_file_that_changed() -> None:
    session = Session()
    await session.save(*TWO_MORE)
    session.file.edit_by_hand("# by hand\n" + session.file.text)
    assert (await session.history.undo()).text == "# by hand\n" + FILE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('event = "C"', 'event = "D"'),  # the same lines
        ('event = "C"', 'event = "C"\nenabled = false'),  # inside what was added
        ('event = "C"', 'event = "C"\n\n[[triggered_events]]'),
    ],
)
async def test_what_others_changed_again_is_a_conflict_and_stays(old: str, new: str) -> None:
    """Nothing is lost: once it is as the edit left it, it can be undone."""
    session = Session()
    await session.save(*TWO_MORE)
    written = session.file.text
    changed = written.replace(old, new)
    session.file.edit_by_hand(changed)
    with pytest.raises(ConfigConflictError, match="lines that it wrote were changed"):
        await session.history.undo()
    assert session.file.text == changed
    assert session.history.can_undo
    session.file.edit_by_hand(written)
    assert (await session.history.undo()).text == FILE


@pytest.mark.parametrize(
    ("old", "by_hand"),
    [
        ('[[page_urls]]\nurl = "/a"\n# 1\n# 2\nnote = "n"\n', '[[page_urls]]\nurl = "/b"'),
        ('[listener]\n# 1\n# 2\nhost = "::1"\n', "[store]"),
        ('[ui]\n# 1\n# 2\ntheme = "a"\n', 'theme = "c"'),
    ],
    ids=["another entry", "another table", "no TOML"],
)
async def test_lines_that_would_mean_something_else_now_are_a_conflict(
    old: str, by_hand: str
) -> None:
    """The last line was taken out; bringing it back alone would put it into the wrong place."""
    session = Session(old)
    base = await session.file.load()
    kept = old[: old.index("# 2\n") + 4]
    gone = old[len(kept) :].partition(" = ")[0]
    edit = (
        UpdateEntry("page_urls", 0, {gone: None})
        if gone == "note"
        else UnsetKey((old[1 : old.index("]")], gone))
    )
    nothing = UnsetKey(("store", "keep_days"))
    saved = await session.history.save(PlannedEdit("taken out", (edit, nothing), base))
    assert saved.text == kept
    changed = saved.text.replace("# 1\n", f"# 1\n{by_hand}\n")
    session.file.edit_by_hand(changed)
    with pytest.raises(ConfigConflictError, match="taken out"):
        await session.history.undo()
    assert session.file.text == changed


async def test_a_setting_is_undone_beside_what_others_changed() -> None:
    session = Session()
    saved = await session.save(SetKey(("destination", "mode"), "hold"))
    session.file.edit_by_hand(saved.text + "[store]\nkeep_days = 1\n")
    undone = await session.history.undo()
    assert undone.text == FILE + "[store]\nkeep_days = 1\n"


async def test_a_setting_is_undone_though_the_line_beside_it_changed() -> None:
    """The value alone is changed back; where it was changed again it stays, and that is said."""
    session = Session("[store]\nkeep_days = 3\nkeep_mb = 100\n")
    await session.save(SetKey(("store", "keep_days"), 4))
    session.file.edit_by_hand("[store]\nkeep_days = 4\nkeep_mb = 200\n")
    assert (await session.history.undo()).text == "[store]\nkeep_days = 3\nkeep_mb = 200\n"
    session.file.edit_by_hand("[store]\nkeep_days = 5\nkeep_mb = 300\n")
    with pytest.raises(ConfigConflictError, match="what it changed was changed or removed"):
        await session.history.redo()
    assert session.file.text == "[store]\nkeep_days = 5\nkeep_mb = 300\n"


async def test_steps_wait_for_each_other_and_each_state_is_told() -> None:
    """Whoever asks: the second undo takes back what stands before the first."""
    told: list[str] = []
    session = Session()
    session.history = EditHistory(session.file, lambda state: told.append(state.text))
    one = await session.save(SetKey(("destination", "mode"), "hold"))
    two = await session.save(SetKey(("destination", "mode"), "live"))
    await asyncio.gather(session.history.undo(), session.history.undo())
    assert told == [one.text, two.text, one.text, FILE]


async def test_an_edit_that_another_hand_changed_is_left_by_a_second_step() -> None:
    """The first says which one it is, why, and what comes then; each is asked about by itself."""
    session = Session()
    await session.save(UpdateEntry("triggered_events", 1, {"note": "n"}), label="B noted")
    await session.save(UpdateEntry("triggered_events", 0, {"note": "n"}), label="A noted")
    await session.save(SetKey(("destination", "mode"), "hold"), label="mode = hold")
    changed = session.file.text.replace('"hold"', '"live"').replace('event = "A"', 'event = "X"')
    session.file.edit_by_hand(changed)
    stuck = []
    for following in ("A noted", "B noted"):
        with pytest.raises(StuckEditError, match="changed or removed in the file") as caught:
            await session.history.undo()
        stuck.append(caught.value.label)
        assert caught.value.following == following
        assert session.file.text == changed
    assert stuck == ["mode = hold", "A noted"]
    text = (await session.history.undo()).text
    assert text.count("note") == 1
    assert 'event = "X"' in text
    assert (session.history.undoable, session.history.redoable) == ([], ["B noted"])


async def test_the_last_edit_that_is_stuck_is_left_too() -> None:
    session = Session()
    await session.save(SetKey(("destination", "mode"), "hold"))
    session.file.edit_by_hand("")
    with pytest.raises(StuckEditError) as caught:
        await session.history.undo()
    assert caught.value.following == ""
    assert (await session.history.undo()).text == ""
    assert not session.history.can_undo


async def test_an_edit_between_two_steps_starts_anew() -> None:
    """Only a step that is asked for right after the refused one gives the edit up."""
    session = Session()
    await session.save(SetKey(("destination", "mode"), "hold"), label="mode")
    session.file.edit_by_hand(session.file.text.replace('"hold"', '"live"'))
    with pytest.raises(StuckEditError):
        await session.history.undo()
    await session.save(SetKey(("store", "keep_days"), 3))
    await session.history.undo()
    with pytest.raises(StuckEditError):
        await session.history.undo()


async def test_a_setting_is_undone_with_the_others_and_asked_about() -> None:
    """By whoever saved it; a no leaves file and history as they are."""
    session = Session()
    asked: list[tuple[str, str]] = []
    answers = [False, True]

    async def agree(before: ConfigSnapshot, after: ConfigSnapshot) -> None:
        modes = before.config.destination.mode.value, after.config.destination.mode.value
        asked.append(modes)
        if not answers.pop(0):
            raise DeclinedError

    base = await session.file.load()
    edit = SetKey(("destination", "mode"), "live")
    saved = await session.history.save(PlannedEdit("mode = live", (edit,), base, agree))
    assert session.history.undoable == ["mode = live"]
    with pytest.raises(DeclinedError):
        await session.history.undo()
    assert session.file.text == saved.text
    assert session.history.can_undo
    assert (await session.history.undo()).text == FILE
    assert asked == [("live", "dry_run")] * 2


@pytest.mark.parametrize("back", [True, False], ids=["undo", "redo"])
async def test_what_another_hand_did_already_is_not_done_twice(back: bool) -> None:
    """As when `git checkout` brings the former file back; the step after it goes on behind it."""
    session = Session()
    saved = await session.save(InsertEntry("page_urls", 0, {"url": "/new"}))
    if not back:
        await session.history.undo()
    there = FILE if back else saved.text
    session.file.edit_by_hand(there)
    step = session.history.undo if back else session.history.redo
    with pytest.raises(ConfigConflictError, match="the file is so already"):
        await step()
    assert (await step()).text == there
