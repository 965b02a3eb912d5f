"""Nothing that arrives can drive the terminal or the program (reliability.md, section 1)."""

import unicodedata
from collections.abc import Callable

import pytest

from sprig_tui.domain.reasons import Reason
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONTROLS = "".join(chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)))
EVIL = {
    "controls": CONTROLS,
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x1b\\",
    "link": "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    "c1": "\x9b31m\x90q\x9c",
    "bidi": "\u202eabc\u2066def\u200f\u061c",
    "invisible": "\u200b\u200d\ufeff\u2028\u2029\xad",
    "combining": "Z" + "\u0335\u0334\u0300" * 40,
    "surrogates": "\ud800\udfff",
    "private": "\ue000\U000f0000",
    "wide": "你好👩‍👩‍👧‍👦🏳️‍🌈" * 5,
    "markup": "[@click=app.quit]quit[/] [link=http://evil.example]x[/link] [b",
    "unclosed": "[/",
    "variables": "$error $foo [$foo]x[/]",
}

CLICKED = ("markup", "link", "unclosed")


def _row(text: str) -> dict[str, str]:
    fields = ("type", "name", "user_id", "anonymous_id", "source", "detail")
    return dict.fromkeys(fields, text)


@pytest.mark.parametrize(
    ("name", "size"),
    [*((name, (80, 24)) for name in EVIL), ("controls", (160, 45)), ("markup", (160, 45))],
)
async def test_every_column_and_panel_is_harmless(
    terminal: Callable[..., Terminal], name: str, size: tuple[int, int]
) -> None:
    """What is drawn is printable, stands in its row, and a click on it does nothing but select."""
    scene = terminal()
    text = EVIL[name]
    scene.log.writes.append(new_row(1, name="First"))
    value = {"type": "track", "event": text, text: [text, {text: text}]}
    scene.log.writes.append(
        new_row(2, Reason.UNKNOWN_USER, value=value, warnings=(text,), **_row(text))
    )
    async with scene.app.run_test(size=size, notifications=True) as pilot:
        screen = await wait_for_text(pilot, "First", "unknown user")
        _assert_harmless(screen, size[0])
        for x in (3, 12, 30, 45, 60, 75) if name in CLICKED else ():
            await pilot.click("EventTable", offset=(x, 1))
            await pilot.click("WhyPanel", offset=(x, 1))
        await pilot.press("y", "u")
        await wait_for_text(pilot, "Make the user")
        _assert_harmless(screen_text(scene.app.screen), size[0])
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.engine.known)
        await pilot.press("enter")
        await wait_for_text(pilot, "STEPS")
        for _ in range(4):
            _assert_harmless(screen_text(scene.app.screen), size[0])
            if name in CLICKED:
                await pilot.click("#panes", offset=(10, 4))
            await pilot.press("right")
        assert scene.app.is_running
        assert scene.app.current_mode == "live"


def _assert_harmless(screen: str, width: int) -> None:
    for line in screen.split("\n"):
        assert len(line) <= width * 5
        for character in line:
            assert character.isprintable() or unicodedata.category(character) == "Mn", repr(line)
