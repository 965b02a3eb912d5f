"""Tracking routes: reliability.md, section 3, column T, row by row."""

import base64
import gzip
import json
import re
import zlib

import httpx
import pytest

from sprig_tui.domain.events import CallType, Event, Rejection
from sprig_tui.domain.reasons import Reason
from tests.adapters.listener.bad_inputs import ROWS, TYPES, Row, row_name
from tests.adapters.listener.serving import (
    API_KEY,
    WRITE_KEY,
    Serving,
    config,
    event_of,
    serving,
    statuses,
)
from tests.factories import LEFT_OUT, RECEIVED_MS, body, identify, page, track

CALLS = [
    CallType.IDENTIFY,
    CallType.TRACK,
    CallType.PAGE,
    CallType.SCREEN,
    CallType.GROUP,
    CallType.ALIAS,
]
SUCCESS = {"success": True}


def error_of(answer: httpx.Response) -> str:
    said = answer.json()
    assert set(said) == {"success", "code", "message"}
    assert said["success"] is False
    return str(said["code"])


def expect_stored(served: Serving, row: Row) -> None:
    """What the row says was stored, with its exact bytes."""
    content = served.intake.items[0].content
    if row.stored is None:
        assert isinstance(content, Event)
        raw = row.body.removeprefix(b"\xef\xbb\xbf")
        assert served.intake.items[0].payload == raw
    else:
        assert isinstance(content, Rejection)
        assert content.reason is row.stored
        assert row.detail in content.detail
        assert len(served.intake.items[0].payload) <= 4_096
    assert any(warning.startswith(row.warning) for warning in (*content.warnings, ""))


@pytest.mark.parametrize("row", ROWS, ids=row_name)
async def test_one_event(row: Row) -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", row.body)
        expect_stored(served, row)
    assert answer.status_code == row.tracking
    if row.tracking == 200:
        assert answer.json() == SUCCESS
    else:
        assert row.stored is not None
        assert error_of(answer) == row.stored.value.partition(".")[2]


@pytest.mark.parametrize("row", [row for row in ROWS if row.tracking == 200], ids=row_name)
async def test_an_event_in_a_batch(row: Row) -> None:
    raw = row.body.removeprefix(b"\xef\xbb\xbf")
    async with serving() as served:
        answer = await served.post("/v1/batch", b'{"batch":[' + raw + b"," + body(page()) + b"]}")
        expect_stored(served, Row(row.number, raw, 200, 0, row.stored, row.detail, row.warning))
        assert isinstance(served.intake.items[1].content, Event)
    assert (answer.status_code, answer.json()) == (200, SUCCESS)


@pytest.mark.parametrize("row", TYPES, ids=row_name)
async def test_a_batch_needs_types(row: Row) -> None:
    async with serving() as served:
        answer = await served.post("/v1/batch", b'{"batch":[' + row.body + b"]}")
        expect_stored(served, row)
    assert answer.status_code == row.tracking


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("short", [False, True])
async def test_every_route_names_its_type(call: CallType, *, short: bool) -> None:
    async with serving() as served:
        path = f"/v1/{call.value[0] if short else call.value}"
        answer = await served.post(path, track(type=LEFT_OUT))
        assert event_of(served).type is call
        assert served.intake.items[0].envelope.call is call
    assert answer.json() == SUCCESS


async def test_the_type_in_the_body_gives_way() -> None:
    async with serving() as served:
        await served.post("/v1/page", track())
        assert event_of(served).type is CallType.PAGE
        assert event_of(served).warnings == ("type differs from the path, the path counts",)


@pytest.mark.parametrize("path", ["/v1/batch", "/v1/import", "/v1/b"])
async def test_a_batch_is_taken_with_what_its_events_share(path: str) -> None:
    batch = {
        "batch": [track(), identify(context={"ip": "2"})],
        "context": {"ip": "1", "library": {"name": "analytics-python", "version": "2.4.0"}},
        "integrations": {"All": False},
        "sentAt": "2026-11-22T00:00:00Z",
    }
    async with serving() as served:
        assert (await served.post(path, batch)).json() == SUCCESS
        (arrival,) = served.intake.arrivals
        contents = [item.content for item in arrival.items]
    assert (arrival.received_at_ms, arrival.unverified, arrival.settings) == (
        RECEIVED_MS,
        False,
        "",
    )
    assert arrival.source == "analytics-python 2.4.0"
    assert [
        isinstance(content, Event) and content.value["context"]["ip"] for content in contents
    ] == [
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    ("value", "reason", "detail"),
    [
        ([track()], Reason.NOT_AN_OBJECT, "not an object"),
        ({"a": 1}, Reason.NOT_AN_OBJECT, "batch is missing"),
        ({"batch": {}}, Reason.NOT_AN_OBJECT, "batch is not a list"),
        ({"batch": []}, Reason.NOT_AN_OBJECT, "batch is empty"),
        (
            {"batch": [track()] * 17 + [track(x="x" * 33_000)]},
            Reason.TOO_LARGE,
            "event 18 of 18 too large",
        ),
        (b'{"batch":[{}', Reason.INVALID_JSON, "invalid JSON at byte 12"),
    ],
)
async def test_a_batch_refused_whole(value: object, reason: Reason, detail: str) -> None:
    async with serving() as served:
        answer = await served.post("/v1/batch", value)
        assert served.intake.rejections() == [(reason, detail)]
    assert (answer.status_code, error_of(answer)) == (400, reason.value.partition(".")[2])


async def test_an_array_on_a_route_for_one_event_is_sent_to_batch() -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", [track()])
    assert (answer.status_code, error_of(answer)) == (400, "not_an_object")
    assert "/v1/batch" in answer.json()["message"]


async def test_bad_elements_cost_no_other() -> None:
    async with serving() as served:
        answer = await served.post("/v1/batch", {"batch": [3, track(), None]})
        assert [type(item.content) for item in served.intake.items] == [Rejection, Event, Rejection]
        assert served.intake.rejections()[1] == (
            "rejected.not_an_object",
            "event 3 of 3: not an object",
        )
    assert answer.json() == SUCCESS


async def test_events_past_2500_are_one_rejection() -> None:
    small = {"type": "track", "event": "A", "userId": "u"}
    async with serving() as served:
        answer = await served.post("/v1/batch", {"batch": [small] * 2_811})
        assert len(served.intake.items) == 2_501
        assert served.intake.rejections() == [("rejected.batch_limit", "311 over the 2,500 limit")]
    assert answer.json() == SUCCESS


@pytest.mark.parametrize(("spare", "status"), [(0, 200), (-1, 400)])
async def test_an_event_may_have_32_kilobytes(spare: int, status: int) -> None:
    padding = 32_768 - len(body(track(x=""))) - spare
    async with serving() as served:
        answer = await served.post("/v1/track", track(x="x" * padding))
        if status == 400:
            assert served.intake.rejections() == [("rejected.too_large", "32,769 B > 32 KB")]
    assert answer.status_code == status
    if status == 400:
        assert answer.json()["message"] == "Exceed payload limit"


async def test_a_body_over_500_kilobytes_is_refused_with_its_beginning_kept() -> None:
    async with serving() as served:
        answer = await served.post(
            "/v1/batch", {"writeKey": "secret-key", "batch": [track()], "x": "x" * 520_000}
        )
        assert served.intake.rejections() == [("rejected.too_large", "the body has over 500 KB")]
        payload = served.intake.items[0].payload
        assert payload.startswith(b'{"writeKey": "***"')
        assert 4_000 < len(payload) <= 4_096
        assert (await served.post("/v1/track", track())).status_code == 200
    assert (answer.status_code, error_of(answer)) == (400, "too_large")
    assert answer.headers["connection"] == "close"


async def test_a_body_whose_length_is_absurd_is_not_waited_for() -> None:
    async with serving() as served:
        head = served.head("POST /v1/batch HTTP/1.1", {"Content-Length": "1000000000"})
        answer = await served.exchange(head + b"\r\n")
        assert served.intake.rejections() == [("rejected.too_large", "the body has over 500 KB")]
    assert statuses(answer) == [400]


async def test_an_endless_body_is_cut_off() -> None:
    async with serving() as served:
        head = served.head("POST /v1/batch HTTP/1.1", {"Transfer-Encoding": "chunked"})
        chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        async with served.connection() as (reader, writer):
            writer.write(head + b"\r\n")
            for _chunk in range(6):
                writer.write(chunk)
            assert statuses(await reader.readuntil(b"}")) == [400]


@pytest.mark.parametrize(
    "media",
    ["application/json", "application/json; charset=utf-8", "text/plain", "Text/Plain;x=y", None],
)
async def test_json_by_any_of_its_names_is_taken(media: str | None) -> None:
    async with serving() as served:
        headers = {} if media is None else {"content-type": media}
        answer = await served.client.post("/v1/t", content=body(track()), headers=headers)
        assert event_of(served).name == "Button Clicked"
    assert answer.json() == SUCCESS


@pytest.mark.parametrize(
    "media", ["multipart/form-data; boundary=x", "application/xml", "text/html", "nonsense"]
)
async def test_other_media_types_are_refused(media: str) -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", track(), headers={"content-type": media})
        assert served.intake.arrivals == []
        assert served.listener.not_stored.wrong_media == 1
    assert (answer.status_code, error_of(answer)) == (415, "unsupported_media_type")


@pytest.mark.parametrize("name", ["gzip", "GZIP", "x-gzip", "identity"])
async def test_gzip_is_taken(name: str) -> None:
    content = body(track())
    async with serving() as served:
        answer = await served.post(
            "/v1/track",
            content if name == "identity" else gzip.compress(content, mtime=0),
            headers={"content-encoding": name},
        )
        assert served.intake.items[0].payload == content
    assert answer.json() == SUCCESS


ZIPPED = gzip.compress(body(track()), mtime=0)


@pytest.mark.parametrize(
    ("zipped", "detail"),
    [
        (ZIPPED[:-4], "bad gzip: it ends early"),
        (ZIPPED[:-1], "bad gzip: it ends early"),
        (b"", "bad gzip: it ends early"),
        (ZIPPED[:-8] + b"\0" * 8, "bad gzip"),
        (ZIPPED + b"x", "bad gzip: something follows its end"),
        (ZIPPED + ZIPPED, "bad gzip: something follows its end"),
        (body(track()), "bad gzip"),
        (zlib.compress(body(track())), "bad gzip"),
        (gzip.compress(ZIPPED, mtime=0), "not UTF-8 at byte 1"),
    ],
)
async def test_broken_gzip_is_refused(zipped: bytes, detail: str) -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", zipped, headers={"content-encoding": "gzip"})
        assert served.intake.rejections() == [("rejected.invalid_json", detail)]
    assert (answer.status_code, error_of(answer)) == (400, "invalid_json")


async def test_a_gzip_bomb_is_not_inflated() -> None:
    bomb = gzip.compress(b"0" * 100_000_000, compresslevel=1, mtime=0)
    async with serving() as served:
        answer = await served.post("/v1/batch", bomb, headers={"content-encoding": "gzip"})
        assert served.intake.rejections() == [("rejected.too_large", "inflates past the limit")]
        assert served.intake.items[0].payload == b"0" * 4_096
    assert (answer.status_code, error_of(answer)) == (400, "too_large")


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip"])
async def test_other_encodings_are_refused(encoding: str) -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", track(), headers={"content-encoding": encoding})
        assert served.intake.arrivals == []
    assert (answer.status_code, error_of(answer)) == (415, "unsupported_media_type")


BASIC = re.compile("(?i)basic ")


def basic(text: str | bytes) -> dict[str, str]:
    raw = text if isinstance(text, bytes) else text.encode()
    return {"authorization": "Basic " + base64.b64encode(raw).decode()}


@pytest.mark.parametrize(
    "headers",
    [
        basic(WRITE_KEY + ":"),
        basic(WRITE_KEY + ":any password"),
        {"authorization": "bAsIc  " + BASIC.sub("", basic(WRITE_KEY + ":")["authorization"])},
    ],
)
async def test_a_listed_key_in_the_header_is_enough(headers: dict[str, str]) -> None:
    async with serving(config(keys=["wk-other", WRITE_KEY])) as served:
        answer = await served.post("/v1/track", track(), headers=headers)
        assert served.intake.arrivals[0].source.endswith("••5678")
    assert answer.json() == SUCCESS


@pytest.mark.parametrize(
    "headers",
    [
        basic("wk-wrong:"),
        basic(":"),
        basic(WRITE_KEY),
        basic("ключ:"),
        basic(b"\xff\xfe:"),
        basic("k" * 8_000 + ":"),
        {"authorization": "Basic !!!"},
        {"authorization": "Basic"},
        {"authorization": ""},
        {"authorization": "Bearer " + WRITE_KEY},
    ],
)
async def test_any_other_key_in_the_header_is_refused_before_the_body(
    headers: dict[str, str],
) -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        answer = await served.post("/v1/track", track(writeKey=WRITE_KEY), headers=headers)
        assert served.intake.arrivals == []
        assert served.listener.not_stored.bad_keys == 1
    assert (answer.status_code, error_of(answer)) == (401, "unauthorized")
    assert "www-authenticate" not in answer.headers


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (track(writeKey=WRITE_KEY), 200),
        (track(WriteKey=WRITE_KEY), 200),
        (track(writeKey="wk-wrong"), 401),
        (track(writeKey=["wk"]), 401),
        (track(writeKey="\ud800"), 401),
        (track(), 401),
        (track(event=None), 401),
        (b'{"writeKey":"' + WRITE_KEY.encode() + b'"', 401),
        (b"x" * 600_000, 401),
    ],
)
async def test_a_key_in_the_body_is_checked_before_anything_is_decided(
    value: object, status: int
) -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        answer = await served.post("/v1/track", value)
        assert len(served.intake.arrivals) == (status == 200)
    assert answer.status_code == status


@pytest.mark.parametrize(("key", "status"), [(WRITE_KEY, 200), ("wk-wrong", 401), (None, 401)])
async def test_a_batch_shows_its_key(key: str | None, status: int) -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        answer = await served.post("/v1/b", {"batch": [track()], "writeKey": key})
        assert len(served.intake.arrivals) == (status == 200)
    assert answer.status_code == status


async def test_the_sprig_api_key_is_no_write_key() -> None:
    async with serving(config(keys=[WRITE_KEY], api_key=API_KEY)) as served:
        answer = await served.post("/v1/track", track(), auth=(API_KEY, ""))
    assert (answer.status_code, error_of(answer)) == (403, "forbidden")
    assert API_KEY not in answer.text


async def test_without_listed_keys_none_is_looked_at() -> None:
    async with serving() as served:
        answer = await served.post("/v1/track", track(), headers={"authorization": "nonsense"})
        assert len(served.intake.arrivals) == 1
    assert answer.json() == SUCCESS


async def test_no_key_reaches_what_an_operator_reads() -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        await served.post("/v1/b", {"batch": [track(), 3], "writeKey": WRITE_KEY})
        await served.post("/v1/b", {"batch": 3, "writeKey": WRITE_KEY})
        texts = [
            json.dumps([arrival.source, arrival.settings, str(item.content), str(item.envelope)])
            for arrival in served.intake.arrivals
            for item in arrival.items
        ]
        refused = served.intake.items[-1].payload
    assert len(texts) == 3
    assert not any(WRITE_KEY in text for text in texts)
    assert refused == b'{"batch": 3, "writeKey": "***"}'


async def test_a_name_that_is_reached_from_outside_needs_a_write_key() -> None:
    outside = {"Host": "tunnel.example"}
    async with serving(config(allowed_hosts=["tunnel.example"])) as served:
        answer = await served.post("/v1/track", track(), headers=outside)
        assert (answer.status_code, error_of(answer)) == (401, "unauthorized")
        assert (await served.post("/v1/track", track())).status_code == 200
