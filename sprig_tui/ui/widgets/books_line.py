"""The counters, written so that they can be seen to add up, and the rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import getters
from textual.content import Content
from textual.widget import Widget

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.services.rate_meter import RateMeter, spark
from sprig_tui.ui.badges import DELIVERY_WORDS, delivery_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.terminal import TerminalApp

MIN_BARS: Final = 8
MAX_BARS: Final = 60
WORDS: Final = ("forwarded", "filtered", "rejected")
SHORT_WORDS: Final = ("fwd", "filt", "rej")
Piece = Content | tuple[str, str]


def books_content(books: Books, glyphs: GlyphSet, width: int) -> Content:
    """`received 7 = forwarded 3 + filtered 3 + rejected 1`, on one line of `width` cells."""
    counts = (
        (f"{books.forwarded:,}", "$text-success"),
        (f"{books.filtered:,}", "$foreground"),
        (f"{books.rejected:,}", _tone(books.rejected, "$text-error")),
    )
    signs = (f"{glyphs.forwarded} ", f"{glyphs.filtered} ", f"{glyphs.rejected} ")
    signed = tuple(sign + word for sign, word in zip(signs, WORDS, strict=True))
    return _first_that_fits(
        [
            _sum(
                [(f"{whole} ", "$text-muted"), (f"{books.received:,}", "bold")],
                [
                    (f"{word} {count}", tone)
                    for word, (count, tone) in zip(words, counts, strict=True)
                ],
                space,
            )
            for whole, words, space in (
                *(("received", signed, "  "), ("received", signed, " ")),
                *(("received", WORDS, " "), ("all", SHORT_WORDS, " ")),
            )
        ],
        width,
    )


def deliveries_content(books: Books, glyphs: GlyphSet, width: int) -> Content:
    """`forwarded 3 = dry run 2 + held 1`: the states that hold any, on `width` cells."""
    pieces: list[Piece] = []
    for state in DeliveryState:
        count = books.deliveries.get(state, 0)
        if count:
            badge = delivery_badge(state, glyphs)
            style = "$text-muted" if badge.tone in ("muted", "success") else f"$text-{badge.tone}"
            pieces.append((f"{DELIVERY_WORDS[state]} {count:,}", style))
    whole = (f"forwarded {books.forwarded:,}", "$text-muted")
    forms = [_sum([head], pieces, space) for head, space in ((whole, "  "), (whole, " "))]
    for count in range(len(pieces), 0, -1):
        more = [] if count == len(pieces) else [(glyphs.ellipsis, "$text-muted")]
        forms.append(_sum([("fwd", "$text-muted")], [*pieces[:count], *more], " "))
    return _first_that_fits(forms, width)


def _sum(whole: Sequence[Piece], parts: Sequence[Piece], space: str) -> Content:
    """`whole = part + part`."""
    pieces = list(whole)
    for place, part in enumerate(parts):
        pieces += [(f"{space}{'+' if place else '='}{space}", "$text-muted"), part]
    return Content.assemble(*pieces)


def _first_that_fits(forms: Sequence[Content], width: int) -> Content:
    """The last one is cut where even it is too long; nothing wraps into the line below."""
    for form in forms:
        if form.cell_length <= width:
            return form
    return forms[-1].truncate(max(width, 1))


def rate_text(rate: float) -> str:
    """Events a second: one decimal below a hundred."""
    return f"{rate:.1f}/s" if rate < 100 else f"{rate:,.0f}/s"


def _tone(count: int, style: str) -> str:
    return style if count else "$text-muted"


@dataclass(slots=True)
class Reading:
    """What the line shows."""

    books: Books
    meter: RateMeter


class BooksLine(Widget):
    """Two lines: the books with the rate, and where the forwarded events are."""

    app = getters.app(TerminalApp)

    def __init__(self) -> None:
        super().__init__()
        self.reading = Reading(Books(), RateMeter())

    def take(self, books: Books) -> None:
        """Show these counters and measure the rate by them."""
        self.reading.books = books
        self.reading.meter.add(self.app.context.clock.monotonic(), books.received)
        self.refresh()

    def render(self) -> Content:
        """Both lines."""
        glyphs = self.app.glyphs
        books, meter = self.reading.books, self.reading.meter
        first = books_content(books, glyphs, self.size.width)
        width = self.size.width - 2
        rate = f"{rate_text(meter.rate())} "
        second = deliveries_content(books, glyphs, width - len(rate) - 2)
        bars = max(min(width - second.cell_length - len(rate) - 4, MAX_BARS), 0)
        history = meter.history(bars) if bars >= MIN_BARS else []
        drawn = spark([0] * (bars - len(history)) + history, glyphs.bars) if history else ""
        gap = " " * max(width - second.cell_length - len(rate) - len(drawn), 2)
        return Content.assemble(
            first,
            "\n",
            second,
            gap,
            (drawn, "$text-accent"),
            (" " + rate.strip(), "bold" if meter.rate() else "$text-muted"),
        )
