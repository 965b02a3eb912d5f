"""Texts out of payloads, for the rows on show only."""

from collections.abc import Sequence

from sprig_tui.domain.columns import payload_fields
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.row_texts import KEPT, NO_TEXTS, RowTexts, RowTextSource
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


class _Reader(MemoryLog):
    """Notes which payloads were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    async def events(self, row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        self.asked += row_ids
        return await super().events(row_ids)


async def _rows(log: MemoryLog) -> Sequence[LogRow]:
    return await log.rows(limit=5_000)


async def test_a_payload_is_read_once_and_only_where_it_is_needed() -> None:
    log = _Reader()
    log.writes.append(new_row(1))
    value = {"type": "identify", "traits": {"email": "a", "plan": "pro"}}
    log.writes.append(new_row(2, Reason.IDENTIFY, name=None, type="identify", value=value))
    source = RowTextSource(log)
    rows = await _rows(log)
    assert source.of(rows[0]) is NO_TEXTS
    assert await source.read(rows)
    assert not await source.read(rows)
    assert log.asked == [2]
    assert source.of(rows[0]) == RowTexts("email, plan")
    source.forget()
    assert source.of(rows[0]) is NO_TEXTS


async def test_a_row_that_is_gone_is_asked_for_once() -> None:
    """Pruned since: what draws the list would else ask without an end."""
    log = _Reader()
    log.writes.append(new_row(1, Reason.IDENTIFY, name=None, type="identify"))
    source = RowTextSource(log)
    rows = await _rows(log)
    log.writes.remove(1)
    assert source.lacks(rows[0])
    assert await source.read(rows)
    assert not source.lacks(rows[0])
    assert not await source.read(rows)


async def test_fields_are_read_as_text_and_write_keys_masked() -> None:
    log = _Reader()
    value = {
        "properties": {"plan": "pro", "n": 3, "list": ["a", "b"], "o": {"writeKey": "wk-canary"}},
        "writeKey": "wk-canary",
    }
    log.writes.append(new_row(1, value=value))
    log.writes.append(new_row(2, payload=b"{"))
    log.writes.append(new_row(3, payload=b"[]", name=None, type="group"))
    log.writes.append(new_row(4, payload=b"{", name=None, type="group"))
    log.writes.append(new_row(5, value={"properties": {"list": list("x" * 30)}}))
    source = RowTextSource(log)
    names = ("plan", "n", "list", "o", "missing")
    columns = [*(f"properties.{name}" for name in names), "payload.writeKey"]
    source.ask_for(payload_fields(columns))
    rows = (await _rows(log))[::-1]
    await source.read(rows)
    assert source.of(rows[0]).values == (
        "pro", "3", "a, b", '{"writeKey": "***"}', "", "***",
    )  # fmt: skip
    assert [source.of(row) for row in rows[1:4]] == [RowTexts("", ("",) * 6)] * 3
    assert source.of(rows[4]).values[2] == ", ".join("x" * 20)
    source.ask_for(payload_fields(columns))
    assert source.of(rows[0]) is not NO_TEXTS
    source.ask_for(())
    assert source.of(rows[0]) is NO_TEXTS


async def test_fields_that_change_during_a_reading_are_read_anew() -> None:
    log = _Reader()
    log.writes.append(new_row(1, value={"properties": {"plan": "pro"}}))
    source = RowTextSource(log)
    source.ask_for(payload_fields(["properties.plan"]))
    rows = await _rows(log)
    plain = log.events

    async def late(row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        source.ask_for(payload_fields(["properties.other"]))
        return await plain(row_ids)

    log.events = late  # type: ignore[method-assign]
    assert await source.read(rows)
    assert source.of(rows[0]) is NO_TEXTS


async def test_what_is_remembered_is_bounded() -> None:
    log = _Reader()
    for number in range(KEPT + 50):
        log.writes.append(new_row(number))
    source = RowTextSource(log)
    source.ask_for(payload_fields(["properties.plan"]))
    rows = await _rows(log)
    await source.read(rows)
    assert sum(source.of(row) is not NO_TEXTS for row in rows) == KEPT
