"""Rows of the log as a file's text: the same rows and records that `events export` writes."""

import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sprig_tui.domain.query import Query
from sprig_tui.domain.record import Record
from sprig_tui.domain.record_text import harmless_json, json_line, write_csv
from sprig_tui.ports import LogReader
from sprig_tui.services.captures import CapturedEvent, capture_of, captures
from sprig_tui.services.records import Records

PAGE: Final = 200


class Form(StrEnum):
    """What a file holds."""

    JSONL = "JSON lines"
    CSV = "CSV"
    BATCH = "Segment batch"

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return {Form.JSONL: "jsonl", Form.CSV: "csv", Form.BATCH: "json"}[self]


@dataclass(slots=True)
class Export:
    """Rows that match `query`, or those with the ids, oldest first.

    `count` is how many were written so far. A batch holds the events as sent, without what came
    that is no event; `sprig-tui replay` reads it.
    """

    form: Form
    query: Query | None = None
    row_ids: Sequence[int] | None = None
    count: int = field(default=0, init=False)

    async def texts(self, reader: LogReader) -> AsyncIterator[str]:
        """The text in pieces.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        if self.form is Form.BATCH:
            async for text in self._batch(reader):
                yield text
            return
        header = True
        async for records in self._records(reader):
            self.count += len(records)
            if self.form is Form.CSV:
                stream = io.StringIO()
                write_csv(records, stream, header=header)
                header = header and not records
                yield stream.getvalue()
            else:
                yield "".join(f"{json_line(record)}\n" for record in records)

    async def _records(self, reader: LogReader) -> AsyncIterator[Sequence[Record]]:
        records = Records(reader)
        if self.row_ids is None:
            async for page in records.all(self.query):
                yield page
            return
        for ids in _slices(self.row_ids):
            stored = await reader.events(ids)
            yield await records.of([one.row for one in stored])

    async def _batch(self, reader: LogReader) -> AsyncIterator[str]:
        yield '{"batch": [\n'
        async for events in self._events(reader):
            lines = [harmless_json(json.dumps(event, ensure_ascii=False)) for event in events]
            if lines:
                yield (",\n" if self.count else "") + ",\n".join(lines)
                self.count += len(lines)
        yield "\n]}\n"

    async def _events(self, reader: LogReader) -> AsyncIterator[Sequence[CapturedEvent]]:
        if self.row_ids is None:
            async for page in captures(reader, self.query):
                yield page
            return
        for ids in _slices(self.row_ids):
            found = [capture_of(stored) for stored in await reader.events(ids)]
            yield [event for event in found if event is not None]


def _slices(row_ids: Sequence[int]) -> list[Sequence[int]]:
    ordered = sorted(row_ids)
    return [ordered[start : start + PAGE] for start in range(0, len(ordered), PAGE)]
