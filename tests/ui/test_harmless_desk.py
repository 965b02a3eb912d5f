"""What the file, the engine, a destination or an event holds cannot drive the other screens."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.outbox import Fate, SendEnd
from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.services.diagnosis import Finding, Health
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.modals.audience_members import AudienceMembersModal
from sprig_tui.ui.modals.confirm import ConfirmModal
from tests import factories
from tests.fakes.engine import FixedThemes
from tests.log_rows import START_MS
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.deliveries import LIVE, queue_rows, try_rows
from tests.ui.naughty import (
    EVERYTHING,
    EVIL,
    MARKER,
    assert_harmless,
    no_markup_of_data,
    toml,
    walk,
)

TEXTS = [MARKER + text[:400] for text in EVERYTHING.values()]
FILE_TEXTS = [MARKER + text[:400] for text in EVIL.values()]


@pytest.fixture(autouse=True)
def _nothing_is_markup() -> Iterator[None]:
    with no_markup_of_data():
        yield


def _refusal(text: str) -> SendEnd:
    body = text.encode("utf-8", "surrogatepass") + json.dumps({text: text}).encode()
    return SendEnd(Fate.PARKED, START_MS + 90_080, 80, 400, text, body)


async def test_answers_of_a_destination_are_harmless(terminal: Callable[..., Terminal]) -> None:
    """In the list, below it, and in the timeline of the event, short and whole."""
    scene = terminal(LIVE)
    queue_rows(scene.log, len(TEXTS))
    try_rows(scene.log, [_refusal(text) for text in TEXTS])
    queue_rows(scene.log, 3)
    queue_rows(scene.log, 2, DeliveryState.DRY_RUN)
    scene.engine.delivery = DeliveryStatus(Flow.KEY_REFUSED, TEXTS[0], waiting=7)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("3")
        await wait_for_text(pilot, "[Waiting]")
        await walk(pilot, "tab", "tab")
        await wait_for_text(pilot, "[Failed]", MARKER)
        for y in range(10, 30, 5):
            await pilot.click(offset=(10 + y, y))
        while len(scene.app.screen_stack) > 1:
            await walk(pilot, "escape")
        await walk(pilot, "home")
        for _ in TEXTS:
            await walk(pilot, "enter", *["left"], "v", "v", "escape", "j")
        await walk(pilot, "space", "r", "escape", "R", "escape", "tab", "tab")
        assert scene.app.current_mode == "deliveries"


async def test_the_overview_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """Senders, what is not mapped, audiences and their members, where users are known from."""
    scene = terminal()
    for number, text in enumerate(TEXTS):
        event = factories.track(text, userId=text, messageId=f"m{number}")
        await scene.receive(event, source=text)
        writes = scene.log.writes
        writes.note_audience(text, text, text, member=number % 3 > 0, at_ms=scene.clock.ms)
        writes.know(text, origin=text, at_ms=scene.clock.ms)
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.press("4")
        await wait_for_text(pilot, "FLOW", MARKER)
        for _ in range(5):
            await walk(pilot, "tab", *["j"] * 8)
        for x, y in ((10, 12), (60, 16), (30, 20), (90, 24)):
            await pilot.click(offset=(x, y))
        for audience in await scene.context.reader.audiences():
            modal = AudienceMembersModal(audience)
            scene.app.push_screen(modal)
            await wait_for_text(pilot, "esc closes")
            await walk(pilot, "j", "escape")
        assert scene.app.is_running


async def test_the_values_of_the_file_are_harmless(terminal: Callable[..., Terminal]) -> None:
    """On Settings, in their forms, among the problems and on the banner."""
    text = "".join(FILE_TEXTS)[:3000]
    many = "".join(f"{toml(one)} = {toml(one)}\n" for one in FILE_TEXTS)
    scene = terminal(
        f"[listener]\nauth_username = {toml(FILE_TEXTS[3])}\n"
        f"[ui]\ntheme = {toml(text)}\n[ui.keys]\n{many}"
    )
    async with scene.app.run_test(size=(120, 36), notifications=True) as pilot:
        assert_harmless(scene.app)
        await pilot.press("5")
        await wait_for_text(pilot, "COMES FROM")
        await walk(pilot, *["j"] * 30)
        for one in ("home", "end"):
            await walk(pilot, one, "e", "escape", "escape")
        await walk(pilot, "exclamation_mark", *["j"] * 12, "escape")
        scene.config.edit_by_hand(f"{toml(text)} = 3\n[listener]\nport = {toml(text)}\n")
        await wait_for_text(pilot, "last good rules stay in force")
        await walk(pilot, "exclamation_mark", "j", "escape", "1", "2", "3", "4", "5")
        scene.config.edit_by_hand(text)
        await walk(pilot, "1", "exclamation_mark", "escape")
        assert scene.app.is_running


async def test_what_the_engine_says_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """Its problem and the keys that need a start, on the header and the banner."""
    for text in TEXTS[::3]:
        scene = terminal()
        scene.engine.problem = text
        scene.engine.restart_needed = (text, text)
        scene.port.said = text
        async with scene.app.run_test(size=(100, 24), notifications=True) as pilot:
            await wait_for_text(pilot, MARKER)
            scene.engine.refused = {text: 3}
            await wait_for_text(pilot, "Refused")
            await walk(pilot, "m", "escape", "5")
            scene.engine.unreachable = text
            scene.app.config_error = ConfigError(text, (ConfigProblem("error", text, text),))
            await pilot.pause(0.1)
            await walk(pilot, "exclamation_mark", "escape")


async def test_doctor_help_palette_and_themes_are_harmless(
    terminal: Callable[..., Terminal],
) -> None:
    """Findings, names of keys, names of themes that cannot be used, questions."""
    keys = ("[@click=app.quit]x", "\x1b[2J", "[/", "\u202e", "$error", "x" * 400)
    ids = ("live.test", "live.filter", "live.copy", "live.map", "live.stop", "live.know")
    lines = "".join(f'"{name}" = {toml(key)}\n' for name, key in zip(ids, keys, strict=True))
    scene = terminal("[ui.keys]\n" + lines)
    bad = ThemeSpec(FILE_TEXTS[1] + "[/", dark=True, colors={"primary": "ansi_mauve"})
    scene.findings = [Finding(text, Health.PROBLEM, text, text) for text in TEXTS]
    app = SprigApp(replace(scene.context, themes=FixedThemes([bad], TEXTS[:3])))
    async with app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, MARKER)
        assert_harmless(app)
        app.action_doctor()
        await wait_for_text(pilot, "Doctor", MARKER)
        await walk(pilot, *["j"] * len(TEXTS), "escape")
        await walk(pilot, "question_mark", *["j"] * 20, "t", "a", "escape", "escape")
        await walk(pilot, "colon", *["down"] * 30, "escape")
        app.search_themes()
        await walk(pilot, "down", "escape")
        for text in TEXTS:
            modal = ConfirmModal(text, text, yes=text[:20], no=text[:20], warning=text)
            app.push_screen(modal)
            await walk(pilot, "right", "n")
        assert app.is_running
