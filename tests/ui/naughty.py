"""Text that tries to drive the terminal or the program, and a look at whether it did."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.pilot import Pilot

MARKER: Final = "Zq"
"""What texts begin with where a test asks whether they are on show."""

EVIL: Final = {
    "c0": "".join(map(chr, range(0x20))) + "\x7f",
    "c1": "".join(map(chr, range(0x80, 0xA0))),
    "clear": "\x1b[2J\x1b[H\x1b[31m\x1b[?1049l\x1b[?1000h",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;b3duZWQ=\x1b\\",
    "strings": "\x1bPq#0\x1b\\\x1b_Ga=T\x1b\\\x1b^x\x1b\\\x1bc\x9b31m\x90q\x9c",
    "breaks": "a\nb\r\nc\td\x0be\x0cf\x85g\u2028h\u2029i\x1cj",
    "nul": "a\0b",
    "bidi": "\u202eabc\u2066def\u2069\u200f\u061c\u202a",
    "rtl": "שלום مرحبا עולם",
    "invisible": "\u200b\u200c\u200d\u2060\ufeff\xad\u115f\u3164\u180e\u034f",
    "tags": "\U000e0001\U000e0041\U000e007f\ufe0f\u20e3",
    "combining": "Z" + "\u0335\u0334\u0300\u20dd" * 40,
    "private": "\ue000\U000f0000\U0010ffff\ufffe\U0001fffe",
    "wide": "你好世界ｗｉｄｅ" * 3,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈👍🏽🇩🇪❤️1️⃣" * 2,
    "markup": "[@click=app.quit]quit[/] [link=http://evil.example]x[/link] [on red]r[/]",
    "unclosed": "[/ [b [ ]] [/nothing] \\[x",
    "variables": "$error $foo [$foo]x[/] {0} {name} %s %(x)s ${HOME} ~",
    "path": "../../../../etc/passwd",
    "option": "-rf --help",
    "formula": "=cmd|' /C calc'!A0 @SUM(1) +1 \"quoted\", x",
    "shell": "$(reboot) `reboot` ; reboot & | > /dev/null '\" \\",
    "sql": "'; DROP TABLE events; --",
    "query": 'type:track OR -is:failed ("unclosed /[/ since:1h',
    "fql": 'event = "x" and contains("',
    "deep": "[" * 200 + "]" * 200,
    "long": "x" * 3000,
    "words": "null None NaN undefined -0 1e999 true",
    "empty": "",
    "spaces": "   \u3000\u2003\xa0 ",
}
"""By name; every one is text that JSON, TOML and a header can hold."""

SURROGATES: Final = "\ud800\udfff"
"""JSON can hold these two alone, TOML and UTF-8 cannot."""

EVERYTHING: Final = {**EVIL, "surrogates": SURROGATES}


SCROLL_BAR: Final = {"grab", "scroll_up", "scroll_down"}
"""The actions that Textual's own scroll bars hang on their cells."""


def toml(text: str) -> str:
    """`text` as a TOML string."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    plain = character.isascii() and character.isprintable() and character not in '"\\'
    return character if plain else f"\\U{ord(character):08x}"


def nested(text: str, depth: int = 40) -> object:
    """A payload that has `text` as keys and values, lists and mappings within each other."""
    value: object = text
    for level in range(depth):
        value = [value, text] if level % 2 else {text: value, f"{level}{text}": text}
    return value


def assert_harmless(app: App[Any]) -> str:
    """Look at every cell that is drawn; returns the screen's text.

    Each line fills the width and holds printable characters only; nothing is a link or runs an
    action when it is clicked; the program goes on.
    """
    lines = []
    for strip in app.screen._compositor.render_strips():
        assert strip.cell_length == app.size.width, (strip.cell_length, strip.text)
        for text, style, _control in strip:
            for character in text:
                fine = character.isprintable() or unicodedata.category(character) == "Mn"
                assert fine, repr(strip.text)
            if style is not None:
                assert style.link is None, repr(strip.text)
                actions = {one for name, one in style.meta.items() if name.startswith("@")}
                assert actions <= SCROLL_BAR, repr(strip.text)
        lines.append(strip.text.rstrip())
    assert app.is_running
    return "\n".join(lines)


async def walk(pilot: Pilot[Any], *keys: str) -> str:
    """Press one key after the other and look after each; returns the last screen's text."""
    text = ""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        text = assert_harmless(pilot.app)
    return text


@contextmanager
def no_markup_of_data() -> Iterator[None]:
    """Fails if a text that holds `MARKER` is read as markup by Textual or Rich."""
    read: list[str] = []
    from_content, from_text = Content.from_markup, Text.from_markup

    def content(markup: str | Content, **variables: object) -> Content:
        read.append(str(markup))
        return from_content(markup, **variables)

    def text(markup: str, **style: str) -> Text:
        read.append(markup)
        return from_text(markup, **style)  # type: ignore[arg-type]

    with patch.object(Content, "from_markup", content), patch.object(Text, "from_markup", text):
        yield
    assert [one for one in read if MARKER in one] == []
