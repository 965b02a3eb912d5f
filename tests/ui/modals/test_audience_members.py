"""Who is in an audience."""

from collections.abc import Callable

import pytest

from sprig_tui.domain.log import AudienceMember
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.modals import audience_members
from sprig_tui.ui.modals.audience_members import AudienceMembersModal
from tests.log_rows import START_MS
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

EVIL = "u\x1b[2J[red]"


def fill(scene: Terminal, count: int) -> AudienceMembersModal:
    """An audience of so many, one of whom left."""
    writes = scene.log.writes
    for number in range(count):
        writes.note_audience(
            "vip\x07", "audience", f"user {number:03}", member=True, at_ms=START_MS - 5_000
        )
    writes.note_audience("vip\x07", "audience", EVIL, member=False, at_ms=START_MS - 60_000)
    place = ("vip\x07", "audience", "user 000")
    writes.members[place] = AudienceMember("user 000", member=True, since_ms=None)
    return AudienceMembersModal(writes.audiences["vip\x07", "audience"])


async def test_members_are_listed_with_how_long_they_are_in_or_out(
    terminal: Callable[..., Terminal],
) -> None:
    """All of their text harmless; escape goes back."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(fill(scene, 2))
        text = await wait_for_text(
            pilot, "audience vip\\x07: 2 in it, 2 entered, 1 left", "\\x1b[2J[red]"
        )
        lines = [line.strip("│▌ ").split() for line in text.split("\n") if " user 0" in line]
        assert lines[0][:4] == ["in", "-", "user", "000"]
        assert lines[1][:5] == ["in", "5", "s", "user", "001"]
        assert "left      1 min" in text
        await pilot.press("escape")
        await wait_for_no_text(pilot, "in it")


async def test_more_members_are_read_as_the_cursor_moves(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page at a time, whatever the size of the audience."""
    monkeypatch.setattr(audience_members, "PAGE", 100)
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        modal = fill(scene, 149)
        scene.app.push_screen(modal)
        await wait_for_text(pilot, "user 000")
        assert modal.rows.count == 100
        await pilot.press("G")
        await wait_until(pilot, lambda: modal.rows.count == 150)
        await pilot.press("G")
        await wait_for_text(pilot, EVIL[:1] + "ser 148")


async def test_nobody_by_name_and_a_store_that_is_gone_are_told(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = terminal()

    async def nothing(*_arguments: object, **_named: object) -> list[AudienceMember]:
        if scene.log.unavailable:
            raise StoreUnavailableError(scene.log.unavailable)
        return []

    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        modal = fill(scene, 1)
        monkeypatch.setattr(scene.log, "audience_members", nothing)
        scene.app.push_screen(modal)
        await wait_for_text(pilot, "Nobody by name")
        await pilot.press("q")
        scene.log.unavailable = "the disk is gone"
        scene.app.push_screen(fill(scene, 1))
        await wait_for_text(pilot, "The members cannot be read: the disk is gone")
