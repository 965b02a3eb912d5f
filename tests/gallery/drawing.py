"""A screen as a small SVG: no fonts, and nothing twice."""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.app import App
from textual.strip import Strip

WIDTH, HEIGHT, BASELINE = 10, 20, 15
"""A cell, and where its letters stand in it."""
BAR: Final = 24
EDGE: Final = 8
HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve"'
    ' viewBox="0 0 {width} {height}">'
    "<style>text{{font:16.6px monospace;white-space:pre}}.b{{font-weight:bold}}"
    ".i{{font-style:italic}}.u{{text-decoration:underline}}.s{{text-decoration:line-through}}"
    "{classes}</style>"
    '<rect width="{width}" height="{height}" rx="8" fill="#292929"/>'
    '<g fill="#777"><circle cx="16" cy="12" r="5"/><circle cx="34" cy="12" r="5"/>'
    '<circle cx="52" cy="12" r="5"/></g>'
    '<svg x="8" y="24" width="{inner_width}" height="{inner_height}">'
    '<rect width="{inner_width}" height="{inner_height}" fill="{ground}"/>'
)
BOX: Final = re.compile("([─━│┃┌┐└┘├┤▁▂▃▄▅▆▇█▔▎▊▌▐▕▏▀]+)")
"""Lines and blocks, which are set apart from letters so that they meet their neighbours."""

WIDE_GAP: Final = re.compile("  +")
Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What is looked for in a line, and what is drawn in its place."""


@dataclass(frozen=True, slots=True)
class Look:
    """How cells are drawn: colours as `#rrggbb`, attributes as CSS classes."""

    ink: str
    ground: str
    classes: str


@dataclass(frozen=True, slots=True)
class Run:
    """Cells beside each other that look the same."""

    x: int
    y: int
    cells: int
    text: str
    look: Look


def draw(app: App[Any], rules: Sequence[Rule] = ()) -> str:
    """What an app shows now, modal screens with what is behind them, `rules` applied."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    lines: Sequence[Iterable[Strip]] = update.strips  # type: ignore[union-attr]
    rows = [list(_runs(Strip.join(line), y, rules)) for y, line in enumerate(lines)]
    return _svg([run for row in rows for run in row], app.size.width, app.size.height)


def _runs(line: Strip, y: int, rules: Sequence[Rule]) -> Iterable[Run]:
    cells = [
        (character, _look(style))
        for text, style, control in line
        if not control
        for character in text
    ]
    for rule in rules:
        _rewrite(cells, rule)
    x = 0
    for look, group in groupby(cells, key=lambda cell: cell[1]):
        text = "".join(character for character, _look in group)
        yield Run(x, y, cell_len(text), text, look)
        x += cell_len(text)


def _rewrite(cells: list[tuple[str, Look]], rule: Rule) -> None:
    """Apply a rule to a line; the next wide gap becomes wider or narrower by the difference."""
    pattern, words = rule
    text = "".join(character for character, _look in cells)
    for match in reversed(list(pattern.finditer(text))):
        begin, end = match.span()
        new = [(character, cells[begin][1]) for character in words(match)]
        gap = WIDE_GAP.search(text, end)
        at = gap.start() if gap else len(text)
        spare = end - begin - len(new)
        blank = (" ", cells[min(at, len(cells) - 1)][1])
        cells[at : at + max(-spare, 0)] = [blank] * max(spare, 0)
        cells[begin:end] = new


def _look(style: Style | None) -> Look:
    style = style or Style()
    ink, ground = _hex(style.color, ink=True), _hex(style.bgcolor, ink=False)
    if style.reverse:
        ink, ground = ground, ink
    if style.dim:
        ink = _between(ink, ground)
    marks = {"b": style.bold, "i": style.italic, "u": style.underline, "s": style.strike}
    return Look(ink, ground, " ".join(name for name, on in marks.items() if on))


def _hex(color: Color | None, *, ink: bool) -> str:
    theme = SVG_EXPORT_THEME
    if color is None:
        return (theme.foreground_color if ink else theme.background_color).hex
    return color.get_truecolor(theme, foreground=ink).hex


def _between(ink: str, ground: str) -> str:
    pairs = [(int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{(one + other) // 2:02x}" for one, other in pairs)


def _svg(runs: Sequence[Run], width: int, height: int) -> str:
    inks = sorted({run.look.ink for run in runs})
    names = {ink: f"c{place}" for place, ink in enumerate(inks)}
    area = Counter[str]()
    for run in runs:
        area[run.look.ground] += run.cells
    ground = area.most_common(1)[0][0]
    head = HEAD.format(
        width=width * WIDTH + 2 * EDGE,
        height=height * HEIGHT + BAR + EDGE,
        inner_width=width * WIDTH,
        inner_height=height * HEIGHT,
        ground=ground,
        classes="".join(f".{name}{{fill:{ink}}}" for ink, name in names.items()),
    )
    texts = [_text(run, names[run.look.ink]) for run in runs]
    return f"{head}{_grounds(runs, ground)}\n" + "\n".join(filter(None, texts)) + "</svg></svg>\n"


def _grounds(runs: Sequence[Run], ground: str) -> str:
    """The backgrounds that differ from the most frequent one, a path for each colour."""
    paths = defaultdict[str, list[str]](list)
    for (y, fill), group in groupby(runs, key=lambda run: (run.y, run.look.ground)):
        row = list(group)
        x, cells = row[0].x * WIDTH, sum(run.cells for run in row) * WIDTH
        if fill != ground:
            paths[fill].append(f"M{x} {y * HEIGHT}h{cells}v{HEIGHT}h-{cells}z")
    return "".join(f'<path fill="{fill}" d="{"".join(d)}"/>' for fill, d in sorted(paths.items()))


def _text(run: Run, ink: str) -> str:
    """Its letters, without the blanks at both ends; lines and blocks each where they belong."""
    pieces, x = [], run.x
    marked = "u" in run.look.classes or "s" in run.look.classes
    for piece in BOX.split(run.text):
        cells, shown = cell_len(piece), piece if marked else piece.strip(" ")
        if shown:
            left = x + cell_len(piece[: piece.index(shown)])
            classes = f"{ink} {run.look.classes}".strip()
            pieces.append(
                f'<text class="{classes}" x="{left * WIDTH}" y="{run.y * HEIGHT + BASELINE}"'
                f' textLength="{cell_len(shown) * WIDTH}"'
                f"{_stretch(shown)}>{html.escape(shown, quote=False)}</text>"
            )
        x += cells
    return "\n".join(pieces)


def _stretch(shown: str) -> str:
    return ' lengthAdjust="spacingAndGlyphs"' if BOX.fullmatch(shown) else ""
