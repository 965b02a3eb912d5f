"""Host names and origins."""

from typing import Any

import pytest

from sprig_tui.adapters.listener.gate import Gate, HostKind
from tests.adapters.listener.serving import config

LOOPBACK, NAMED = HostKind.LOOPBACK, HostKind.NAMED


def gate(port: int = 8765, **listener: Any) -> Gate:  # noqa: ANN401 - keys of the config
    return Gate(config(**listener).listener, port)


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("localhost:8765", LOOPBACK),
        ("127.0.0.1:8765", LOOPBACK),
        ("[::1]:8765", LOOPBACK),
        ("LOCALHOST:8765", LOOPBACK),
        ("localhost", None),
        ("localhost:80", None),
        ("localhost.:8765", None),
        ("127.0.0.2:8765", None),
        ("::1:8765", None),
        ("", None),
        ("evil.example", None),
    ],
)
def test_loopback_is_named_with_its_port(host: str, kind: HostKind | None) -> None:
    assert gate().host_kind(host.encode()) is kind


def test_port_80_may_be_left_out() -> None:
    assert gate(80).host_kind(b"localhost") is LOOPBACK
    assert gate(80).host_kind(b"localhost:80") is LOOPBACK


@pytest.mark.parametrize(
    ("name", "host", "kind"),
    [
        ("Hooks.Example", "hooks.example", NAMED),
        ("hooks.example", "hooks.example:443", NAMED),
        ("hooks.example", "hooks.example:80", NAMED),
        ("hooks.example", "HOOKS.example:8765", NAMED),
        ("hooks.example", "hooks.example:1", None),
        ("hooks.example", "a.hooks.example", None),
        ("hooks.example:9000", "hooks.example:9000", NAMED),
        ("hooks.example:9000", "hooks.example", None),
        ("fe80::1", "[fe80::1]:8765", NAMED),
        ("[fe80::1]", "[fe80::1]", NAMED),
        ("localhost", "localhost", None),
        ("0.0.0.0", "0.0.0.0:8765", None),
        ("0.0.0.0:8765", "0.0.0.0:8765", None),
        ("*", "anything", None),
        ("", "", None),
    ],
)
def test_configured_names(name: str, host: str, kind: HostKind | None) -> None:
    assert gate(allowed_hosts=[name]).host_kind(host.encode()) is kind


@pytest.mark.parametrize(
    ("own", "host", "kind"),
    [
        ("192.168.1.5", "192.168.1.5:8765", NAMED),
        ("127.0.0.2", "127.0.0.2:8765", LOOPBACK),
        ("::1", "[::1]:8765", LOOPBACK),
        ("0.0.0.0", "0.0.0.0:8765", None),
        ("::", "[::]:8765", None),
    ],
)
def test_the_host_that_is_bound_is_a_name(own: str, host: str, kind: HostKind | None) -> None:
    assert gate(host=own).host_kind(host.encode()) is kind
    assert gate(host=own).host_kind(b"localhost:8765") is LOOPBACK


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost", True),
        ("http://localhost:3000", True),
        ("HTTP://LocalHost:3000", True),
        ("http://127.0.0.1:1", True),
        ("https://localhost:3000", False),
        ("http://localhost:", False),
        ("http://localhost:3000.evil.com", False),
        ("http://localhost:*", False),
        ("http://localhost.evil.com", False),
        ("http://localhost@evil.com:80", False),
        ("null", False),
        ("*", False),
        ("", False),
    ],
)
def test_default_origins(origin: str, *, allowed: bool) -> None:
    assert gate().allows_origin(origin.encode()) is allowed


def test_configured_origins_are_exact() -> None:
    door = gate(cors_origins=["https://Shop.example", "null", "*", "http://[::1]:*"])
    assert door.allows_origin(b"https://shop.example")
    assert door.allows_origin(b"http://[::1]:99")
    for origin in (b"https://shop.example:444", b"null", b"https://other", b"http://localhost:1"):
        assert not door.allows_origin(origin)
