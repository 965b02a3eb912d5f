"""Counters that can be seen to add up."""

from collections.abc import Callable

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.books_line import (
    BooksLine,
    books_content,
    deliveries_content,
    rate_text,
)
from tests.log_rows import new_row
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

BOOKS = Books(
    received=1_284,
    forwarded=216,
    filtered=1_066,
    rejected=2,
    deliveries={DeliveryState.DRY_RUN: 210, DeliveryState.FAILED: 6},
)


def test_both_sums_are_written_out() -> None:
    """All received are accounted for, and all forwarded too (design.md, section 4)."""
    assert BOOKS.balanced()
    assert books_content(BOOKS, UNICODE).plain == (
        "received 1,284  =  ✓ forwarded 216  +  · filtered 1,066  +  ✗ rejected 2"
    )
    assert deliveries_content(BOOKS, UNICODE).plain == (
        "forwarded 216  =  dry run 210  +  failed 6"
    )
    assert deliveries_content(Books(), UNICODE).plain == "forwarded 0"


def test_a_rate_has_a_decimal_while_it_is_small() -> None:
    """Events a second."""
    assert rate_text(0.25) == "0.2/s"
    assert rate_text(12_345.6) == "12,346/s"


async def test_the_rate_and_its_history_are_drawn(terminal: Callable[..., Terminal]) -> None:
    """From the counters' growth; it falls when nothing comes."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 24)) as pilot:
        await wait_for_text(pilot, "received 1 ", "0.0/s")
        scene.clock.ms += 1_000
        for number in range(2, 52):
            scene.log.writes.append(new_row(number, Reason.EVENT))
        text = await wait_for_text(pilot, "received 51 ", "forwarded 50  =  dry run 50")
        line = scene.app.screen.query_one(BooksLine)
        await wait_until(pilot, lambda: line.reading.meter.rate() > 0)
        assert "█" in text
        scene.clock.ms += 60_000
        await wait_for_text(pilot, "0.0/s")
