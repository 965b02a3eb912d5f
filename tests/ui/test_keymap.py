"""The keys that the config gives."""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

from textual.dom import DOMNode

import sprig_tui.ui
from sprig_tui.ui.keymap import SHARED, keymap_of
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal


def _all_below(node: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for one in node.__subclasses__():
        yield one
        yield from _all_below(one)


def test_every_key_that_is_shared_is_known() -> None:
    """Else another key for one of them would take it from the others."""
    for module in pkgutil.walk_packages(sprig_tui.ui.__path__, "sprig_tui.ui."):
        import_module(module.name)
    found = {
        (key, tuple(binding.id for binding in bindings))
        for node in _all_below(DOMNode)
        if node.__module__.startswith("sprig_tui.")
        for key, bindings in node._merge_bindings().key_to_bindings.items()
        if len(bindings) > 1
    }
    assert found == set(SHARED)


def test_a_chosen_key_leaves_the_built_in_one_to_those_that_share_it() -> None:
    """Unless another action was given just that; an empty one chooses nothing."""
    assert keymap_of({"events.pause": "Z"}) == {"events.pause": "Z", "events.resume": "p"}
    assert keymap_of({"events.pause": "Z", "events.follow": "f,p"}) == {
        "events.pause": "Z",
        "events.follow": "f,p",
    }
    assert keymap_of({"events.pause": " ", "live.wide": "W"}) == {"live.wide": "W"}


async def test_the_list_is_held_by_one_key_and_let_go_by_the_other(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal('[ui.keys]\n"events.pause" = "Z"\n')
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("Z")
        await wait_for_text(pilot, "PAUSED")
        await pilot.press("p")
        await wait_for_no_text(pilot, "PAUSED")
