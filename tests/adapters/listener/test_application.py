"""The checks that every request passes, and what happens when something fails."""

import asyncio
import logging
from collections.abc import Mapping

import httpx
import pytest

from sprig_tui.ports import StoreUnavailableError
from tests.adapters.listener.serving import (
    WRITE_KEY,
    config,
    serving,
    statuses,
)
from tests.factories import body, track

PAGE = "http://localhost:3000"
TUNNEL = "hooks.example"


@pytest.mark.parametrize("path", ["/v1/track", "/", "/health", "/nowhere"])
@pytest.mark.parametrize(
    "host",
    ["evil.com", "127.0.0.1:1", "localhost.", "a/b?c", "0.0.0.0", "", "127.0.0.1", "[::1]", TUNNEL],
)
async def test_another_host_name_is_refused(path: str, host: str) -> None:
    async with serving() as served:
        answer = await served.post(path, track(), headers={"host": host})
        assert served.intake.arrivals == []
        assert served.listener.not_stored.refused_hosts == {host: 1}
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "LocalHost"])
async def test_loopback_names_need_the_port_that_is_bound(name: str) -> None:
    async with serving() as served:
        right = await served.client.get("/health", headers={"host": f"{name}:{served.port}"})
        wrong = await served.client.get("/health", headers={"host": f"{name}:{served.port ^ 1}"})
    assert (right.status_code, wrong.status_code) == (204, 403)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.com", "null", "http://localhost.evil.com", "http://localhost:3000 x", "file://"],
)
@pytest.mark.parametrize("method", ["POST", "OPTIONS", "GET"])
async def test_pages_of_other_origins_are_refused(origin: str, method: str) -> None:
    async with serving() as served:
        answer = await served.client.request(
            method, "/v1/t", content=body(track()), headers={"origin": origin}
        )
        assert served.intake.arrivals == []
        assert served.listener.not_stored.blocked_origins == {origin: 1}
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", [PAGE, "http://localhost", "http://127.0.0.1:8080"])
async def test_pages_of_allowed_origins_may_send_and_read(origin: str) -> None:
    async with serving() as served:
        answer = await served.post(
            "/v1/t", track(), headers={"origin": origin, "content-type": "text/plain"}
        )
        bad = await served.post("/v1/t", b"", headers={"origin": origin})
        assert len(served.intake.arrivals) == 2
    assert (answer.status_code, bad.status_code) == (200, 400)
    for each in (answer, bad):
        assert each.headers["access-control-allow-origin"] == origin
        assert each.headers["vary"] == "origin"
        assert "access-control-allow-credentials" not in each.headers


@pytest.mark.parametrize("path", ["/v1/t", "/v1/b", "/v1/m", "/", "/v1/projects/wk/settings"])
async def test_a_preflight_of_an_allowed_page_is_answered(path: str) -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        answer = await served.client.options(
            path,
            headers={
                "origin": PAGE,
                "access-control-request-method": "POST",
                "access-control-request-headers": "content-type,authorization",
                "access-control-request-private-network": "true",
            },
        )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert answer.headers["access-control-allow-headers"] == "content-type, authorization"
    assert answer.headers["access-control-allow-private-network"] == "true"
    allowed = "GET" if path.endswith("settings") else "POST"
    assert answer.headers["access-control-allow-methods"] == allowed


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/v1/track", 405, "POST, OPTIONS"),
        ("PUT", "/v1/batch", 405, "POST, OPTIONS"),
        ("GET", "/", 405, "POST, OPTIONS"),
        ("DELETE", "/", 405, "POST, OPTIONS"),
        ("POST", "/health", 405, "GET, OPTIONS"),
        ("HEAD", "/health", 405, "GET, OPTIONS"),
        ("POST", "/v1/projects/wk/settings", 405, "GET, OPTIONS"),
        ("GET", "/nowhere", 404, None),
        ("POST", "/v1/delete", 404, None),
        ("POST", "/v1/track/", 404, None),
        ("POST", "/V1/track", 404, None),
        ("GET", "/v1/projects//settings", 404, None),
        ("GET", "/v1/projects/a%0ab/settings", 404, None),
        ("GET", "/v1/projects/a/../b/settings", 404, None),
    ],
)
async def test_wrong_methods_and_paths(
    method: str, path: str, status: int, allow: str | None
) -> None:
    async with serving() as served:
        raw = served.head(f"{method} {path} HTTP/1.1", {"Connection": "close"}) + b"\r\n"
        answer = await served.exchange(raw)
        assert served.listener.not_stored.wrong_routes == 1
    assert statuses(answer) == [status]
    assert (f"allow: {allow}\r\n".encode() in answer) == (allow is not None)


async def test_health_tells_whether_an_event_could_be_stored() -> None:
    async with serving() as served:
        well = await served.client.get("/health")
        served.intake.failure = StoreUnavailableError("disk full")
        ill = await served.client.get("/health")
    assert (well.status_code, well.content) == (204, b"")
    assert (ill.status_code, ill.headers["retry-after"]) == (503, "30")
    assert "disk" not in ill.text


@pytest.mark.parametrize("path", ["/v1/track", "/v1/batch", "/"])
@pytest.mark.parametrize(("headers", "status"), [({}, 503), ({"origin": PAGE}, 429)])
async def test_a_store_that_takes_nothing_is_told_to_the_sender(
    path: str, headers: Mapping[str, str], status: int
) -> None:
    async with serving() as served:
        served.intake.failure = StoreUnavailableError("disk full")
        answer = await served.post(path, {"batch": [track()]} | track(), headers=headers)
        assert served.listener.not_stored.unavailable == 1
        served.intake.failure = None
        again = await served.post(path, {"batch": [track()]} | track(), headers=headers)
    assert (answer.status_code, answer.headers["retry-after"]) == (status, "30")
    assert again.status_code in (200, 202)


@pytest.mark.parametrize("path", ["/v1/track", "/"])
async def test_a_bug_is_answered_with_its_number_and_logged_with_its_traceback(
    path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    async with serving() as served:
        served.intake.failure = ValueError("a bug")
        answer = await served.post(path, track())
        assert served.listener.not_stored.internal_errors == 1
        served.intake.failure = None
        assert (await served.post(path, track())).is_success
    assert answer.status_code == 500
    message = answer.json()["message"]
    assert message.startswith("internal error ")
    assert "bug" not in answer.text
    assert message in caplog.text
    assert "ValueError: a bug" in caplog.text


async def test_what_analytics_js_says_of_itself_is_ignored() -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        answer = await served.post("/v1/m", b"anything at all")
        large = await served.post("/v1/m", b"x" * 600_000)
        odd = await served.post("/v1/m", b"x", headers={"content-encoding": "br"})
        assert served.intake.arrivals == []
    assert [each.status_code for each in (answer, large, odd)] == [200, 200, 200]


async def test_a_page_finds_out_where_to_send() -> None:
    async with serving(config(keys=[WRITE_KEY])) as served:
        path = f"/v1/projects/{WRITE_KEY}/settings"
        answer = await served.client.get(path, headers={"origin": PAGE})
        unknown = await served.client.get("/v1/projects/wk-other/settings")
    integration = answer.json()["integrations"]["Segment.io"]
    assert integration["apiKey"] == WRITE_KEY
    assert integration["apiHost"] == f"127.0.0.1:{served.port}/v1"
    assert integration["protocol"] == "http"
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert unknown.status_code == 401


async def test_other_requests_are_served_between_the_slices_of_a_long_batch() -> None:
    small = {"type": "track", "event": "A", "userId": "u"}
    async with serving() as served:
        order: list[str] = []

        async def ask(name: str, answer: asyncio.Task[httpx.Response]) -> None:
            await answer
            order.append(name)

        batch = asyncio.create_task(served.post("/v1/batch", {"batch": [small] * 2_500}))
        health = asyncio.create_task(served.client.get("/health"))
        await asyncio.gather(ask("batch", batch), ask("health", health))
        assert len(served.intake.items) == 2_500
    assert sorted(order) == ["batch", "health"]
