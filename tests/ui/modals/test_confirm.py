"""A yes or no question."""

import pytest
from textual.app import App
from textual.widgets import Button

from sprig_tui.ui.modals.confirm import ConfirmModal
from tests.screen import screen_text, wait_for_text, wait_until


class _Asking(App[None]):
    """Asks as soon as it is up."""

    def __init__(self, modal: ConfirmModal) -> None:
        super().__init__()
        self.modal = modal
        self.answers: list[bool | None] = []

    def on_mount(self) -> None:
        self.push_screen(self.modal, self.answers.append)


@pytest.mark.parametrize(
    ("keys", "dangerous", "answer"),
    [
        (["y"], False, True),
        (["n"], False, False),
        (["escape"], False, False),
        (["enter"], False, True),
        (["enter"], True, False),
        (["right", "enter"], False, False),
        (["left", "enter"], True, True),
        (["tab", "enter"], True, True),
    ],
)
async def test_keys_answer(keys: list[str], dangerous: bool, answer: bool) -> None:
    """Enter gives the harmless answer of a dangerous question."""
    app = _Asking(ConfirmModal("Delete it?", dangerous=dangerous))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Delete it?")
        await pilot.press(*keys)
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [answer]


async def test_the_focused_button_is_marked_without_colour() -> None:
    """The mark goes with the focus."""
    app = _Asking(ConfirmModal("Delete it?", dangerous=True))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "> y Yes <" not in await wait_for_text(pilot, "> n No <", "y Yes")
        await pilot.press("left")
        assert "> n No <" not in await wait_for_text(pilot, "> y Yes <")


async def test_the_mouse_answers_too() -> None:
    """A click on a button."""
    app = _Asking(ConfirmModal("Delete it?", "It has hits.", yes="Delete", no="Keep"))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "y Delete", "n Keep", "It has hits.")
        await pilot.click("#no")
        await wait_until(pilot, lambda: app.answers)
    assert app.answers == [False]


async def test_a_question_about_a_payload_is_harmless() -> None:
    """Neither escapes nor markup act, and a long one wraps."""
    evil = "\x1b[31m[@click=app.quit]x[/] \u202e" + "long " * 30
    app = _Asking(ConfirmModal(evil, evil + "\nsecond line", yes=evil[:20]))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "[@click=app.quit]", "second line")
        assert "\\x1b[31m" in text
        assert all(line.isprintable() for line in screen_text(app.screen).split("\n"))
        assert len(app.screen.query(Button)) == 2


async def test_a_warning_stands_out_by_a_sign_and_is_harmless() -> None:
    """Between the question and what hangs on it."""
    app = _Asking(ConfirmModal("Go?", "Later.", warning="PRODUCTION \x1b[b]"))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await wait_for_text(pilot, "! PRODUCTION \\x1b[b]")
        assert text.index("Go?") < text.index("PRODUCTION") < text.index("Later.")
