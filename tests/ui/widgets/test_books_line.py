"""Counters that can be seen to add up."""

from collections.abc import Callable

import pytest

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
    assert books_content(BOOKS, UNICODE, 100).plain == (
        "received 1,284  =  ✓ forwarded 216  +  · filtered 1,066  +  ✗ rejected 2"
    )
    assert deliveries_content(BOOKS, UNICODE, 100).plain == (
        "forwarded 216  =  dry run 210  +  failed 6"
    )
    assert deliveries_content(Books(), UNICODE, 100).plain == "forwarded 0"


MANY = Books(
    received=1_364_000,
    forwarded=1_085_150,
    filtered=268_850,
    rejected=10_000,
    deliveries=dict.fromkeys(DeliveryState, 180_858),
)


@pytest.mark.parametrize("width", [58, 70, 78, 90, 118])
def test_large_numbers_stay_on_their_line(width: int) -> None:
    """Every number is seen whole at 60 columns and more; signs and words give way to them."""
    text = books_content(MANY, UNICODE, width).plain
    assert len(text) <= width
    for number in ("1,364,000", "1,085,150", "268,850", "10,000"):
        assert number in text
    few = Books(forwarded=69_554, deliveries={DeliveryState.DRY_RUN: 69_554})
    assert deliveries_content(few, UNICODE, width - 7).plain.endswith("dry run 69,554")
    assert len(deliveries_content(MANY, UNICODE, width).plain) <= width


def test_a_state_is_left_out_as_a_whole() -> None:
    """Half a number would be another one."""
    assert deliveries_content(BOOKS, UNICODE, 28).plain == "fwd = dry run 210 + failed 6"
    assert deliveries_content(BOOKS, UNICODE, 27).plain == "fwd = dry run 210 + …"


def test_a_rate_has_a_decimal_while_it_is_small() -> None:
    """Events a second."""
    assert rate_text(0.25) == "0.2/s"
    assert rate_text(12_345.6) == "12,346/s"


async def test_the_rate_is_seen_beside_large_numbers(terminal: Callable[..., Terminal]) -> None:
    """On the smallest screen that shows the books too."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "received 1 ")
        scene.app.screen.query_one(BooksLine).take(MANY)
        await wait_for_text(pilot, "rejected 10,000", "dry run 180,858", "1,363,999/s")


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
