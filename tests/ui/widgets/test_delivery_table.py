"""A list of deliveries: pages, marks, and rows that keep their place."""

from collections.abc import Callable

from textual.pilot import Pilot

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.ui.widgets.delivery_table import DeliveryTable
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.deliveries import AGAIN, LIVE, REFUSED, TAKEN, queue_rows, try_rows


async def open_list(pilot: Pilot[None]) -> DeliveryTable:
    """The Deliveries screen, its list read."""
    await pilot.press("3")
    await wait_for_text(pilot, "[Waiting]", "EVENT or URL")
    table = pilot.app.screen.query_one(DeliveryTable)
    await wait_until(pilot, lambda: table.pages.rows)
    return table


async def test_moving_past_the_end_of_a_page_turns_it(terminal: Callable[..., Terminal]) -> None:
    """And back; a long queue is never loaded whole."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 450)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        table = await open_list(pilot)
        await wait_for_text(pilot, "1-200 of 450")
        await pilot.press("G", "j")
        await wait_for_text(pilot, "201-400 of 450")
        assert len(table.pages.rows) == 200
        await pilot.press("k")
        await wait_for_text(pilot, "1-200 of 450")
        await wait_until(pilot, lambda: table.cursor == 199)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await wait_for_text(pilot, "401-450 of 450")
        await pilot.press("right_square_bracket", "left_square_bracket")
        await wait_for_text(pilot, "201-400 of 450")
        await pilot.press("G", "k")
        await wait_until(pilot, lambda: table.cursor == 198)


async def test_the_cursor_stays_on_its_row_while_others_leave(
    terminal: Callable[..., Terminal],
) -> None:
    """By its id; when the row itself leaves, on the place where it was."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 5)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        table = await open_list(pilot)
        await pilot.press("j", "j")
        assert table.selected is not None
        assert table.selected.row.id == 3
        try_rows(scene.log, [TAKEN, TAKEN])
        await wait_until(pilot, lambda: table.count == 3)
        assert table.selected.row.id == 3
        assert table.cursor == 0
        try_rows(scene.log, [TAKEN])
        await wait_until(pilot, lambda: table.count == 2)
        assert table.selected.row.id == 4


async def test_a_list_that_is_looked_at_from_its_top_shows_what_is_new(
    terminal: Callable[..., Terminal],
) -> None:
    """Newest first, as the log."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3)
    try_rows(scene.log, [TAKEN])
    async with scene.app.run_test(size=(80, 24)) as pilot:
        table = await open_list(pilot)
        await pilot.press("tab", "tab", "tab")
        await wait_for_text(pilot, "[Delivered]", "202 41 ms")
        try_rows(scene.log, [TAKEN])
        await wait_until(pilot, lambda: table.selected and table.selected.row.id == 2)
        await pilot.press("j")
        try_rows(scene.log, [TAKEN])
        await wait_until(pilot, lambda: table.count == 3)
        assert table.selected is not None
        assert table.selected.row.id == 1


async def test_marks_are_set_kept_over_pages_and_taken_off(
    terminal: Callable[..., Terminal],
) -> None:
    """Another list begins without marks; escape takes them all off."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 201)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        table = await open_list(pilot)
        await pilot.press("space", "space", "k", "space")
        await wait_for_text(pilot, "1 marked")
        assert list(table.marked) == [1]
        await pilot.press("right_square_bracket")
        await wait_for_text(pilot, "201-201 of 201", "1 marked")
        await pilot.press("space")
        await wait_for_text(pilot, "2 marked")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not table.marked)
        await pilot.press("space", "tab")
        await wait_for_text(pilot, "Nothing is being retried.")
        assert not table.marked
        await pilot.press("space")
        assert not table.marked


async def test_the_last_attempt_of_what_is_on_show_is_told(
    terminal: Callable[..., Terminal],
) -> None:
    """Status and body in the row, the whole below; it follows the next try."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 2)
    try_rows(scene.log, [REFUSED, AGAIN])
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await open_list(pilot)
        await pilot.press("tab")
        await wait_for_text(pilot, "[Retrying]", "500 oops", "in 2 min", "It is tried again.")
        await pilot.press("tab")
        text = await wait_for_text(pilot, "[Failed]", r'400 {"bad":"[b]x\x1b"}', "Refused for good")
        assert "\x1b" not in text
        await pilot.press("shift+tab")
        await wait_for_text(pilot, "[Retrying]")
        try_rows(scene.log, [REFUSED], now_ms=AGAIN.next_ms)
        await wait_for_text(pilot, "Nothing is being retried.")


async def test_a_store_that_cannot_be_read_leaves_what_is_shown(
    terminal: Callable[..., Terminal],
) -> None:
    """Until it can be read again."""
    scene = terminal(LIVE)
    queue_rows(scene.log, 3, DeliveryState.DRY_RUN)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "[Waiting]")
        await pilot.press("shift+tab")
        text = await wait_for_text(pilot, "[Dry run]", "1-3 of 3", "r sends it")
        assert "Order Completed" in text


async def test_what_has_no_name_is_called_as_on_live(terminal: Callable[..., Terminal]) -> None:
    """By its traits; one without any by its type."""
    scene = terminal()
    person = {"type": "identify", "userId": "u_1", "traits": {"email": "a@b.c", "plan": "pro"}}
    await scene.receive(person, {"type": "identify", "userId": "u_2", "messageId": "2"})
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "[Waiting]")
        await pilot.press("shift+tab")
        text = await wait_for_text(pilot, "[Dry run]", "email, plan")
        assert "identify identify" in " ".join(text.split())
