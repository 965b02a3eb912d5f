"""The webhook: reliability.md, section 3, column W, row by row, and its statuses by outcome."""

import base64
import gzip
import hashlib
import hmac
import json

import httpx
import pytest

from sprig_tui.adapters.listener.webhook import UNSIGNED
from sprig_tui.domain.events import Event, Rejection
from tests.adapters.listener.bad_inputs import ROWS, TYPES, Row, row_name
from tests.adapters.listener.serving import (
    API_KEY,
    FILTERED_EVENT,
    SECRET,
    WRITE_KEY,
    config,
    serving,
)
from tests.factories import RECEIVED_MS, body, group, identify, screen, track

TUNNEL = "hooks.example"


def message_of(answer: httpx.Response) -> str:
    said = answer.json()
    assert set(said) == {"message"}
    return str(said["message"])


def signature(signed: bytes, secret: str = SECRET) -> str:
    return hmac.new(secret.encode(), signed, hashlib.sha1).hexdigest()


@pytest.mark.parametrize("row", [*ROWS, *TYPES], ids=row_name)
async def test_one_event(row: Row) -> None:
    async with serving() as served:
        answer = await served.post("/", row.body)
        content = served.intake.items[0].content
    assert answer.status_code == row.webhook
    if row.stored is None:
        assert isinstance(content, Event)
        assert answer.content == b""
    else:
        assert isinstance(content, Rejection)
        assert content.reason is row.stored
        assert row.detail in content.detail
        assert message_of(answer)


@pytest.mark.parametrize(
    ("value", "status", "message"),
    [
        (track(), 202, ""),
        (identify(), 202, ""),
        (track(FILTERED_EVENT), 200, ""),
        (group(), 501, "Unsupported call type"),
        (screen(), 501, "Unsupported call type"),
        (track(type="foo"), 501, "Unsupported call type"),
        (track(type=None), 400, "Missing type"),
        (track(userId=None), 400, "Missing userId or anonymousId"),
        (b"", 400, "Invalid JSON"),
        ([], 400, "Not an event object; several events go to /v1/batch"),
        (track(x="x" * 530_000), 413, "Exceed payload limit"),
        ([track(), track(FILTERED_EVENT)], 202, ""),
        ([track(FILTERED_EVENT), group()], 200, ""),
        ([3, track(), None], 202, ""),
        ([3, None], 200, ""),
        ([track(type="foo")], 200, ""),
        ([track(x="x" * 530_000), track()], 202, ""),
        ([track()], 202, ""),
    ],
)
async def test_the_status_tells_the_outcome(value: object, status: int, message: str) -> None:
    async with serving() as served:
        answer = await served.post("/", value)
    assert answer.status_code == status
    if message:
        assert message_of(answer) == message
    else:
        assert answer.content == b""


async def test_a_body_over_16_megabytes_is_refused() -> None:
    async with serving() as served:
        answer = await served.post("/", b" " * (16 * 1024 * 1024 + 1))
        assert served.intake.rejections() == [("rejected.too_large", "the body has over 16384 KB")]
    assert (answer.status_code, message_of(answer)) == (413, "Exceed payload limit")


async def test_a_bomb_of_small_lists_is_refused_before_it_is_read() -> None:
    bomb = gzip.compress(b"[" + b"[]," * 2_000_000 + b"[]]", compresslevel=1, mtime=0)
    async with serving() as served:
        answer = await served.post("/", bomb, headers={"content-encoding": "gzip"})
        assert served.intake.rejections() == [("rejected.too_large", "more than 2,000,000 values")]
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("zipped", "status"),
    [
        (gzip.compress(body(track()), mtime=0), 202),
        (gzip.compress(body(track()), mtime=0)[:-3], 400),
        (gzip.compress(gzip.compress(body(track()), mtime=0), mtime=0), 400),
        (gzip.compress(b" " * 17_000_000, mtime=0), 413),
    ],
)
async def test_gzip(zipped: bytes, status: int) -> None:
    async with serving() as served:
        answer = await served.post("/", zipped, headers={"content-encoding": "gzip"})
        assert len(served.intake.items) == 1
    assert answer.status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": ""},
        {"content-type": "multipart/form-data"},
        {"content-encoding": "br"},
    ],
)
async def test_only_json_is_taken(headers: dict[str, str]) -> None:
    async with serving() as served:
        answer = await served.post("/", track(), headers=headers)
        assert served.intake.arrivals == []
        assert served.listener.not_stored.wrong_media == 1
    assert answer.status_code == 415
    assert message_of(answer)


async def test_without_any_key_it_is_unverified_on_loopback_and_closed_elsewhere() -> None:
    async with serving(config(allowed_hosts=[TUNNEL])) as served:
        near = await served.post("/", track())
        far = await served.post("/", track(), headers={"host": TUNNEL})
        (arrival,) = served.intake.arrivals
        assert served.listener.not_stored.bad_keys == 1
    assert (near.status_code, arrival.unverified) == (202, True)
    assert (far.status_code, message_of(far)) == (401, "API key missing or not known")


@pytest.mark.parametrize("host", ["", TUNNEL])
async def test_the_api_key_is_the_user_name(host: str) -> None:
    async with serving(config(api_key=API_KEY, allowed_hosts=[TUNNEL])) as served:
        headers = {"host": host} if host else {}
        answer = await served.post("/", track(), headers=headers, auth=(API_KEY, ""))
        (arrival,) = served.intake.arrivals
    assert (answer.status_code, arrival.unverified) == (202, False)
    assert arrival.received_at_ms == RECEIVED_MS
    assert API_KEY not in str(arrival)


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic !!!",
        "Bearer " + API_KEY,
        "Basic " + base64.b64encode(API_KEY.encode()).decode(),
        "Basic " + base64.b64encode(b"wrong:").decode(),
        "Basic " + base64.b64encode(b"\xff:").decode(),
    ],
)
async def test_another_key_is_refused(authorization: str | None) -> None:
    async with serving(config(api_key=API_KEY)) as served:
        headers = {} if authorization is None else {"authorization": authorization}
        answer = await served.post("/", track(), headers=headers)
        assert served.intake.arrivals == []
        assert served.listener.not_stored.bad_keys == 1
    assert (answer.status_code, message_of(answer)) == (401, "API key missing or not known")


async def test_a_write_key_is_no_api_key() -> None:
    async with serving(config(api_key=API_KEY, keys=[WRITE_KEY])) as served:
        answer = await served.post("/", track(), auth=(WRITE_KEY, ""))
    assert answer.status_code == 403
    assert WRITE_KEY not in answer.text


@pytest.mark.parametrize("upper", [False, True])
async def test_a_right_signature_covers_the_raw_bytes(*, upper: bool) -> None:
    raw = b'{ "type":"track", "event":"A", "userId":"u", "n":1.0 }\n'
    given = signature(raw).upper() if upper else signature(raw)
    async with serving(config(secret=SECRET, api_key=API_KEY)) as served:
        answer = await served.post("/", raw, headers={"x-signature": given})
        (arrival,) = served.intake.arrivals
    assert (answer.status_code, arrival.unverified) == (202, False)


@pytest.mark.parametrize(
    "given",
    ["", "0" * 40, signature(b"other"), signature(body(track()), "other"), "ключ", "x" * 9_000],
)
async def test_a_wrong_signature_is_refused(given: str) -> None:
    async with serving(config(secret=SECRET)) as served:
        headers = [(b"x-signature", given.encode()), (b"content-type", b"application/json")]
        answer = await served.client.post("/", content=body(track()), headers=headers)
        assert served.intake.arrivals == []
        counters = served.listener.not_stored
        assert counters.bad_signatures + counters.bad_keys == 1
    assert answer.status_code == 401
    assert message_of(answer)


async def test_the_signature_of_an_array_covers_its_first_element_only() -> None:
    first = b'{"type":"track",  "event":"A","userId":"u"}'
    raw = b"[" + first + b"," + body(track()) + b",3]"
    async with serving(config(secret=SECRET)) as served:
        whole = await served.post("/", raw, headers={"x-signature": signature(raw)})
        right = await served.post("/", raw, headers={"x-signature": signature(first)})
        warnings = [item.content.warnings for item in served.intake.items]
    assert (whole.status_code, right.status_code) == (401, 202)
    assert [UNSIGNED in each for each in warnings] == [False, True, True]


async def test_a_signed_body_that_is_not_json_is_stored_and_an_unsigned_one_is_not() -> None:
    async with serving(config(secret=SECRET)) as served:
        signed = await served.post("/", b"{", headers={"x-signature": signature(b"{")})
        unsigned = await served.post("/", b"{", headers={"x-signature": signature(b"}")})
        large = await served.post(
            "/", b" " * 17_000_000, headers={"x-signature": signature(b" " * 17_000_000)}
        )
        assert len(served.intake.arrivals) == 1
    assert (signed.status_code, unsigned.status_code, large.status_code) == (400, 401, 401)


async def test_settings_of_segment_are_shown_masked() -> None:
    settings = {"apiKey": "sk-very-secret-1", "region": "eu"}
    header = base64.b64encode(json.dumps(settings).encode()).decode()
    async with serving() as served:
        await served.post("/", track(), headers={"x-segment-settings": header})
        (arrival,) = served.intake.arrivals
    assert json.loads(arrival.settings) == {"apiKey": "***", "region": "eu"}
