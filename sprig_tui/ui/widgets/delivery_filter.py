"""What is said of a filtered list of deliveries."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from sprig_tui.domain.log import Books
from sprig_tui.services.delivery_pages import STATES, DeliveryList, DeliveryPages
from sprig_tui.ui.widgets.delivery_rows import TITLES

COUNTED: Final = (DeliveryList.WAITING, DeliveryList.RETRYING)
QUICK: Final = ("", "since:10m", "tries:>1", "type:track", "type:page", "type:identify")
"""What `f` goes through."""
ALL_AGAIN: Final = "z shows every row again; tab looks in the next list."
HINT: Final = "filter: words, user:u_1, tries:>1, properties.plan:pro"


def filter_state(pages: DeliveryPages) -> Content:
    """That the list is filtered, and how far it was looked through; nothing without a filter."""
    if pages.query is None:
        return Content()
    pieces: list[str | tuple[str, str]] = [
        ("FILTERED", "bold $text-warning"),
        (f"  {pages.looked_at:,} looked at", "$text-muted"),
    ]
    if pages.has_next and not pages.is_full:
        pieces.append(("  ] looks further", "bold $text-warning"))
    return Content.assemble(*pieces)


def no_match_lines(pages: DeliveryPages) -> Sequence[Content]:
    """What stands in a list of which nothing matches."""
    name = TITLES[pages.which]
    if not pages.looked_at:
        return [Content(f"The list {name} is empty.")]
    sentence = f"Nothing matches in {name}: {pages.looked_at:,} looked at"
    if pages.has_next:
        return [Content(f"{sentence}. ] looks further.")]
    return [Content(f"{sentence}, that is all."), Content(ALL_AGAIN)]


def place_words(pages: DeliveryPages, books: Books) -> str:
    """`1-200 of 12,034`, empty for an empty page.

    The books know how many wait; of the rest they count what is not kept any more too, and of
    what matches a filter nobody knows the number before all is looked at.
    """
    if not pages.rows:
        return ""
    last = pages.first + len(pages.rows)
    count = f"{last:,}"
    if pages.has_next and pages.query is not None:
        count = f"{last:,} or more"
    elif pages.has_next and pages.which in COUNTED:
        known = sum(books.deliveries.get(state, 0) for state in STATES[pages.which])
        count = f"{max(known, last + 1):,}"
    elif pages.has_next:
        count = f"more than {last:,}"
    return f"{pages.first + 1:,}-{last:,} of {count}"
