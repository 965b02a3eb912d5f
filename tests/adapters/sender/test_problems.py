"""Why no answer came; certificates are real ones."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator

import httpx
import pytest
import trustme

from sprig_tui.adapters.sender.problems import describe
from sprig_tui.adapters.sender.sender import HttpSender
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind
from tests.adapters.sender.scripted import reply, serving

KEY = Secret("canary-key-0123456789")
YESTERDAY = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
LONG_AGO = YESTERDAY - dt.timedelta(days=30)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
async def sender(authority: trustme.CA) -> AsyncIterator[HttpSender]:
    """Trusts the authority of the tests."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    sender = HttpSender(trust=trust)
    yield sender
    await sender.close()


def context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(tls)
    return tls


async def ask(sender: HttpSender, certificate: trustme.LeafCert) -> tuple[int | None, str, int]:
    """The status, the problem, and how many requests arrived."""
    async with serving(reply("202 Accepted"), tls=context(certificate)) as server:
        request = OutgoingRequest("POST", server.url(tls=True, host="localhost"), {"userId": "u"})
        answer = await sender.send(request, KEY, kind=Kind.SPRIG)
    return answer.status, answer.problem, len(server.requests)


async def test_a_good_certificate_is_taken(sender: HttpSender, authority: trustme.CA) -> None:
    assert await ask(sender, authority.issue_cert("localhost")) == (202, "", 1)


async def test_a_self_signed_one_is_refused(sender: HttpSender) -> None:
    status, problem, requests = await ask(sender, trustme.CA().issue_cert("localhost"))
    assert (status, requests) == (None, 0)
    assert "certificate was refused" in problem


async def test_an_expired_one_is_refused(sender: HttpSender, authority: trustme.CA) -> None:
    expired = authority.issue_cert("localhost", not_before=LONG_AGO, not_after=YESTERDAY)
    status, problem, requests = await ask(sender, expired)
    assert (status, requests) == (None, 0)
    assert "expired" in problem


async def test_another_hosts_one_is_refused(sender: HttpSender, authority: trustme.CA) -> None:
    status, problem, requests = await ask(sender, authority.issue_cert("other.example"))
    assert (status, requests) == (None, 0)
    assert "mismatch" in problem
    assert "localhost" not in problem


async def test_without_a_test_authority_only_the_public_ones_count(authority: trustme.CA) -> None:
    sender = HttpSender()
    status, problem, requests = await ask(sender, authority.issue_cert("localhost"))
    await sender.close()
    assert (status, requests) == (None, 0)
    assert "certificate was refused" in problem


async def test_plain_http_behind_https_is_told(sender: HttpSender) -> None:
    async def speak_plainly(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
        url = f"https://localhost:{server.sockets[0].getsockname()[1]}/v2/users"
        answer = await sender.send(OutgoingRequest("POST", url, {}), KEY, kind=Kind.SPRIG)
    problem = "The destination cannot be reached: it does not speak TLS as expected."
    assert answer.problem == problem


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[Errno -2] Name or service not known", "its name is not known"),
        ("[Errno -3] Temporary failure in name resolution", "its name cannot be looked up now"),
        ("[Errno 101] Network is unreachable", "the network is not reachable"),
        ("who knows", "the connection failed"),
    ],
)
def test_the_cause_is_told_without_the_address(text: str, cause: str) -> None:
    error = httpx.ConnectError(f"{text} api.sprig.com")
    assert describe(error) == f"The destination cannot be reached: {cause}."


def test_any_other_error_is_named() -> None:
    assert describe(httpx.DecodingError("x")) == "The request failed (DecodingError)."
