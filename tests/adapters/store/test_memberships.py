"""Members beside the counts of their audience, also those of an older version."""

from functools import partial
from pathlib import Path

import pytest

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.domain.log import Audience, AudienceMember
from tests.adapters.store.stores import change, do, writing


def say(tx: StoreTransaction, user: str, *, member: bool, at_ms: int) -> None:
    tx.note_audience("k", "audience", user, member=member, at_ms=at_ms)


@pytest.fixture
def old(path: Path) -> Path:
    """A store with a member that was noted without id and time, and one who left."""
    with writing(path) as session:
        do(session, lambda tx: say(tx, "u1", member=True, at_ms=1))
        do(session, lambda tx: say(tx, "u2", member=False, at_ms=2))
    change(path, "UPDATE members SET user_id = NULL, since = NULL")
    return path


async def test_a_member_without_a_name_is_counted_and_named_when_it_is_seen_again(
    old: Path,
) -> None:
    reader = await SqliteLogReader.open(old)
    assert not await reader.audience_members("k")
    with writing(old) as session:
        do(session, lambda tx: say(tx, "u1", member=True, at_ms=8))
        do(session, lambda tx: say(tx, "u2", member=True, at_ms=9))
    assert list(await reader.audience_members("k")) == [
        AudienceMember("u1", member=True, since_ms=None),
        AudienceMember("u2", member=True, since_ms=9),
    ]
    assert list(await reader.audiences()) == [
        Audience("k", "audience", members=2, entered=2, left=1, last_ms=9)
    ]
    await reader.close()


async def test_a_member_without_a_name_is_forgotten_too(old: Path) -> None:
    reader = await SqliteLogReader.open(old)
    with writing(old) as session:
        for user in ("u1", "u2", "u3"):
            do(session, partial(StoreTransaction.forget, user_id=user))
    (audience,) = await reader.audiences()
    assert (audience.members, audience.entered, audience.left) == (0, 1, 1)
    await reader.close()


def test_a_repeat_writes_nothing(session: WriterSession) -> None:
    """Engage's syncs repeat what was said before."""
    do(session, lambda tx: say(tx, "u1", member=True, at_ms=1))

    def count(tx: StoreTransaction) -> int:
        before: int = tx.run("SELECT total_changes()").fetchone()[0]
        say(tx, "u1", member=True, at_ms=2)
        after: int = tx.run("SELECT total_changes()").fetchone()[0]
        return after - before

    assert do(session, count) == 0
