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
