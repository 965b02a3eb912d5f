"""A listener on a free port in front of an intake that keeps what it gets."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from sprig_tui.adapters.listener.limits import Limits
from sprig_tui.adapters.listener.listener import Listener
from sprig_tui.domain.events import CallType, Event, Item, Rejection
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.record import Record
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Accepted, Arrival
from tests.factories import RECEIVED_MS

PATIENCE: Final = 10.0
QUICK: Final = Limits(request_time=0.3, linger_time=0.2, grace_time=0.1, drain_time=0.5)
WRITE_KEY: Final = "wk-12345678"
API_KEY: Final = "api-key-87654321"
SECRET: Final = "shared-secret"

FILTERED_EVENT: Final = "Filtered"
UNSUPPORTED: Final = (CallType.GROUP, CallType.SCREEN)


class KeepingIntake:
    """Implements `ports.Intake`: keeps arrivals and answers as kind `sprig` would.

    A track of `FILTERED_EVENT` is filtered, Group and Screen are not supported, the rest is
    forwarded. `failure` is raised instead; while `gate` is not set nothing is accepted.
    """

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.failure: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()

    async def accept(self, arrival: Arrival) -> Accepted:
        """Keep it."""
        self.begun.set()
        await self.gate.wait()
        await self.ready()
        self.arrivals.append(arrival)
        return Accepted([_record(item) for item in arrival.items])

    async def ready(self) -> None:
        """Fail if told to."""
        if self.failure is not None:
            raise self.failure

    @property
    def items(self) -> list[Item]:
        """Everything kept, in order."""
        return [item for arrival in self.arrivals for item in arrival.items]

    def rejections(self) -> list[tuple[str, str]]:
        """Reason and detail of every rejection kept."""
        contents = [item.content for item in self.items]
        return [(c.reason.value, c.detail) for c in contents if isinstance(c, Rejection)]


def _record(item: Item) -> Record:
    content = item.content
    if isinstance(content, Rejection):
        reason = content.reason
    elif content.type in UNSUPPORTED:
        reason = Reason.UNSUPPORTED_TYPE
    else:
        reason = Reason.UNMAPPED_EVENT if content.name == FILTERED_EVENT else Reason.EVENT
    return {"outcome": reason.outcome.value, "reason": reason.value}


class FixedClock:
    """Implements `ports.Clock`: it is always the same time."""

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return RECEIVED_MS

    def monotonic(self) -> float:
        """Seconds."""
        return 0.0


def config(
    *, keys: Sequence[str] = (), api_key: str = "", secret: str = "", **listener: object
) -> Config:
    """A configuration with a free port; keywords are keys of `[listener]`."""
    values: dict[str, Any] = {
        "listener": {"port": 0, "write_keys": list(keys), "webhook_secret": secret} | listener,
        "destination": {"api_keys": {"development": api_key}},
    }
    return Config.model_validate(values)


@dataclass
class Serving:
    """A running listener."""

    listener: Listener
    intake: KeepingIntake
    client: httpx.AsyncClient
    settings: list[Config] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port that is really bound."""
        return int(self.listener.address.rpartition(":")[2])

    def use(self, settings: Config) -> None:
        """Another configuration from the next request on."""
        self.settings[:] = [settings]

    async def post(
        self,
        path: str,
        value: object,
        *,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> httpx.Response:
        """POST a JSON value, or bytes as they are with the media type of JSON."""
        content = value if isinstance(value, bytes) else json.dumps(value).encode()
        named = {"content-type": "application/json"} | dict(headers or {})
        basic = httpx.BasicAuth(*auth) if auth is not None else httpx.Auth()
        return await self.client.post(path, content=content, headers=named, auth=basic)

    def head(self, first_line: str, headers: Mapping[str, str] | None = None) -> bytes:
        """A raw head with the right Host and no end: more lines and an empty one follow."""
        lines = [first_line, f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        return ("\r\n".join(lines) + "\r\n").encode()

    def request(self, body: bytes, path: str = "/v1/track", **headers: str) -> bytes:
        """A raw POST with its length."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named |= {"Content-Length": str(len(body))}
        return self.head(f"POST {path} HTTP/1.1", named) + b"\r\n" + body

    async def exchange(self, *pieces: bytes, half_close: bool = False) -> bytes:
        """Send raw bytes on a connection of their own; everything until the listener closes it."""
        async with asyncio.timeout(PATIENCE), self.connection() as (reader, writer):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            if half_close:
                writer.write_eof()
            return await reader.read()

    @contextlib.asynccontextmanager
    async def connection(
        self,
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A raw connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield reader, writer
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def until(self, count: int, name: str) -> None:
        """Wait until a counter of `not_stored` has a value."""
        async with asyncio.timeout(PATIENCE):
            while getattr(self.listener.not_stored, name) != count:
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def serving(settings: Config | None = None, limits: Limits = QUICK) -> AsyncIterator[Serving]:
    """A listener for the length of a block; nothing of it is left afterwards."""
    before = asyncio.all_tasks()
    current = [settings or config()]
    intake = KeepingIntake()
    listener = Listener(
        settings=lambda: current[0], intake=intake, clock=FixedClock(), limits=limits
    )
    await listener.start()
    client = httpx.AsyncClient(base_url=listener.address, trust_env=False, timeout=PATIENCE)
    try:
        async with client:
            yield Serving(listener, intake, client, current)
    finally:
        intake.gate.set()
        await listener.stop()
    assert asyncio.all_tasks() - {asyncio.current_task()} <= before


def statuses(answer: bytes) -> list[int]:
    """The status of every response in raw bytes."""
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]


def event_of(serving: Serving) -> Event:
    """The one event kept."""
    (item,) = serving.intake.items
    assert isinstance(item.content, Event)
    return item.content
