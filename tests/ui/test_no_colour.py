"""No state is shown by colour or place alone: what is read here has neither (ux.md, section 3)."""

from collections.abc import Callable
from itertools import combinations

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.badges import delivery_badge, row_badge
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.modals.confirm import ConfirmModal
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.furnished import PLACES, furnished


@pytest.fixture(params=[False, True], ids=["unicode", "ascii"])
def scene(
    request: pytest.FixtureRequest,
    terminal: Callable[..., Terminal],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Terminal]:
    """A terminal without colours, with each of the glyph sets."""
    monkeypatch.setenv("NO_COLOR", "1")
    return lambda: terminal(ascii_only=request.param)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_outcomes_and_delivery_states_have_words_of_their_own(glyphs: GlyphSet) -> None:
    """Two that differ are told apart by their words, glyphs apart."""
    log = MemoryLog()
    for number, reason in enumerate((Reason.UNMAPPED_EVENT, Reason.INVALID_JSON), 1):
        log.writes.append(new_row(number, reason))
    badges = [row_badge(event.row, glyphs) for event in log.writes.events.values()]
    badges += [delivery_badge(state, glyphs) for state in (None, *DeliveryState)]
    for one, other in combinations(badges, 2):
        assert one.word != other.word
        assert one.glyph.strip()


async def test_what_a_key_changes_can_be_read(scene: Callable[[], Terminal]) -> None:
    """Cursor, mark, pause and wide mode of Live, mode and environment in the head."""
    here = await furnished(lambda *words, **_: _with(scene(), *words))
    cursor = here.app.glyphs.cursor
    async with here.app.run_test(size=(120, 36)) as pilot:
        text = await wait_for_text(pilot, "development", "LIVE", "FOLLOWING", "[1 Live]")
        assert here.app.no_color
        rows = [line for line in text.split("\n") if line.startswith(cursor)]
        assert len(rows) == 1
        await pilot.press("j")
        await wait_until(pilot, lambda: _row(here, cursor) not in ("", rows[0]))
        before = screen_text(here.app.screen)
        await pilot.press("space")
        await wait_until(pilot, lambda: "1 marked" in screen_text(here.app.screen))
        assert screen_text(here.app.screen) != before
        await pilot.press("M", "p")
        await wait_for_text(pilot, "PAUSED")
        await pilot.press("p")
        await wait_for_text(pilot, "FOLLOWING")


def _with(scene: Terminal, text: str = "") -> Terminal:
    return Terminal(text, ascii_only=scene.context.ascii_only)


def _row(scene: Terminal, cursor: str) -> str:
    lines = screen_text(scene.app.screen).split("\n")
    return next((line for line in lines if line.lstrip().startswith(cursor)), "")


@pytest.mark.parametrize(
    "name", ["mappings", "filters", "seen", "deliveries", "failed", "overview", "settings"]
)
async def test_the_cursor_of_every_list_is_a_sign(scene: Callable[[], Terminal], name: str) -> None:
    """It moves with the keys, and the chosen tab stands in brackets."""
    here = await furnished(lambda *words, **_: _with(scene(), *words))
    keys, word = PLACES[name]
    cursor = here.app.glyphs.cursor
    async with here.app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        text = await wait_for_text(pilot, word, f"[{keys[0]} ")
        assert text.count(f"[{keys[0]} ") == 1
        await wait_until(pilot, lambda: _row(here, cursor))
        before = _row(here, cursor)
        await pilot.press("end")
        last = _row(here, cursor)
        await pilot.press("home")
        await pilot.pause()
        assert _row(here, cursor)
        assert last != before or name in ("filters", "seen", "failed")


@pytest.mark.parametrize("name", ["mapping form", "filter form"])
async def test_the_field_that_has_the_focus_is_told(
    scene: Callable[[], Terminal], name: str
) -> None:
    """Each step by tab changes what can be read, or where the terminal's cursor stands."""
    here = await furnished(lambda *words, **_: _with(scene(), *words))
    keys, word = PLACES[name]
    async with here.app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await wait_for_text(pilot, word)
        seen = set()
        for _ in range(4):
            await pilot.press("tab")
            await pilot.pause()
            seen.add((screen_text(here.app.screen), here.app.cursor_position))
        assert len(seen) == 4


async def test_the_focused_button_stands_between_signs(scene: Callable[[], Terminal]) -> None:
    here = scene()
    async with here.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        here.app.push_screen(ConfirmModal("Delete it?", dangerous=True))
        await wait_for_text(pilot, "> n No <")
        await pilot.press("right")
        text = await wait_for_text(pilot, "> y Yes <")
        assert "> n No <" not in text


async def test_on_off_and_never_are_words(scene: Callable[[], Terminal]) -> None:
    """Of mappings and filters; a switch changes them."""
    here = await furnished(lambda *words, **_: _with(scene(), *words))
    async with here.app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        text = await wait_for_text(pilot, "Signed Up", "Cart Viewed")
        states = [line for line in text.split("\n") if "Signed Up" in line or "Cart" in line]
        assert " on " in states[0]
        assert " off " in states[1]
        await pilot.press("tab", "tab")
        await wait_for_text(pilot, " on ")
        await pilot.press("space")
        await wait_for_text(pilot, " off ")


@pytest.mark.parametrize(("mode", "word"), [("live", "LIVE"), ("hold", "HOLD"), ("dry_run", "DRY")])
@pytest.mark.parametrize("environment", ["development", "production"])
async def test_mode_and_environment_are_words(
    terminal: Callable[..., Terminal], mode: str, word: str, environment: str
) -> None:
    scene = terminal(f'[destination]\nmode = "{mode}"\nenvironment = "{environment}"\n')
    async with scene.app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, word)
        assert environment[:4] in text.split("\n")[0].lower()
