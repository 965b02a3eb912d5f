"""The sentence on what an edit would change."""

import asyncio
from collections.abc import Callable

import pytest

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview, with_kind
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.widgets.change_line import LOOKING, ChangeLine
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

OTHER = with_kind(RulesSource(), Kind.GLEAP)
PAGE = {"type": "page", "userId": "u", "messageId": "m", "properties": {"url": "https://a/b"}}


async def put_into(app: SprigApp) -> ChangeLine:
    line = ChangeLine(limit=10, hint="o lists them.")
    await app.screen.mount(line)
    return line


async def test_the_answer_comes_after_a_pause(terminal: Callable[..., Terminal]) -> None:
    """With the key that lists the events; a line that is cleared asks nothing."""
    scene = terminal()
    await scene.receive(PAGE)
    async with scene.app.run_test(size=(120, 24)) as pilot:
        await wait_for_text(pilot, "WHO")
        line = await put_into(scene.app)
        line.ask(RulesSource(), OTHER)
        await wait_for_text(pilot, LOOKING)
        await wait_for_text(pilot, "Of the one stored event 1 would move", "o lists them.")
        assert line.found is not None
        line.ask(RulesSource(), OTHER)
        line.clear("Nothing to say.")
        await wait_for_text(pilot, "Nothing to say.")
        assert line.found is None
        assert line.rules is None
        await wait_until(pilot, lambda: not [one for one in line.workers if one.node is line])
        await wait_for_text(pilot, "Nothing to say.")
        line.ask(RulesSource(), RulesSource())
        await wait_for_text(pilot, "none would be decided otherwise.")
        await wait_for_no_text(pilot, "o lists")


async def test_another_question_cancels_the_one_before(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long that takes."""
    scene = terminal()
    asked: list[RulesSource] = []
    cancelled: list[RulesSource] = []

    async def compare(
        _preview: ChangePreview, _before: RulesSource, after: RulesSource, **_named: object
    ) -> Comparison:
        asked.append(after)
        if after is OTHER:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                cancelled.append(after)
                raise
        return Comparison()

    monkeypatch.setattr(ChangePreview, "compare", compare)
    async with scene.app.run_test(size=(120, 24)) as pilot:
        await wait_for_text(pilot, "Live")
        line = await put_into(scene.app)
        line.ask(RulesSource(), OTHER)
        await wait_until(pilot, lambda: asked)
        line.ask(RulesSource(), RulesSource())
        await wait_for_text(pilot, "No event is stored yet to try it on.")
        assert cancelled == [OTHER]


async def test_a_log_that_cannot_be_read_is_said(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing else is hurt by it."""
    scene = terminal()

    async def refuse(*_args: object, **_named: object) -> Comparison:
        raise StoreUnavailableError("locked")

    monkeypatch.setattr(ChangePreview, "compare", refuse)
    async with scene.app.run_test(size=(120, 24)) as pilot:
        await wait_for_text(pilot, "Live")
        line = await put_into(scene.app)
        line.ask(RulesSource(), OTHER)
        await wait_for_text(pilot, "The log cannot be read now.")
