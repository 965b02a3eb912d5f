"""Too many connections: the one that waits longest goes, a good request never waits for it."""

import asyncio
import contextlib
from dataclasses import dataclass, field, replace

import pytest

from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.crowd import Crowd
from sprig_tui.adapters.listener.limits import Limits
from tests.adapters.listener.serving import PATIENCE, QUICK, serving, statuses
from tests.factories import body, track


@dataclass(eq=False)
class Member:
    """Implements `crowd.Connection`."""

    since: float
    is_answering: bool = False
    done: list[str] = field(default_factory=list)

    def sweep(self, now: float) -> None:
        """Note it."""
        self.done.append(f"sweep {now}")

    def shed(self) -> None:
        """Note it."""
        self.done.append("shed")

    def finish(self) -> None:
        """Note it."""

    def close_unless_answering(self) -> None:
        """Note it."""

    def abort(self) -> None:
        """Note it."""


def crowd_of(*members: Member) -> Crowd:
    crowd = Crowd(Limits(connections=2), NotStored())
    crowd.connections.update(members)
    return crowd


def test_there_is_room_for_so_many() -> None:
    first, second = Member(1), Member(2)
    crowd = crowd_of(first, second)
    crowd.admit(second)
    assert (first.done, second.done, crowd.counters.shed_connections) == ([], [], 0)


@pytest.mark.parametrize(
    ("members", "shed"),
    [
        ((Member(1), Member(2), Member(3)), 0),
        ((Member(2), Member(1), Member(3)), 1),
        ((Member(1, is_answering=True), Member(2), Member(3)), 1),
        ((Member(1, is_answering=True), Member(2, is_answering=True), Member(3)), 2),
    ],
)
def test_the_one_that_waits_longest_goes(members: tuple[Member, ...], shed: int) -> None:
    crowd = crowd_of(*members)
    crowd.admit(members[-1])
    assert [member.done for member in members].index(["shed"]) == shed
    assert crowd.counters.shed_connections == 1


def test_everyone_is_swept() -> None:
    first, second = Member(1), Member(2)
    crowd_of(first, second).sweep(7.0)
    assert (first.done, second.done) == (["sweep 7.0"], ["sweep 7.0"])


def test_empty_is_known() -> None:
    crowd = Crowd(Limits(), NotStored())
    member = Member(1)
    assert crowd.empty.is_set()
    crowd.connections.add(member)
    crowd.admit(member)
    crowd.leave()
    assert not crowd.empty.is_set()
    crowd.connections.discard(member)
    crowd.leave()
    assert crowd.empty.is_set()


async def test_idle_connections_never_keep_a_good_request_out() -> None:
    limits = replace(QUICK, connections=10, request_time=PATIENCE * 10)
    async with serving(limits=limits) as served, contextlib.AsyncExitStack() as stack:
        idle = [await stack.enter_async_context(served.connection()) for _number in range(30)]
        for _number in range(5):
            answer = await served.exchange(served.request(body(track()), Connection="close"))
            assert statuses(answer) == [200]
        assert served.listener.not_stored.shed_connections >= 20
        async with asyncio.timeout(PATIENCE):
            assert statuses(await idle[0][0].read()) == [503]
