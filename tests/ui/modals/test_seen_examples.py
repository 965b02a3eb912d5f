"""What arrived of something that is not mapped."""

import pytest

from sprig_tui.domain.settings import MatchType, PageUrl
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.modals.seen_examples import SeenExamples
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

URLS = ("https://a.com/p?x=\x1b[2J", "https://a.com/p?[@click=app.quit]x[/]")
SEEN = Seen(PageUrl(url="https://a.com/p", match=MatchType.STARTS_WITH), 3, 0, URLS, "The page.")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_shows_what_came_and_what_is_proposed(size: tuple[int, int]) -> None:
    """Made harmless."""
    app = Terminal().app
    async with app.run_test(size=size) as pilot:
        app.push_screen(SeenExamples(SEEN, "#1 would match\x1b"))
        text = await wait_for_text(
            pilot,
            "Seen 3 times, not mapped",
            "Proposed page URL: startsWith https://a.com/p",
            "The page.",
            "! #1 would match\\x1b. A slip?",
            "p?x=\\x1b[2J",
            "[@click=app.quit]x[/]",
        )
        assert all(character.isprintable() for character in text.replace("\n", ""))


@pytest.mark.parametrize(("key", "answer"), [("a", True), ("escape", False), ("q", False)])
async def test_one_key_adds_and_the_others_leave(key: str, *, answer: bool) -> None:
    answers: list[bool | None] = []
    app = Terminal().app
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(SeenExamples(SEEN), answers.append)
        await wait_for_text(pilot, "Seen 3 times")
        await pilot.press(key)
        await wait_until(pilot, lambda: answers == [answer])
