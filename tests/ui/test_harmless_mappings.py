"""What a config file, an imported file or an event holds cannot drive Mappings."""

from collections.abc import Callable, Iterator

import pytest

from sprig_tui.services.edit_conflict import FieldConflict
from sprig_tui.ui.modals.confirm import ConfirmModal
from sprig_tui.ui.modals.conflict import ConflictModal
from sprig_tui.ui.modals.filter_form import FilterForm
from sprig_tui.ui.modals.mapping_form import MappingForm
from tests import factories
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.naughty import EVIL, MARKER, assert_harmless, no_markup_of_data, toml, walk

TEXTS = [MARKER + text[:400] for text in EVIL.values()]


@pytest.fixture(autouse=True)
def _nothing_is_markup() -> Iterator[None]:
    with no_markup_of_data():
        yield


def _config(texts: list[str]) -> str:
    lines = []
    for text in texts:
        said = toml(text)
        lines.append(
            f"[[triggered_events]]\nevent = {said}\nnote = {said}\nsprig_event = {said}\n"
            f'[[page_urls]]\nurl = {said}\nmatch = "contains"\nsprig_event = {said}\n'
        )
    for number, text in enumerate(texts[:9]):
        said = toml(text)
        lines.append(
            f"[[filters]]\nname = {said}\nif = {said}\nenabled = false\n"
            f'action = "drop_properties"\nfields = {{ traits = [{said}] }}\n'
            if number % 2
            else f'[[filters]]\nname = {said}\nif = "event = \\"x\\""\naction = "drop_event"\n'
        )
    return "\n".join(lines)


async def _scene(terminal: Callable[..., Terminal]) -> Terminal:
    scene = terminal(_config(TEXTS))
    number = 0
    for text in TEXTS:
        for event in (
            factories.track(text + " seen", properties={text: text}, userId=text),
            factories.page(f"https://shop.example/{text}", name=text),
        ):
            number += 1
            await scene.receive(event | {"messageId": f"m{number}"}, source=text)
        scene.log.writes.note_request(text + " seen", at_ms=scene.clock.ms)
    return scene


async def test_the_four_lists_and_their_details_are_harmless(
    terminal: Callable[..., Terminal],
) -> None:
    """The cursor goes over every row; a click selects."""
    scene = await _scene(terminal)
    async with scene.app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "[Triggered events", MARKER)
        for _ in range(4):
            await walk(pilot, *["j"] * len(TEXTS))
            for y in range(8, 28, 5):
                await pilot.click(offset=(20 + y, y))
            await pilot.pause()
            while len(scene.app.screen_stack) > 1:
                await walk(pilot, "escape")
            assert_harmless(scene.app)
            await pilot.press("tab")
        assert scene.app.current_mode == "mappings"


async def test_forms_and_what_they_write_are_harmless(terminal: Callable[..., Terminal]) -> None:
    """The form of each entry with its live lines, the file's lines, deletion, undo, import."""
    scene = await _scene(terminal)
    scene.exports.files["/m.csv"] = "table,pattern,match\n" + "".join(
        f'event,"{text.replace(chr(34), "")} new",\nwhat{text},{text},{text}\n' for text in TEXTS
    )
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "[Triggered events", MARKER)
        for _ in TEXTS:
            await pilot.press("e")
            await wait_until(pilot, lambda: isinstance(scene.app.screen, MappingForm))
            await walk(pilot, "end", "x", "ctrl+s")
            while not isinstance(scene.app.screen, ConfirmModal):
                await walk(pilot, "escape")
            await walk(pilot, "y", "j")
        await walk(pilot, "space", "D", "escape", "u", "X", "escape", "J", "u")
        await walk(pilot, "i", *"/m.csv", "enter")
        await wait_for_text(pilot, "Import /m.csv")
        await walk(pilot, *["j"] * 8, "escape")
        await pilot.press("tab", "tab")
        await wait_for_text(pilot, "CONDITION")
        for _ in range(9):
            await pilot.press("e")
            await wait_until(pilot, lambda: isinstance(scene.app.screen, FilterForm))
            await walk(pilot, "end", "x", "ctrl+s")
            while not isinstance(scene.app.screen, ConfirmModal):
                await walk(pilot, "escape")
            await walk(pilot, "y", "j")
        await pilot.press("tab")
        for _ in TEXTS:
            await walk(pilot, "enter", "escape", "a", "escape", "j")
        assert scene.app.current_mode == "mappings"


async def test_a_conflict_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """Names and the three values of each field."""
    scene = terminal()
    fields = [FieldConflict(text, text, text + "1", text + "2") for text in TEXTS]
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        scene.app.push_screen(ConflictModal(TEXTS[0], fields))
        await wait_for_text(pilot, "keep mine", MARKER)
        await walk(pilot, *["pagedown"] * 6, "end")
        for x in (10, 30, 50):
            await pilot.click(offset=(x, 10))
        assert isinstance(scene.app.screen, ConflictModal)


async def test_typing_any_text_into_a_form_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """The line that tells what it would match, the field itself, and the diff."""
    scene = await _scene(terminal)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2", "a")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, MappingForm))
        for text in TEXTS:
            field = scene.app.focused
            assert field is not None
            field.value = text  # type: ignore[attr-defined]
            await walk(pilot, "home", "end")
        await walk(pilot, "ctrl+s", "escape", "escape")
        assert scene.app.current_mode == "mappings"
