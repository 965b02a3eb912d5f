"""What is said of a filtered list of deliveries."""

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.query import parse_query
from sprig_tui.services.delivery_pages import DeliveryList, DeliveryPages
from sprig_tui.ui.widgets.delivery_filter import filter_state, no_match_lines, place_words
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader
from tests.ui.deliveries import queue_rows


async def test_how_far_was_looked_is_said() -> None:
    """A list that was looked through to its end needs no key to go on."""
    log = MemoryLog()
    queue_rows(log, 7)
    pages = DeliveryPages(FakeOutboxReader(log), log, size=2, most=4)
    assert filter_state(pages).plain == ""
    assert place_words(pages, Books()) == ""
    await pages.search(parse_query("user:u_"))
    assert filter_state(pages).plain == "FILTERED  4 looked at"
    assert place_words(pages, Books()) == "1-2 of 2 or more"
    await pages.search(parse_query("user:u_7"))
    assert filter_state(pages).plain.endswith("4 looked at  ] looks further")
    assert "] looks further" in no_match_lines(pages)[0].plain
    await pages.turn(1)
    assert filter_state(pages).plain == "FILTERED  3 looked at"
    assert place_words(pages, Books()) == "1-1 of 1"


async def test_a_list_without_a_match_says_which_and_what_to_do() -> None:
    """An empty list is told from one in which nothing matches."""
    log = MemoryLog()
    queue_rows(log, 3, DeliveryState.DRY_RUN)
    pages = DeliveryPages(FakeOutboxReader(log), log)
    await pages.search(parse_query("user:nobody"))
    assert no_match_lines(pages)[0].plain == "The list Waiting is empty."
    await pages.show(DeliveryList.DRY_RUN)
    first, second = no_match_lines(pages)
    assert first.plain == "Nothing matches in Dry run: 3 looked at, that is all."
    assert "z shows every row" in second.plain
