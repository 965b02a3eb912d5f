"""What was seen and is not mapped, on the Mappings screen."""

from tests.factories import page, track
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import CONFIG, OnMappings
from tests.ui.screens.test_mappings import agree


async def test_marked_ones_are_added_by_one_save_after_one_question() -> None:
    """Events and pages alike; one undo takes all of them back, and leaving changes nothing."""
    terminal = Terminal(CONFIG)
    visits = [page(f"https://shop.example/cart?step={step}", messageId=step) for step in "12"]
    events = [track(name, messageId=name) for name in ("Bought", "Played")]
    await terminal.receive(*visits, track("Bought", messageId="once more"), *events)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 3")
        await pilot.press("h")
        await wait_for_text(pilot, "[Seen, not mapped 3]", "startsWith")
        await pilot.press("space", "space", "A")
        await wait_for_text(pilot, "Add 2 mappings", "8 lines added")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Add 2 mappings")
        assert terminal.config.text == CONFIG
        await pilot.press("A")
        await agree(pilot)
        await wait_for_text(pilot, "[Seen, not mapped 1]", "saved: 2 mappings added", "Played")
        assert 'event = "Bought"' in terminal.config.text
        added = 'url = "https://shop.example/cart"\nmatch = "startsWith"'
        assert added in terminal.config.text
        await pilot.press("u")
        text = await wait_for_text(pilot, "[Seen, not mapped 3]", "undone: 2 mappings added")
        assert "at #" not in text
        assert terminal.config.text == CONFIG
        await pilot.press("ctrl+r")
        text = await wait_for_text(pilot, "[Seen, not mapped 1]", "done again: 2 mappings added")
        assert "at #" not in text


async def test_enter_shows_what_came_and_v_the_rows_in_live() -> None:
    """From what came, one key leads on to the form."""
    terminal = Terminal(CONFIG)
    await terminal.receive(
        page("https://shop.example/cart?step=1"), track("Signed Up", messageId="2")
    )
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h", "enter")
        await wait_for_text(pilot, "Seen once", "https://shop.example/cart?step=1")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a page URL", "#2 decides")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Add a page URL")
        await pilot.press("v")
        text = await wait_for_text(pilot, "[1 Live]", "type:page url:")
        assert "Signed Up" not in text


async def test_a_page_cannot_be_denied() -> None:
    """That is said; the engine is not asked."""
    terminal = Terminal(CONFIG)
    await terminal.receive(page("https://shop.example/cart"))
    async with OnMappings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h", "X")
        await wait_for_text(pilot, "Only events are denied")
        assert not terminal.engine.denied
