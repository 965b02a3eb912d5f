"""What an edit that is not saved yet would change."""

import asyncio
import threading

import pytest

from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Kind, PageUrl, TriggeredEvent
from sprig_tui.services import change_preview
from sprig_tui.services.change_preview import ChangePreview, with_kind, with_mapping
from tests.factories import body, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

SOURCE = registered().source
ORDER = TriggeredEvent(event="Order Completed")


def log(*events: str) -> MemoryLog:
    made = MemoryLog()
    for number, event in enumerate(events, 1):
        payload = body(track(event, messageId=f"m-{number}"))
        made.writes.append(new_row(number, payload=payload, known_user=True, user_id="u-1"))
    return made


def test_a_mapping_is_put_in_changed_or_added() -> None:
    added = with_mapping(SOURCE, "triggered_events", ORDER)
    assert added.triggered_events == (*SOURCE.triggered_events, ORDER)
    assert added.page_urls == SOURCE.page_urls
    assert with_mapping(SOURCE, "triggered_events", ORDER, index=0).triggered_events == (ORDER,)
    page = PageUrl(url="/x")
    assert with_mapping(SOURCE, "page_urls", page, index=0).page_urls == (page,)
    assert len(SOURCE.triggered_events) == 1


def test_another_kind_has_the_same_mappings() -> None:
    other = with_kind(SOURCE, Kind.GLEAP)
    assert other.kind is Kind.GLEAP
    assert other.triggered_events == SOURCE.triggered_events


async def test_the_edited_rules_are_compared_with_those_of_now() -> None:
    preview = ChangePreview(log("Order Completed", "Button Clicked", "Order Completed"))
    edited = with_mapping(SOURCE, "triggered_events", ORDER)
    seen: list[int] = []
    found = await preview.compare(
        SOURCE, edited, limit=10, most=1, progress=lambda so_far: seen.append(so_far.looked_at)
    )
    assert (found.looked_at, found.gained, found.lost) == (3, 2, 0)
    assert [change.after.reason for change in found.changes] == [Reason.EVENT]
    assert found.left_out == 1
    assert seen == [3]
    assert (await preview.compare(SOURCE, SOURCE, limit=2, most=1)).older


async def test_the_rules_of_now_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[RulesSource] = []

    def compile_rules(source: RulesSource) -> Rules:
        compiled.append(source)
        return Rules(source)

    monkeypatch.setattr(change_preview, "Rules", compile_rules)
    preview = ChangePreview(log("A"))
    first, second = (with_kind(SOURCE, kind) for kind in (Kind.GLEAP, Kind.SPRIG_ACTIONS))
    await preview.compare(SOURCE, first, limit=1, most=1)
    await preview.compare(SOURCE, second, limit=1, most=1)
    assert [source.kind for source in compiled] == ["sprig", "gleap", "sprig_actions"]


async def test_what_is_cancelled_ends_before_the_next_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    going, begun, at_once = threading.Event(), threading.Event(), []

    def compile_slowly(source: RulesSource) -> Rules:
        at_once.append(source.kind)
        begun.set()
        assert going.wait(20)
        at_once.append(source.kind)
        return Rules(source)

    monkeypatch.setattr(change_preview, "Rules", compile_slowly)
    preview = ChangePreview(log("A"))
    gleap = with_kind(SOURCE, Kind.GLEAP)
    first = asyncio.create_task(preview.compare(SOURCE, gleap, limit=1, most=1))
    assert await asyncio.to_thread(begun.wait, 20)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    second = asyncio.create_task(preview.compare(gleap, gleap, limit=1, most=1))
    await asyncio.sleep(0)
    assert at_once == ["sprig"]
    going.set()
    assert (await second).looked_at == 1
    assert at_once == ["sprig", "sprig", "gleap", "gleap", "gleap", "gleap"]
