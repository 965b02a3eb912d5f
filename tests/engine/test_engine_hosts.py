"""The key goes to one host, and only when its certificate is right."""

import datetime as dt
import ssl
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
import trustme

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.adapters.sender.sender import HttpSender
from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Attempt
from tests.adapters.sandbox.certificates import write_certificate
from tests.adapters.sender.scripted import reply, serving
from tests.engine.test_engine_delivery import Setting, identify, post, settled, until

MakeCertificate = Callable[[Path, trustme.CA], tuple[str, str | None]]
YESTERDAY = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_second_host_sees_nothing_of_a_redirect(folder: Path, status: int) -> None:
    """The event stays, is tried again where it belongs, and arrives there."""
    async with serving(reply("202 Accepted")) as other:
        fault = f"1xredirect={other.url()},status={status}"
        async with Sandbox.start([fault]) as sandbox:
            setting = Setting(folder, sandbox)
            async with setting.engine() as engine:
                await post(engine, identify("u_1"))
                await settled(setting, DeliveryState.DELIVERED, 1)
            assert list(sandbox.users) == ["u_1"]
            assert [one.status for one in sandbox.received] == [status, 202]
        assert other.connections == 0
    first, second = await attempts(setting)
    assert f"Answered {status}, a redirect to 127.0.0.1" in first.sentence
    assert second.status == 202


def expired(folder: Path, authority: trustme.CA) -> tuple[str, str | None]:
    begun = YESTERDAY - dt.timedelta(days=9)
    leaf = authority.issue_cert("localhost", not_before=begun, not_after=YESTERDAY)
    return write_pem(folder, leaf), None


def of_another_name(folder: Path, authority: trustme.CA) -> tuple[str, str | None]:
    return write_pem(folder, authority.issue_cert("sprig.example")), None


def of_another_authority(folder: Path, _authority: trustme.CA) -> tuple[str, str | None]:
    return write_pem(folder, trustme.CA().issue_cert("localhost")), None


def signed_by_itself(folder: Path, _authority: trustme.CA) -> tuple[str, str | None]:
    return write_certificate(folder, name="localhost")


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        (expired, "certificate has expired"),
        (of_another_name, "hostname mismatch"),
        (of_another_authority, "unable to get local issuer certificate"),
        (signed_by_itself, "self-signed certificate"),
    ],
)
async def test_a_bad_certificate_gets_no_request(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bad: MakeCertificate, cause: str
) -> None:
    """Not even its first byte; once the certificate is right, the same row arrives."""
    authority = trustme.CA()
    trust_only(authority, monkeypatch)
    certfile, keyfile = bad(folder, authority)
    async with Sandbox.start(certfile=certfile, keyfile=keyfile) as sandbox:
        port = sandbox.port
        setting = Setting(folder, sandbox)
        use_the_name(setting)
        async with setting.engine() as engine:
            await post(engine, identify("u_1"))

            async def refused() -> bool:
                return any(one.ended_ms for one in await attempts(setting))

            await until(refused)
        assert sandbox.received == []
    first = (await attempts(setting))[0]
    assert first.status is None
    assert f"its certificate was refused ({cause}" in first.sentence
    right = write_pem(folder, authority.issue_cert("localhost"))
    async with Sandbox.start(certfile=right, port=port) as sandbox, setting.engine():
        await settled(setting, DeliveryState.DELIVERED, 1)
        assert list(sandbox.users) == ["u_1"]


def trust_only(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> None:
    """Engines of this test take the certificates of one authority."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    sender = partial(HttpSender, trust=trust)
    monkeypatch.setattr("sprig_tui.adapters.sender.sender.HttpSender", sender)


def write_pem(folder: Path, certificate: trustme.LeafCert) -> str:
    path = folder / "server.pem"
    path.write_bytes(certificate.private_key_and_cert_chain_pem.bytes())
    return str(path)


def use_the_name(setting: Setting) -> None:
    """Let the endpoint be `localhost`, for which the certificates are."""
    text = setting.places.config.read_text(encoding="utf-8")
    assert "https://127.0.0.1" in text
    text = text.replace("https://127.0.0.1", "https://localhost")
    setting.places.config.write_text(text, encoding="utf-8")


async def attempts(setting: Setting) -> Sequence[Attempt]:
    """The requests that held the one row."""
    reader = await SqliteLogReader.open(setting.places.store)
    try:
        return await SqliteOutboxReader(reader).attempts(1)
    finally:
        await reader.close()
