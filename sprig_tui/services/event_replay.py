"""One event sent through the listener again, edited or as it was, with a look at its decision."""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.events import CallType
from sprig_tui.domain.json_text import JsonTextError, read_json
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query import Query
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.wire import read_one
from sprig_tui.ports import LogReader
from sprig_tui.services.captures import capture_of
from sprig_tui.services.copy_forms import without_write_key
from sprig_tui.services.payload_text import readable_json, readable_payload

LOOK_BACK: Final = 50_000
"""How many of the newest rows are searched for a messageId that the operator gave."""
TYPES: Final = tuple(one.value for one in CallType)
_REPLAY: Final = re.compile(r"sprig-tui-replay-of-(\d{1,18})-")

DraftEvent = dict[str, Any]


class DraftError(ValueError):
    """A text that cannot be sent as an event; `str()` is one sentence that says where and why."""


def draft_text(stored: StoredEvent) -> str:
    """A stored event as the operator edits it: indented JSON, without the sender's write key.

    What is no event is its own text; of a rejected one only the beginning is kept.
    """
    captured = capture_of(stored)
    if captured is None:
        return readable_payload(stored.payload)
    return readable_json(without_write_key(captured)) + "\n"


def read_draft(text: str) -> DraftEvent:
    """The event of an edited text.

    Raises:
        DraftError: it is no JSON (with line and column, counting from 1), no object, or its type
            is none that the listener has a path for.
    """
    try:
        json.loads(text)
        value = read_json(text.encode("utf-8", "surrogatepass")).value
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise DraftError(f"It is not JSON: {place}: {error.msg}.") from None
    except (JsonTextError, RecursionError, ValueError) as error:
        raise DraftError(f"It is not JSON that an event can be: {error}.") from None
    if not isinstance(value, dict):
        raise DraftError("An event is a JSON object, and this is none.")
    if value.get("type") not in TYPES:
        raise DraftError(f"The type has to be one of {', '.join(TYPES)}.")
    return value


def replay_id(row_id: int, moment_ms: int) -> str:
    """A new messageId for a replay, which tells what it is a replay of."""
    return f"sprig-tui-replay-of-{row_id}-{moment_ms}"


def replayed_row(message_id: str | None) -> int | None:
    """The row that a messageId of `replay_id` names, None for any other."""
    found = _REPLAY.match(message_id or "")
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Trial:
    """What would become of a draft by the present rules, as a new event and as it stands.

    `kept_id` is the draft's own messageId, None when it has none; `kept` is the decision with it.
    `renew` proposes a new one: the draft has none, or one that the log holds already.
    """

    event: DraftEvent
    renewed: Decision
    kept: Decision
    kept_id: str | None
    renew: bool

    def to_send(self, new_id: str, *, renew: bool) -> DraftEvent:
        """The event with the messageId that was chosen; all else is as the operator left it."""
        return {**self.event, "messageId": new_id} if renew or not self.kept_id else self.event


class Trials:
    """Decides drafts by `source`, as the engine would do it now; nothing is sent or stored."""

    def __init__(self, reader: LogReader, source: RulesSource, now_ms: int) -> None:
        self._reader = reader
        self._source = source
        self._now_ms = now_ms
        self._rules: Rules | None = None

    async def decide(self, event: DraftEvent, original_id: str | None) -> Trial:
        """Both decisions; `original_id` is the messageId of the event that is replayed.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        if self._rules is None:
            self._rules = await asyncio.to_thread(Rules, self._source)
        rules = self._rules
        item = read_one(
            json.dumps(event).encode(), call=CallType(event["type"]), received_at_ms=self._now_ms
        )
        content = item.content
        user_id = content.user_id
        known = user_id is not None and await self._reader.is_known(user_id)
        kept_id = _own_id(event)
        repeat = kept_id is not None and (kept_id == original_id or await self._is_taken(kept_id))
        return Trial(
            event,
            decide(content, rules, known),
            decide(content, rules, known, repeat=repeat),
            kept_id,
            renew=kept_id is None or repeat,
        )

    async def _is_taken(self, message_id: str) -> bool:
        query = Query(f"id:{message_id}", lambda row: row.message_id == message_id)
        return bool(await self._reader.rows(query=query, limit=1, scan=LOOK_BACK))


def _own_id(event: Mapping[str, object]) -> str | None:
    own = event.get("messageId")
    return own if isinstance(own, str) and own else None
