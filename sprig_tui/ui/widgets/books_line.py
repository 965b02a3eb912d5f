"""The counters, written so that they can be seen to add up, and the rate."""

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
Piece = Content | tuple[str, str]


def books_content(books: Books, glyphs: GlyphSet) -> Content:
    """`received 7 = forwarded 3 + filtered 3 + rejected 1`."""
    plus = ("  +  ", "$text-muted")
    return Content.assemble(
        ("received ", "$text-muted"),
        (f"{books.received:,}", "bold"),
        ("  =  ", "$text-muted"),
        (f"{glyphs.forwarded} forwarded {books.forwarded:,}", "$text-success"),
        plus,
        (f"{glyphs.filtered} filtered {books.filtered:,}", "$foreground"),
        plus,
        (f"{glyphs.rejected} rejected {books.rejected:,}", _tone(books.rejected, "$text-error")),
    )


def deliveries_content(books: Books, glyphs: GlyphSet) -> Content:
    """`forwarded 3 = dry run 2 + held 1`: the states that hold any."""
    pieces: list[Piece] = [(f"forwarded {books.forwarded:,}", "$text-muted")]
    sign = "  =  "
    for state in DeliveryState:
        count = books.deliveries.get(state, 0)
        if count:
            badge = delivery_badge(state, glyphs)
            pieces.append((sign, "$text-muted"))
            style = "$text-muted" if badge.tone in ("muted", "success") else f"$text-{badge.tone}"
            pieces.append((f"{DELIVERY_WORDS[state]} {count:,}", style))
            sign = "  +  "
    return Content.assemble(*pieces)


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
        first = books_content(books, glyphs)
        second = deliveries_content(books, glyphs)
        width = self.size.width - 2
        rate = f"{rate_text(meter.rate())} "
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
