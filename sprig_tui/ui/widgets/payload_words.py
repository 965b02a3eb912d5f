"""One line of a payload, as a node of its tree or as text."""

import re
from typing import Final

from textual.content import Content

from sprig_tui.services.payload_marks import MarkedLine
from sprig_tui.services.payload_tree import PayloadNode
from sprig_tui.ui.glyphs import GlyphSet

HIT: Final = "*"
HIT_STYLE: Final = "bold reverse"
TAKEN_OUT: Final = "$text-error"
KEY: Final = "$text-accent"
STEP: Final = 2
_KEY: Final = re.compile(r'[- ]*("(?:[^"\\]|\\.)*")(?=: )')


def node_content(
    node: PayloadNode,
    width: int,
    pattern: "re.Pattern[str] | None",
    *,
    closed: bool,
    glyphs: GlyphSet,
) -> Content:
    """A node with its sign; `pattern` is what a hit is marked by, None for what is no hit.

    A star stands before a hit, a minus before what the filters took out. Nesting that would leave
    no room is shown half as wide as the line at most.
    """
    space = " " * min(node.depth * STEP, max(width // 2, 0))
    line = Content.assemble(
        HIT if pattern else " ",
        "-" if node.taken_out else " ",
        space,
        (_sign(node, glyphs, closed=closed), "$text-muted"),
        _text(node),
    )
    line = _marked(line, pattern)
    if not node.taken_out:
        return line
    word = taken_out_words(node.by)
    return Content.assemble(line.stylize(TAKEN_OUT), (word, f"bold {TAKEN_OUT}"))


def taken_out_words(by: str) -> str:
    """What stands behind the first line of a field that the filters took out."""
    from sprig_tui.domain.safe_text import safe

    return f"   taken out by {safe(by, 60)}" if by else ""


def raw_content(text: str, line: MarkedLine, pattern: "re.Pattern[str] | None") -> Content:
    """A line of indented JSON, or of what is none; a star stands before a hit."""
    content = Content(text)
    if line.taken_out:
        content = content.stylize(TAKEN_OUT)
    elif (key := _KEY.match(text)) is not None:
        content = content.stylize(KEY, *key.span(1))
    word = (taken_out_words(line.by), f"bold {TAKEN_OUT}")
    return Content.assemble(HIT if pattern else " ", _marked(content, pattern), word)


def _sign(node: PayloadNode, glyphs: GlyphSet, *, closed: bool) -> str:
    if not node.count:
        return "    " if glyphs.ascii else "  "
    if glyphs.ascii:
        return "[+] " if closed else "[-] "
    return "▸ " if closed else "▾ "


def _text(node: PayloadNode) -> Content:
    if node.count is None:
        key = (f"{node.key}: " if node.key else "", KEY)
        return Content.assemble(key, (node.value, _value_style(node.value)))
    size = f"{node.brackets[0]}{node.count:,}{node.brackets[1]}"
    return Content.assemble((f"{node.key} " if node.key else "", KEY), (size, "$text-muted"))


def _value_style(value: str) -> str:
    return "$foreground" if value.startswith(('"', "{", "[")) else "$text-warning"


def _marked(line: Content, pattern: "re.Pattern[str] | None") -> Content:
    for found in pattern.finditer(line.plain) if pattern else ():
        line = line.stylize(HIT_STYLE, *found.span())
    return line
