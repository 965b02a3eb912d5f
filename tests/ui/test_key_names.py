"""Keys by their names, and what they do."""

from collections.abc import Callable

from sprig_tui.ui.key_names import key_groups, uses_of
from tests.log_rows import new_row
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


async def test_a_key_is_known_by_what_it_does_here(terminal: Callable[..., Terminal]) -> None:
    """With all keys of the action, the words of the help and the id of the config."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        groups = key_groups(scene.app.screen)
        (line,) = uses_of(groups, "j")
        assert (line.id, line.words, line.codes) == ("events.next", "Next", ("down", "j"))
        assert uses_of(groups, "ctrl+y") == []
        assert [group.title for group in groups] == ["HERE", "IN THE LIST", "EVERYWHERE"]


async def test_what_lost_its_key_to_another_action_is_still_there(
    terminal: Callable[..., Terminal],
) -> None:
    """Within one place, and in a list in front of the screen: it can be given another key."""
    scene = terminal('[ui.keys]\n"live.wide" = "x"\n"events.pause" = "r"\n')
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        groups = key_groups(scene.app.screen)
        lines = {line.id: line for group in groups for line in group.lines}
        assert lines["live.wide"].codes == ("x",)
        for lost in ("live.export", "live.resend"):
            assert (lines[lost].keys, lines[lost].codes) == ("no key", ())
        assert [line.id for line in uses_of(groups, "r")] == ["events.pause"]


async def test_what_a_field_takes_as_letters_has_lost_nothing(
    terminal: Callable[..., Terminal],
) -> None:
    """While words are typed, a letter is no key at all, and nobody else's either."""
    scene = terminal('[ui.keys]\n"live.wide" = "x"\n')
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("slash")
        ids = [line.id for group in key_groups(scene.app.screen) for line in group.lines]
        assert any(one.startswith("filter.") for one in ids)
        assert "live.export" not in ids
