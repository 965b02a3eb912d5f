"""The few lines below the list."""

from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import MEANING, Outcome, Reason
from sprig_tui.ui.badges import Badge
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.why_panel import tone_style, why_content

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
