"""A rule of arrival: a request to the real listener, which really decides, and its answer."""

import base64
import contextlib
import json
import tomllib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from sprig_tui.adapters.listener.listener import Listener
from sprig_tui.domain.record import Record
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Config
from sprig_tui.services.ingest import ActiveRules, Ingest
from tests.adapters.listener.serving import PATIENCE, QUICK, FixedClock
from tests.facts.cases import BUTTON_MAPPED, FORWARD, PRICING_MAPPED
from tests.fakes.log import MemoryLog

WRITE_KEY: Final = "wk-12345678"
API_KEY: Final = "api-key-87654321"
SECRET: Final = "shared-secret"
MAPPED: Final = FORWARD + BUTTON_MAPPED + PRICING_MAPPED
KEYED: Final = f'{MAPPED}[listener]\nwrite_keys = ["{WRITE_KEY}"]\n'
HOOKED: Final = f'{MAPPED}[destination.api_keys]\ndevelopment = "{API_KEY}"\n'
SIGNED: Final = f'{MAPPED}[listener]\nwebhook_secret = "{SECRET}"\n'
SUCCESS: Final = {"success": True}


@dataclass(frozen=True)
class Exchange:
    """A request and what comes of it. `rule` is its key in the section's `RULES`.

    `body` is JSON, or bytes as they are. `answer` is the JSON that must come back (of an error its
    `code` or `message`), "" an empty body, None anything. `reasons` are those of the records.
    `failure` is what the store says when it cannot take anything.
    """

    name: str
    rule: str
    path: str = "/"
    body: object = None
    status: int = 200
    answer: object = None
    reasons: Sequence[str] = ()
    config: str = MAPPED
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


def exchange_name(exchange: Exchange) -> str:
    """What pytest calls a case."""
    return f"{exchange.rule}: {exchange.name}"


def basic(user: str, password: str = "") -> dict[str, str]:
    """HTTP Basic, as Segment's senders show a key."""
    text = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"authorization": f"Basic {text}"}


@dataclass
class Listening:
    """A running listener, and the records that it made."""

    client: httpx.AsyncClient
    log: MemoryLog
    records: list[Record] = field(default_factory=list)


@contextlib.asynccontextmanager
async def listening(config_text: str) -> AsyncIterator[Listening]:
    """A listener on a free port, for the length of a block."""
    config = Config.model_validate(tomllib.loads(config_text))
    config = config.model_copy(update={"listener": config.listener.model_copy(update={"port": 0})})
    log = MemoryLog()
    records: list[Record] = []
    rules = Rules(RulesSource.of(config))
    intake = Ingest(
        log,
        ActiveRules(rules, config.destination.mode),
        make_id=lambda: f"made-{len(records)}",
        sink=lambda more: records.extend(more),
    )
    listener = Listener(settings=lambda: config, intake=intake, clock=FixedClock(), limits=QUICK)
    await listener.start()
    try:
        async with httpx.AsyncClient(
            base_url=listener.address, trust_env=False, timeout=PATIENCE
        ) as client:
            yield Listening(client, log, records)
    finally:
        await listener.stop()


async def show(exchange: Exchange, rules: Mapping[str, str]) -> None:
    """Send the request and hold its answer and the records against what is expected."""
    rule = rules[exchange.rule]
    body = exchange.body
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"content-type": "application/json"} | dict(exchange.headers)
    async with listening(exchange.config) as rig:
        rig.log.unavailable = exchange.failure
        answer = await rig.client.request(
            exchange.method,
            exchange.path,
            content=None if body is None else content,
            headers=headers,
        )
    assert (answer.status_code, rule) == (exchange.status, rule)
    assert [record["reason"] for record in rig.records] == list(exchange.reasons), rule
    _check_answer(answer, exchange.answer, rule)
    for name, value in exchange.answer_headers.items():
        assert answer.headers.get(name) == value, rule
    for name, value in exchange.fields.items():
        assert rig.records[0][name] == value, rule


def _check_answer(answer: httpx.Response, expected: object, rule: str) -> None:
    if expected == "":
        assert answer.content == b"", rule
    elif isinstance(expected, str):
        said = answer.json()
        assert expected in (said.get("code"), said.get("message")), (rule, said)
        assert isinstance(said["message"], str), rule
    elif expected is not None:
        assert answer.json() == expected, rule
