"""The fields of a mapping; test_mapping_form.py holds what is said of them and how they save."""

import pytest

from sprig_tui.domain.settings import PageUrl, TriggeredEvent
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal
from tests.ui.modals.test_mapping_form import form


@pytest.mark.parametrize(
    ("start", "label", "empty"),
    [
        (TriggeredEvent(), "Event name", "empty: the Segment name"),
        (PageUrl(), "Page URL", "empty: pageview"),
    ],
)
async def test_the_fields_are_those_of_the_list(
    start: TriggeredEvent | PageUrl, label: str, empty: str
) -> None:
    urls = isinstance(start, PageUrl)
    async with form(Terminal(), start, table="page_urls" if urls else "triggered_events") as (
        pilot,
        shown,
    ):
        await wait_for_text(pilot, label, empty)
        shown.pattern.value = "x"
        assert shown.entry.pattern == "x"
