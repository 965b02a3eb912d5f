"""The flow as lines of bars, with the numbers that they stand for."""

from collections.abc import Mapping, Sequence
from functools import partial
from textwrap import wrap
from typing import Final

from textual.content import Content

from sprig_tui.services.flow_history import FlowReading, Series, Span
from sprig_tui.services.rate_meter import spark
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.books_line import rate_text
from sprig_tui.ui.widgets.columns import Column, fit_columns, lay_out
from sprig_tui.ui.widgets.overview_layout import Item, Line, Section, ShowEvents

MUTED: Final = "$text-muted"
COLUMNS: Final = (
    Column("FLOW", 11),
    Column("NOW", 8, right=True),
    Column("", 20, share=1),
    Column("TOTAL", 10, right=True),
    Column("PEAK", 9, right=True),
)
NARROW: Final = COLUMNS[:4]
PEAK_FROM: Final = 74
STYLES: Final[Mapping[str, str]] = {
    "received": "$text-accent",
    "forwarded": "$text-success",
    "filtered": "$foreground",
    "rejected": "$text-error",
    "delivered": "$text-success",
    "failed": "$text-error",
}
ALWAYS: Final = frozenset(("received", "forwarded", "filtered", "rejected", "delivered"))


def bars_for(width: int) -> int:
    """How many bars a flow has room for in lines of `width` cells."""
    return fit_columns(_columns(width), width)[2]


def flow_section(reading: FlowReading, span: Span, sentence: str, glyphs: GlyphSet) -> Section:
    """A line for each kind of thing that happened in the last `span`.

    `sentence` is what the flow warns of, "" for nothing.
    """

    def title(width: int) -> Content:
        words = f"last {span.words}"
        columns = _columns(width)
        cells = [Content(column.title) for column in columns]
        cells[2] = Content(words)
        return lay_out(columns, width, cells).stylize("bold $text-primary")

    lines = [_line(one, glyphs) for one in reading.series if one.name in ALWAYS or one.total]
    lines += [Line(partial(_part, sentence, part)) for part in range(2 if sentence else 0)]
    return Section(title, lines)


def _line(series: Series, glyphs: GlyphSet) -> Line:
    def draw(width: int) -> Content:
        columns = _columns(width)
        style = STYLES[series.name] if series.total else MUTED
        cells = [
            Content.styled(series.name, style),
            Content.styled(rate_text(series.now), "bold" if series.now else MUTED),
            Content.styled(stretched(series.bars, fit_columns(columns, width)[2], glyphs), style),
            Content.styled(f"{series.total:,}", "" if series.total else MUTED),
            Content.styled(rate_text(series.peak), MUTED),
        ]
        return lay_out(columns, width, cells[: len(columns)])

    query = "" if series.name == "received" else f"is:{series.name}"
    return Line(draw, Item(f"flow {series.name}", ShowEvents(query)))


def stretched(bars: Sequence[int], width: int, glyphs: GlyphSet) -> str:
    """The bars, each as wide as all can be in `width` cells; the newest where they are too many."""
    drawn = spark(list(bars), glyphs.bars)
    wide = max(width // max(len(bars), 1), 1)
    return "".join(bar * wide for bar in drawn[-width:])


def _columns(width: int) -> Sequence[Column]:
    return COLUMNS if width >= PEAK_FROM else NARROW


def _part(sentence: str, part: int, width: int) -> Content:
    """One of the two lines of a sentence."""
    lines = wrap(sentence, max(width, 20), max_lines=2, placeholder=" ...")
    return Content.styled("".join(lines[part : part + 1]), "bold $text-warning")
