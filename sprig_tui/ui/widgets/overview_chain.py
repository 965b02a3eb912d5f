"""The books as a chain: from what was received to what became of it (ux.md, section 3)."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from textual.content import Content

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.reasons import MEANING, Outcome, Reason
from sprig_tui.ui.badges import DELIVERY_WORDS, delivery_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.overview_layout import Draw, Item, Line, Place, Section, ShowEvents
from sprig_tui.ui.widgets.time_words import count_text

MUTED: Final = "$text-muted"
TITLE: Final = "bold $text-primary"
EMPTY: Final = (
    "No event yet. Point an SDK at the address above,",
    "or press 1 and then t for a test event; s there shows the steps.",
)
COLUMNS: Final = (
    Column("", 21),
    Column("", 4),
    Column("", 9, right=True),
    Column("", 10, share=1),
)
Piece = Content | tuple[str, str]


def chain_section(books: Books, width: int, glyphs: GlyphSet) -> Section:
    """`received 7 > rejected 1 > filtered 3 > forwarded 3: dry run 2, held 1`, on one or two lines.

    The title shows that it adds up.
    """
    if not books.received:
        return Section(said("BOOKS", TITLE), [Line(said(text)) for text in EMPTY])
    chain = _chain(books, glyphs)
    lines = [Line(lambda _width: chain)]
    if chain.cell_length > width:
        lines = [Line(partial(_flow_line, books, glyphs)), Line(partial(_states, books, glyphs))]
    return Section(partial(_title, books, glyphs), lines)


def reasons_section(books: Books, place: Place) -> Section:
    """Why events were not forwarded, the most frequent reason first."""
    stopped = [
        (reason, count)
        for reason, count in books.reasons.items()
        if count and reason.outcome is not Outcome.FORWARDED
    ]
    stopped.sort(key=lambda one: (-one[1], one[0]))
    shown = place.first(stopped)
    lines = [Line(partial(_reason, reason, count), _item(reason)) for reason, count in shown]
    rest = stopped[len(shown) :]
    if rest:
        count = sum(count for _reason, count in rest)
        lines.append(Line(said(f"{count:,} for {len(rest)} other reasons")))
    return Section(said("NOT FORWARDED since the store began, and why", TITLE), lines, place.side)


def said(words: str, style: str = MUTED) -> Draw:
    """A line of harmless words that is the same for every width."""
    return lambda _width: Content.styled(words, style)


def _title(books: Books, glyphs: GlyphSet, width: int) -> Content:
    """Both sums, to be checked by eye."""
    good = books.balanced()
    verdict = f"{glyphs.forwarded} adds up" if good else f"{glyphs.rejected} does not add up"
    for short, since in ((False, "   since the store began"), (False, ""), (True, "")):
        parts = (books.rejected, books.filtered, books.forwarded)
        total = " + ".join(count_text(part, short=short) for part in parts)
        line = Content.assemble(
            ("BOOKS", TITLE),
            (f"   {total} = {count_text(books.received, short=short)}   ", MUTED),
            (verdict, "$text-success" if good else "bold $text-error"),
            (since, MUTED),
        )
        if line.cell_length <= width:
            break
    return line


def _chain(books: Books, glyphs: GlyphSet) -> Content:
    """All of it."""
    states = [Content.styled(*state) for state in _counted_states(books, glyphs, short=False)]
    flow = _flow(books, glyphs, short=False)
    return Content.assemble(flow, ": ", Content(", ").join(states)) if states else flow


def _flow_line(books: Books, glyphs: GlyphSet, width: int) -> Content:
    """Its first half."""
    line = _flow(books, glyphs, short=False)
    return line if line.cell_length <= width else _flow(books, glyphs, short=True)


def _states(books: Books, glyphs: GlyphSet, width: int) -> Content:
    """Its second half, as a sum."""
    for short in (False, True):
        pieces: list[Piece] = [(f"forwarded {count_text(books.forwarded, short=short)}", MUTED)]
        sign = " = "
        for text, style in _counted_states(books, glyphs, short=short):
            pieces += [(sign, MUTED), (text, style)]
            sign = " + "
        line = Content.assemble(*pieces)
        if line.cell_length <= width:
            break
    return line


def _flow(books: Books, glyphs: GlyphSet, *, short: bool) -> Content:
    def counted(word: str, count: int) -> str:
        return f"{word} {count_text(count, short=short)}"

    rejected = "$text-error" if books.rejected else MUTED
    return Content.assemble(
        (counted("received", books.received), "bold"),
        (" > ", MUTED),
        (counted(f"{glyphs.rejected} rejected", books.rejected), rejected),
        (" > ", MUTED),
        (counted(f"{glyphs.filtered} filtered", books.filtered), "$foreground"),
        (" > ", MUTED),
        (counted(f"{glyphs.forwarded} forwarded", books.forwarded), "$text-success"),
    )


def _counted_states(books: Books, glyphs: GlyphSet, *, short: bool) -> Sequence[tuple[str, str]]:
    """The states that hold any with their style, what was delivered first."""
    order = sorted(DeliveryState, key=lambda one: one is not DeliveryState.DELIVERED)
    found = []
    for state in order:
        count = books.deliveries.get(state, 0)
        if count:
            tone = delivery_badge(state, glyphs).tone
            style = MUTED if tone == "muted" else f"$text-{tone}"
            found.append((f"{DELIVERY_WORDS[state]} {count_text(count, short=short)}", style))
    return found


def _reason(reason: Reason, count: int, width: int) -> Content:
    rejected = reason.outcome is Outcome.REJECTED
    cells = [
        Content(reason.word),
        Content.styled("REJ" if rejected else "FILT", "$text-error" if rejected else MUTED),
        Content(f"{count:,}"),
        Content.styled(MEANING[reason], MUTED),
    ]
    return lay_out(COLUMNS, width, cells)


def _item(reason: Reason) -> Item:
    """Repeats made no rows of their own: the rows that were repeated are shown."""
    query = "is:repeated" if reason is Reason.DUPLICATE else f"why:{reason.value}"
    return Item(f"reason {reason.value}", ShowEvents(query))
