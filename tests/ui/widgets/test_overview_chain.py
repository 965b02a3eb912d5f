"""The books as a chain, and why events were not forwarded."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.widgets.overview_chain import chain_section, reasons_section
from sprig_tui.ui.widgets.overview_layout import Place, Section, ShowEvents

BOOKS = Books(
    received=1_284,
    forwarded=216,
    filtered=1_066,
    rejected=2,
    reasons={
        Reason.EVENT: 216,
        Reason.UNMAPPED_EVENT: 900,
        Reason.DUPLICATE: 160,
        Reason.UNKNOWN_USER: 6,
        Reason.BAD_USER_ID: 2,
        Reason.SAMPLED_OUT: 0,
    },
    deliveries={
        DeliveryState.RETRYING: 3,
        DeliveryState.DELIVERED: 210,
        DeliveryState.FAILED: 3,
        DeliveryState.HELD: 0,
    },
)
MANY = Books(
    received=31_284_000,
    forwarded=10_216_000,
    filtered=21_066_000,
    rejected=2_000,
    deliveries={DeliveryState.DELIVERED: 10_216_000},
)


def texts(section: Section, width: int) -> list[str]:
    return [section.title(width).plain, *(line.draw(width).plain for line in section.lines)]


def test_the_chain_leads_from_received_to_the_states_and_shows_its_sums() -> None:
    """What was delivered comes first, states without rows are left out."""
    assert texts(chain_section(BOOKS, 120, UNICODE), 120) == [
        "BOOKS   2 + 1,066 + 216 = 1,284   ✓ adds up   since the store began",
        (
            "received 1,284 > ✗ rejected 2 > · filtered 1,066 > ✓ forwarded 216:"
            " delivered 210, retrying 3, failed 3"
        ),
    ]


@pytest.mark.parametrize(("books", "short"), [(BOOKS, "received 1,284 "), (MANY, "received 31.3M")])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_narrow_screen_takes_two_lines(books: Books, short: str, glyphs: GlyphSet) -> None:
    """The second one with the sum of the states."""
    title, first, second = texts(chain_section(books, 74, glyphs), 74)
    assert first.startswith(short)
    assert second.startswith("forwarded ")
    assert " = delivered " in second
    assert max(map(len, (title, first, second))) <= 74
    assert glyphs is UNICODE or (title + first + second).isascii()


def test_books_that_do_not_add_up_say_so() -> None:
    broken = Books(received=3, filtered=1)
    title, chain = texts(chain_section(broken, 120, UNICODE), 120)
    assert "✗ does not add up" in title
    assert chain.endswith("forwarded 0")


def test_an_empty_log_says_what_to_do() -> None:
    said = " ".join(texts(chain_section(Books(), 80, UNICODE), 80))
    assert "No event yet." in said
    assert "press 1 and then t" in said


def test_reasons_come_in_order_of_count_and_lead_to_their_events() -> None:
    """Repeats made no rows of their own, so the rows that were repeated are shown."""
    section = reasons_section(BOOKS, Place(1, 2))
    _title, *lines = texts(section, 77)
    assert [line.split("  ")[0] for line in lines] == [
        "unmapped event",
        "duplicate",
        "8 for 2 other reasons",
    ]
    assert "FILT       900 No triggered event matches" in lines[0]
    acts = [line.item.act for line in section.lines if line.item]
    assert acts == [ShowEvents("why:filtered.unmapped_event"), ShowEvents("is:repeated")]
    rejected = texts(reasons_section(BOOKS, Place(1, 3)), 77)[-1]
    assert rejected.startswith("bad user id           REJ          2")
