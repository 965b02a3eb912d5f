"""The books as a chain."""

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.overview_chain import chain_content

BOOKS = Books(
    received=1_284,
    forwarded=216,
    filtered=1_066,
    rejected=2,
    deliveries={
        DeliveryState.RETRYING: 3,
        DeliveryState.DELIVERED: 210,
        DeliveryState.FAILED: 3,
        DeliveryState.HELD: 0,
    },
)


def test_the_chain_leads_from_received_to_the_states() -> None:
    """What was delivered comes first, states without rows are left out."""
    assert chain_content(BOOKS, UNICODE).plain == (
        "received 1,284 > ✗ rejected 2 > · filtered 1,066 > ✓ forwarded 216:"
        " delivered 210, retrying 3, failed 3"
    )
    assert chain_content(BOOKS, ASCII).plain.isascii()


def test_an_empty_log_says_what_to_do() -> None:
    assert "press t in 1 Live" in chain_content(Books(), UNICODE).plain
