"""Every flow has its words."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.ui.flow_words import FLOWS, until_text


@pytest.mark.parametrize("flow", list(Flow))
def test_every_flow_is_named_and_explained(flow: Flow) -> None:
    """In capitals, and in a sentence that fits beside it."""
    word = FLOWS[flow]
    assert word.word.isupper()
    assert word.meaning.endswith(".")
    assert cell_len(f" {word.word}  {word.meaning}") <= 80


def test_only_a_flow_that_is_stuck_until_a_time_says_until_when() -> None:
    assert until_text(DeliveryStatus(Flow.RATE_LIMITED, until_ms=1_795_348_800_000)).startswith(
        " until "
    )
    assert until_text(DeliveryStatus(Flow.RATE_LIMITED)) == ""
    assert until_text(DeliveryStatus(Flow.SENDING, until_ms=1)) == ""


def test_the_page_of_deliveries_explains_every_flow_and_state() -> None:
    """Each with what to do."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "deliveries.md").read_text("utf-8")
    assert all(f"\n| {word.word} | " in page for word in FLOWS.values())
    assert all(f"\n| `{state.value}` | " in page for state in DeliveryState)
