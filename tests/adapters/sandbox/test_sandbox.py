"""The sandbox as tests and the verb use it."""

import socket
from typing import TYPE_CHECKING

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox, Terms
from sprig_tui.domain.sandbox.fault_specs import FaultSpecError
from sprig_tui.domain.secret import Secret
from tests.adapters.sandbox.visiting import KEY, USER, visit

if TYPE_CHECKING:
    from sprig_tui.domain.sandbox.received import Received


async def test_it_reports_its_port() -> None:
    async with visit() as running:
        assert running.sandbox.port > 0
        assert running.sandbox.url == f"http://127.0.0.1:{running.sandbox.port}"


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6 loopback")
@pytest.mark.parametrize("host", ["::1", "[::1]"])
async def test_ipv6_is_served(host: str) -> None:
    async with visit(host=host) as running:
        assert running.sandbox.url == f"http://[::1]:{running.sandbox.port}"
        assert (await running.post()).status_code == 202


async def test_the_limit_and_its_window_are_settings() -> None:
    async with visit(terms=Terms(limit=2, window=200.0)) as running:
        statuses = [(await running.post()).status_code for _ in range(3)]
        assert statuses == [202, 202, 429]
        stats = running.sandbox.stats()
        assert (stats["in_window"], stats["highest_in_window"]) == (3, 3)


async def test_only_given_keys_are_served() -> None:
    async with visit(terms=Terms(keys=(Secret("another"),))) as running:
        assert (await running.post()).status_code == 401
    async with visit(terms=Terms(keys=(Secret(KEY),))) as running:
        assert (await running.post()).status_code == 202


async def test_a_seed_makes_a_run_repeat() -> None:
    async def play(seed: int) -> list[int]:
        async with visit("500,50%", seed=seed) as running:
            return [(await running.post()).status_code for _ in range(20)]

    first = await play(7)
    assert set(first) == {202, 500}
    assert await play(7) == first


async def test_every_entry_is_handed_over_before_the_answer() -> None:
    entries: list[Received] = []
    async with visit(on_received=entries.append) as running:
        await running.post()
        assert entries == list(running.sandbox.received)


async def test_its_script_changes_and_everything_is_forgotten() -> None:
    async with visit("500") as running:
        assert (await running.post()).status_code == 500
        running.sandbox.use_faults("1x400", seed=1)
        assert [(await running.post()).status_code for _ in range(2)] == [400, 202]
        running.sandbox.clear()
        assert (list(running.sandbox.received), dict(running.sandbox.users)) == ([], {})
        with pytest.raises(FaultSpecError):
            running.sandbox.use_faults("boom")


async def test_a_bad_script_does_not_start() -> None:
    with pytest.raises(FaultSpecError, match="boom"):
        async with Sandbox.start(["boom"]):
            raise AssertionError


async def test_events_of_a_user_stay_in_the_order_of_arrival() -> None:
    async with visit() as running:
        for name in "CAB":
            await running.post({**USER, "events": [{"event": name}]})
        events = running.sandbox.users["u"].events
        assert [(event.name, event.request) for event in events] == [("C", 1), ("A", 2), ("B", 3)]
