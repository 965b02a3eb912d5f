"""The form of one destination filter."""

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from sprig_tui.ui.modals.filter_form import FilterForm
from sprig_tui.ui.modals.review import ReviewModal
from sprig_tui.ui.widgets.row_list import RowList
from tests.factories import identify, track
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CHANGED = """\
[[triggered_events]]
event = "Button Clicked"

# mine
[[filters]]
name = "mail"
if = 'userId = "u_1"'
action = "drop_properties"
fields = { traits = ["email", "phone"] } # why
"""
CONFIG = """\
[[triggered_events]]
event = "Button Clicked"

# mine
[[filters]]
name = "mail"
if = 'type = "identify"'
action = "drop_properties"
fields = { traits = ["email"] } # why
"""


async def open_form(pilot: Pilot[Any], key: str) -> None:
    await pilot.press("2", "tab", "tab")
    await wait_for_text(pilot, "CONDITION")
    await pilot.press(key)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, FilterForm))
    await wait_for_text(pilot, "enter review")
    await wait_until(pilot, lambda: pilot.app.screen.query_one("#name").has_focus)
    await pilot.press("tab")


async def save(pilot: Pilot[Any]) -> None:
    """Enter in the form, and again below what would be written."""
    await pilot.press("enter")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ReviewModal))
    await pilot.press("enter")


async def type_text(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*("space" if one == " " else one for one in text))


async def test_a_filter_is_added(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "a")
        await type_text(pilot, 'event = "Heartbeat"')
        await wait_for_text(pilot, 'that is, if event is "Heartbeat"')
        await save(pilot)
        await wait_for_text(pilot, "[Filters 2]", "saved: filter #2")
    added = '\n[[filters]]\nif = \'event = "Heartbeat"\'\naction = "drop_event"\n'
    assert scene.config.text == CONFIG + added


async def test_what_does_not_parse_has_a_caret_and_is_not_saved(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "a")
        await type_text(pilot, 'event == "A"')
        screen = await wait_for_text(pilot, "column 8: expected", "write `=`")
        lines = screen.split("\n")
        caret = next(line for line in lines if line.strip("│ ") == "^")
        assert lines[lines.index(caret) - 1][caret.index("^")] == "="
        await pilot.press("enter")
        await wait_for_text(pilot, "Not saved: while it is on and does not parse")
        await pilot.press("tab", "tab", "l")
        await save(pilot)
        await wait_for_text(pilot, "[Filters 2]")
        assert "enabled = false" in scene.config.text


async def test_only_what_changed_is_written(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    await scene.receive(identify(messageId="i"), track(messageId="1"))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await wait_for_text(pilot, "1 matches; taken out: traits.email 1", "sent without")
        await pilot.press("tab", "tab", *",phone")
        await save(pilot)
        await wait_for_text(pilot, "saved: filter #1")
    assert scene.config.text == CONFIG.replace('["email"]', '["email", "phone"]')


async def test_each_action_has_its_own_fields(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "a")
        assert "Send" not in screen_text(scene.app.screen)
        await pilot.press(*"all", "tab", "l")
        await wait_for_text(pilot, "< sample_event >", "Send", "at random")
        await pilot.press("tab", "home", "delete", "delete", *"many")
        await wait_for_text(pilot, "send a share of 0 to 100 %")
        await pilot.press("enter")
        await pilot.press(*["backspace"] * 4, *"12.5", "tab", *"userId")
        await save(pilot)
        await wait_for_text(pilot, "Sample 12.5 % by userId where every event")
    assert 'percent = 0.125\npath = "userId"\n' in scene.config.text


async def test_fields_that_cannot_be_read_are_told(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("tab", "tab", *"; x")
        await wait_for_text(pilot, "fields: a colon and names follow the path x")


async def test_lint_says_what_a_filter_does_to_everything(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "a")
        await pilot.press(*"all")
        await wait_for_text(
            pilot, "it drops every event, so nothing is forwarded", "#1: no event gets to it"
        )


async def test_what_saving_it_would_change_is_listed(terminal: Callable[..., Terminal]) -> None:
    scene = terminal(CONFIG)
    await scene.receive(identify(messageId="i"), track(messageId="1"))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "a")
        await pilot.press("ctrl+o")
        await pilot.press(*"all")
        await wait_for_text(pilot, "2 would move from forwarded to filtered", "ctrl+o lists them")
        await pilot.press("ctrl+o")
        await wait_for_text(pilot, "What saving this filter would change")
        await pilot.press("escape")
        await wait_for_text(pilot, "Add a filter")
        await pilot.press("escape")
        await wait_for_text(pilot, "Discard what you typed?")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "Add a filter")
    assert scene.config.text == CONFIG


async def test_a_file_that_changes_under_the_form_keeps_what_is_typed(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("up", "home", *"my", "space")
        scene.config.edit_by_hand('[[filters]]\nif = "x = 1"\naction = "drop_event"\n' + CONFIG)
        await wait_for_text(pilot, "The file changed; this filter is now #2.", "my mail")
        scene.config.edit_by_hand("")
        await wait_for_text(pilot, "Changed or removed in the file meanwhile", "Edit a filter")
        await pilot.press("enter")
        await wait_for_text(pilot, "It is not in the file any more", "my mail")
        await pilot.press("m")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ReviewModal))
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: filter #1", "my mail")


@contextlib.asynccontextmanager
async def conflict(scene: Terminal) -> AsyncIterator[Pilot[Any]]:
    """The name was typed here, condition and fields were changed in the file; enter asks."""
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("up", "home", *"my", "space")
        scene.config.edit_by_hand(CHANGED)
        await wait_for_text(pilot, "Changed or removed in the file meanwhile")
        await pilot.press("enter")
        await wait_for_text(
            pilot, "The file changed while you edited this filter", "changed by you", "my mail"
        )
        yield pilot


async def test_the_forecast_over_a_changed_filter_is_that_of_what_would_be_saved(
    terminal: Callable[..., Terminal],
) -> None:
    """In its place, with what the file says of the fields that were left alone."""
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("up", "home", *"my", "space")
        scene.config.edit_by_hand(CHANGED)
        await wait_for_text(pilot, "Changed or removed in the file meanwhile")
        form = pilot.app.screen
        assert isinstance(form, FilterForm)
        assert form.changes.rules is not None
        ((one,), (other,)) = (rules.filters for rules in form.changes.rules)
        assert (one.name, other.name) == ("mail", "my mail")
        assert one.if_ == other.if_ == 'userId = "u_1"'


async def test_a_filter_that_both_changed_keeps_what_each_changed(
    terminal: Callable[..., Terminal],
) -> None:
    """What was typed goes over the file's entry; what was left alone stays as the file has it."""
    scene = terminal(CONFIG)
    async with conflict(scene) as pilot:
        await wait_for_text(pilot, "changed in the file", 'userId = "u_1"', "traits: email, phone")
        await pilot.press("m")
        await wait_for_text(pilot, "Edit filter #1", '+ name = "my mail"')
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: filter #1", "my mail")
    assert scene.config.text == CHANGED.replace('"mail"', '"my mail"')


@pytest.mark.parametrize("key", ["t", "c"])
async def test_the_filter_of_the_file_can_be_taken(
    terminal: Callable[..., Terminal], key: str
) -> None:
    """Or the edit given up; the file stays as it is either way."""
    scene = terminal(CONFIG)
    async with conflict(scene) as pilot:
        await pilot.press(key)
        await wait_for_text(pilot, "CONDITION")
        assert not isinstance(pilot.app.screen, FilterForm)
    assert scene.config.text == CHANGED


async def test_a_conflict_of_a_filter_can_be_edited_further(
    terminal: Callable[..., Terminal],
) -> None:
    """All that was typed is there, and what is saved then takes the place of the file's filter."""
    scene = terminal(CONFIG)
    async with conflict(scene) as pilot:
        await pilot.press("e")
        await wait_for_text(pilot, "Edit filter #1", "my mail", "enter review")
        await save(pilot)
        await wait_for_text(pilot, "saved: filter #1")
    assert scene.config.text == CONFIG.replace('"mail"', '"my mail"')


async def test_a_merge_that_is_wrong_is_not_saved(terminal: Callable[..., Terminal]) -> None:
    """The fields show it, and what is wrong with it."""
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("down", "down", "ctrl+u")
        await type_text(pilot, "traits: phone")
        scene.config.edit_by_hand(CONFIG.replace('type = "identify"', 'type = "identify'))
        await wait_for_text(pilot, "Changed or removed in the file meanwhile")
        await pilot.press("enter")
        await wait_for_text(pilot, "The file changed while you edited this filter")
        await pilot.press("m")
        await wait_for_text(pilot, "Not saved: while it is on", "traits: phone")


async def test_a_save_above_another_state_is_refused_once(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal(CONFIG)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await open_form(pilot, "e")
        await pilot.press("up", "home", *"my", "space")
        scene.config._text = "# by hand\n" + CONFIG
        await save(pilot)
        await wait_for_text(pilot, "Not saved: the file changed meanwhile.")
        await save(pilot)
        await wait_for_text(pilot, "saved: filter #1")
        assert scene.config.text.startswith("# by hand")
        await wait_until(pilot, lambda: isinstance(scene.app.focused, RowList))
        await pilot.press("e")
        await wait_for_text(pilot, "Edit filter #1")
        await pilot.press("x")
        scene.config._text = "not toml"
        await save(pilot)
        await wait_for_text(pilot, "Not saved: the file changed, and cannot be used")
