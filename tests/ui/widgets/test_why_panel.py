"""The few lines below the list."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import MEANING, Outcome, Reason
from sprig_tui.ui.badges import Badge
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.fitting import wrapped_lines
from sprig_tui.ui.widgets.why_panel import HEIGHT, WhyPanel, tone_style, why_content
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

ROW = LogRow(1, 0, Reason.UNMAPPED_EVENT, "None of 4 matches.", type="track", name="Order")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_explained(reason: Reason) -> None:
    """Code, what to do, and the sentence."""
    delivery = DeliveryState.DRY_RUN if reason.outcome is Outcome.FORWARDED else None
    text = why_content(replace(ROW, reason=reason, delivery=delivery), UNICODE, 78).plain
    code, todo, detail = text.split("\n")
    assert reason.value in code
    assert detail == "None of 4 matches."
    assert todo.startswith("> ")


def test_without_a_detail_the_meaning_stands_in() -> None:
    """Never an empty line."""
    text = why_content(replace(ROW, detail=""), UNICODE, 78).plain
    assert MEANING[Reason.UNMAPPED_EVENT] in text


def test_warnings_and_names_are_harmless_and_cut() -> None:
    """They come from a payload."""
    row = replace(ROW, name="\x1b[31m" + "n" * 500, warnings=("bad \u202e",))
    lines = why_content(row, UNICODE, 78).plain.split("\n")
    assert len(lines[0]) <= 78
    assert lines[0].endswith("…")
    assert lines[-1] == "! bad \\u202e"
    assert all(line.isprintable() for line in lines)
    assert "\\x1b" not in why_content(row, UNICODE, 10).plain


def test_tones_are_theme_colours() -> None:
    """So that every theme has them."""
    assert tone_style(Badge("x", "X", "error")) == "bold $text-error"


@pytest.mark.parametrize("warnings", [(), ("A warning that is " + "rather " * 30 + "long.", "B.")])
@pytest.mark.parametrize(("width", "height"), [(78, 4), (158, 4), (40, 5)])
def test_a_long_sentence_ends_early(warnings: tuple[str, ...], width: int, height: int) -> None:
    """Never in its middle; warnings that find no line are counted beside the code."""
    detail = "No triggered event matches; " + "words " * 60 + 'case of #1 "Signed Up".'
    row = replace(ROW, detail=detail, warnings=warnings)
    text = why_content(row, UNICODE, width, height).plain
    assert sum(wrapped_lines(line, width) for line in text.split("\n")) <= height
    assert "words…" in text
    assert text.count("…") == 1
    assert ("  !" in text.split("\n")[0]) is bool(warnings)


def test_a_warning_has_what_the_sentence_leaves() -> None:
    """The sentence is whole where it can be."""
    detail = 'Destination filter 1 "heart" does not parse: after the comma there must be a value.'
    row = replace(ROW, detail=detail, warnings=("no messageId: an id was made",))
    lines = why_content(row, UNICODE, 78, 5).plain.split("\n")
    assert lines[2:] == [detail, "! no messageId: an id was made"]
    assert "warning" not in lines[0]
    lines = why_content(row, UNICODE, 78, 4).plain.split("\n")
    assert lines[2:] == [detail]
    assert "! 1 warning" in lines[0]


async def test_a_long_explanation_uses_the_blank_lines_of_a_short_list(
    terminal: Callable[..., Terminal],
) -> None:
    """They are the list's again when another row is picked, and while it is full."""
    scene = terminal()
    long = "The sentence begins " + "and goes on " * 25 + "to its end."
    scene.log.writes.append(new_row(1, detail=long, warnings=("that it is long",)))
    scene.log.writes.append(new_row(2))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No triggered event matches.")
        panel = scene.app.screen.query_one(WhyPanel)
        assert panel.outer_size.height == HEIGHT
        await pilot.press("j")
        await wait_for_text(pilot, "to its end.", "! that it is long")
        assert "…" not in screen_text(scene.app.screen).split("───")[-1]
        await pilot.press("k")
        await wait_until(pilot, lambda: panel.outer_size.height == HEIGHT)
        await pilot.press("j")
        await wait_until(pilot, lambda: panel.outer_size.height > HEIGHT)
        for number in range(3, 60):
            scene.log.writes.append(new_row(number, detail=long))
        await wait_for_text(pilot, "HELD by the picked row")
        await pilot.press("F")
        await wait_until(pilot, lambda: panel.outer_size.height == HEIGHT)


async def test_a_call_that_is_not_taken_has_advice_for_the_kind_in_use(
    terminal: Callable[..., Terminal],
) -> None:
    """The one that the event's own screen gives."""
    scene = terminal('[destination]\nkind = "sprig_actions"')
    page = {"type": "page", "userId": "u_1", "messageId": "m-1", "properties": {"url": "u"}}
    await scene.receive(page)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "> Send a track; or choose kind sprig: it takes pages.")
        await pilot.press("enter")
        await wait_for_text(pilot, "STEPS", "Send a track; or choose kind sprig")


@pytest.mark.parametrize("width", [38, 58, 78])
def test_the_sentence_on_surveys_never_turns_around(width: int) -> None:
    """Without its `never` it would say that the event triggers surveys."""
    detail = (
        'Triggered event "Signed Up" (exactly) matches; a Segment event can filter surveys but '
        "never trigger them, and Sprig finds the visitor by setUserId."
    )
    row = replace(ROW, reason=Reason.EVENT, detail=detail)
    said = why_content(row, UNICODE, width, 4).plain.split("\n")[-1]
    assert said == detail or detail.startswith(f"{said.removesuffix('…')} ")
