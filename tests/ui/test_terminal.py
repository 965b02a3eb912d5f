"""What every screen may ask of the app."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from rich.segment import Segments
from textual.driver import Driver
from textual.screen import ModalScreen, Screen

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.services.settings_edits import SettingsEdits
from sprig_tui.ui import terminal as terminal_module
from sprig_tui.ui.messages import ConfigBroken, ConfigChanged, LogChanged
from sprig_tui.ui.terminal import TerminalApp
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


class _Listening(Screen[None]):
    """Notes what the app tells it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def on_config_changed(self, message: ConfigChanged) -> None:
        self.heard.append(message)

    def on_config_broken(self, message: ConfigBroken) -> None:
        self.heard.append(message)

    def on_log_changed(self, message: LogChanged) -> None:
        self.heard.append(message)

    def kinds(self) -> list[type]:
        return [type(message) for message in self.heard]


async def test_the_screens_on_show_are_told(terminal: Callable[..., Terminal]) -> None:
    """Of the config, good and broken, and of the log; those below a modal too."""
    scene = terminal()
    below, above = _Listening(), _Listening()
    async with scene.app.run_test() as pilot:
        await scene.app.push_screen(below)
        await scene.app.push_screen(above)
        scene.config.edit_by_hand('[destination]\nmode = "hold"')
        await wait_until(pilot, lambda: ConfigChanged in above.kinds())
        assert scene.app.snapshot.config.destination.mode == "hold"
        scene.config.edit_by_hand("broken =")
        await wait_until(pilot, lambda: ConfigBroken in above.kinds())
        assert scene.app.config_error is not None
        assert scene.app.snapshot.config.destination.mode == "hold"
        scene.log.writes.append(new_row(1))
        await wait_until(pilot, lambda: LogChanged in above.kinds())
        assert set(above.kinds()) <= set(below.kinds())


async def test_back_from_the_shell_all_is_drawn_anew(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal shows nothing of the program then; Textual would draw only what changes next."""
    scene = terminal()
    async with scene.app.run_test() as pilot:
        await wait_for_text(pilot, "LISTENING", "2 of 7 steps")
        compositor = scene.app.screen._compositor
        await wait_until(pilot, lambda: not compositor._dirty_regions)
        drawn: list[object] = []
        whole = compositor.render_full_update

        def note(**options: bool) -> object:
            drawn.append(options)
            return whole(**options)

        monkeypatch.setattr(compositor, "render_full_update", note)
        scene.app.post_message(Driver.SignalResume())
        await wait_until(pilot, lambda: drawn, "a full screen")


async def test_a_text_that_was_written_over_meanwhile_is_no_news(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was read before an edit of this session, and told of after it."""
    scene = terminal("version = 1\n")
    old = await scene.config.load()
    stale: asyncio.Queue[ConfigSnapshot] = asyncio.Queue()

    async def changes() -> AsyncIterator[ConfigSnapshot]:
        while True:
            yield await stale.get()

    monkeypatch.setattr(scene.config, "changes", changes)
    screen = _Listening()
    async with scene.app.run_test() as pilot:
        await scene.app.push_screen(screen)
        edits = SettingsEdits(scene.config, history=scene.app.history)
        saved = await edits.set("store.keep_days", "3")
        assert scene.app.snapshot == saved
        stale.put_nowait(old)
        await wait_until(pilot, lambda: ConfigChanged in screen.kinds())
        assert screen.heard == [ConfigChanged(saved)]
        assert scene.app.snapshot == saved
        scene.config.edit_by_hand(old.text)
        stale.put_nowait(old)
        await wait_until(pilot, lambda: scene.app.snapshot == old)


async def test_below_a_dialog_news_is_told_less_often(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would draw the whole screen; nothing is lost."""
    scene = terminal()
    below = _Listening()
    token, looks = scene.log.change_token, 0

    async def count() -> int:
        nonlocal looks
        looks += 1
        return await token()

    monkeypatch.setattr(scene.log, "change_token", count)
    monkeypatch.setattr(terminal_module, "LOOKS_UNDER_MODAL", 10_000)
    async with scene.app.run_test() as pilot:
        await wait_until(pilot, lambda: looks > 1)
        await scene.app.push_screen(below)
        await scene.app.push_screen(ModalScreen())
        scene.log.writes.append(new_row(1))
        before = looks
        await wait_until(pilot, lambda: looks > before + 3)
        assert LogChanged not in below.kinds()
        await scene.app.pop_screen()
        await wait_until(pilot, lambda: LogChanged in below.kinds())


async def test_an_unchanged_file_is_no_news(terminal: Callable[..., Terminal]) -> None:
    """The first look finds what the terminal was opened with; a broken file that was mended is."""
    scene = terminal("version = 1")
    screen = _Listening()
    async with scene.app.run_test() as pilot:
        await scene.app.push_screen(screen)
        scene.config.edit_by_hand("broken =")
        await wait_until(pilot, lambda: scene.app.config_error)
        assert ConfigChanged not in screen.kinds()
        scene.config.edit_by_hand("version = 1")
        await wait_until(pilot, lambda: scene.app.config_error is None)
        await wait_until(pilot, lambda: ConfigChanged in screen.kinds())


async def test_the_log_may_be_away_for_a_while(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal waits for it."""
    from sprig_tui.ports import StoreUnavailableError

    scene = terminal()
    token = scene.log.change_token
    asked: list[int] = []

    async def away() -> int:
        asked.append(1)
        raise StoreUnavailableError("locked")

    monkeypatch.setattr(scene.log, "change_token", away)
    async with scene.app.run_test() as pilot:
        await wait_until(pilot, lambda: len(asked) > 2)
        monkeypatch.setattr(scene.log, "change_token", token)
        scene.log.writes.append(new_row(1))
        await wait_for_text(pilot, "received 1 ")


async def test_a_toast_is_harmless(terminal: Callable[..., Terminal]) -> None:
    """Its lines stay lines; escapes and markup are text, even when markup is asked for."""
    scene = terminal()
    evil = "\x1b[2J[@click=app.quit]x[/]\u202e"
    async with scene.app.run_test(size=(100, 30), notifications=True) as pilot:
        scene.app.notify(f"{evil}\nsecond", title=evil, markup=True, severity="error")
        text = await wait_for_text(pilot, "second", "[@click=app.quit]x[/]")
        assert "\\x1b[2J" in text
        await pilot.click("Toast")
        assert scene.app.is_running


async def test_a_bug_ends_the_program_without_showing_a_value(
    terminal: Callable[..., Terminal],
) -> None:
    """The exit code tells, and the report holds no local variable and no text of the error."""
    scene = terminal('[destination.api_keys]\ndevelopment = "key-canary-1234"')
    printed: list[object] = []
    scene.app._print_error_renderables = (  # type: ignore[method-assign]
        lambda: printed.extend(scene.app._exit_renderables)
    )

    def fail() -> None:
        secret = "canary-" + scene.app.snapshot.config.destination.api_key().reveal()
        raise ValueError(secret)

    async def run() -> None:
        async with scene.app.run_test() as pilot:
            scene.app.call_later(fail)
            await pilot.pause(1)

    with pytest.raises(ValueError, match="canary"):
        await run()
    assert scene.app.return_code == 1
    text = "".join(
        segment.text
        for one in scene.app._exit_renderables or printed
        if isinstance(one, Segments)
        for segment in one.segments
    )
    assert "stopped because of a bug" in text
    assert "in fail" in text
    assert "canary" not in text


async def test_ctrl_c_never_ends_it(terminal: Callable[..., Terminal]) -> None:
    """A key that is pressed by habit; a notice says what leaves, without markup."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "LISTENING")
        await pilot.press("ctrl+c", "ctrl+c")
        await wait_for_text(pilot, "ctrl+q quits from anywhere")
        assert scene.app.is_running
        assert "LISTENING" in screen_text(scene.app.screen)


async def test_the_base_has_no_screens(terminal: Callable[..., Terminal]) -> None:
    """Only the composed app can show Mappings, or an event."""
    app: TerminalApp | Any = TerminalApp(terminal().context)
    with pytest.raises(NotImplementedError):
        await app.add_mapping("triggered_events", "x")
    with pytest.raises(NotImplementedError):
        app.open_event(1)


async def test_the_engine_is_followed_once_whatever_it_says(
    terminal: Callable[..., Terminal],
) -> None:
    """A change of what it says starts no second follower."""
    scene = terminal()
    async with scene.app.run_test() as pilot:
        await wait_until(pilot, lambda: scene.app.engine.status is not None)
        scene.engine.problem = "the disk is full"
        await wait_until(pilot, lambda: "disk" in str(scene.app.engine))
        followers = [one for one in scene.app.workers if one.description == "engine"]
        assert len(followers) == 1


async def test_what_the_store_told_is_told_once(terminal: Callable[..., Terminal]) -> None:
    """An engine that is silent for a while has no more to tell after it."""
    scene = terminal()
    async with scene.app.run_test() as pilot:
        scene.engine.notice = "The store was damaged."
        await wait_until(pilot, lambda: bool(scene.app.notices.newest_first))
        await pilot.press("escape")
        assert scene.app.put_away == scene.engine.notice
        scene.engine.unreachable = "nobody there"
        await wait_until(pilot, lambda: scene.app.engine.status is None)
        await pilot.press("escape")
        scene.engine.unreachable = ""
        await wait_until(pilot, lambda: scene.app.engine.status is not None)
        assert [one.text for one in scene.app.notices.newest_first] == [scene.engine.notice]
        assert scene.app.put_away == scene.engine.notice
