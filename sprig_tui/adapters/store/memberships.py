"""Who is in which Engage audience, or has which computed trait; kept beside their counts."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sprig_tui.adapters.store.ids import digest_of, to_bytes
from sprig_tui.domain.audience_reading import COMPUTED_TRAIT

Run = Callable[..., sqlite3.Cursor]
"""Runs one statement with its values inside the transaction."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What an Identify said of a user, as `ports.LogTransaction.note_audience` takes it."""

    key: str
    computation_class: str
    user_id: str
    member: bool
    at_ms: int


def note_membership(run: Run, said: Membership) -> None:
    """Count a change, and keep the user with its time; a repeat changes nothing.

    Of a computed trait Engage sends new values only (facts.md, section 2), so each is a change.
    A user that an older version kept without an id gets it when it is seen again.
    """
    place = (to_bytes(said.key), to_bytes(said.computation_class))
    run(
        "INSERT INTO audiences (key, class, members, entered, left, last_at)"
        " VALUES (?, ?, 0, 0, 0, ?) ON CONFLICT DO NOTHING",
        (*place, said.at_ms),
    )
    audience = run("SELECT id FROM audiences WHERE key = ? AND class = ?", place).fetchone()[0]
    person = (audience, digest_of(said.user_id))
    was = run(
        "SELECT member, user_id IS NULL FROM members WHERE audience = ? AND user = ?", person
    ).fetchone()
    user_id = to_bytes(said.user_id)
    if was is not None and bool(was[0]) is said.member:
        if was[1]:
            run(
                "UPDATE members SET user_id = ? WHERE audience = ? AND user = ?", (user_id, *person)
            )
        if said.computation_class == COMPUTED_TRAIT:
            changed = (said.at_ms, audience)
            run("UPDATE audiences SET last_at = max(last_at, ?) WHERE id = ?", changed)
        return
    run(
        "INSERT OR REPLACE INTO members (audience, user, member, user_id, since)"
        " VALUES (?, ?, ?, ?, ?)",
        (*person, said.member, user_id, said.at_ms),
    )
    joined = 1 if said.member else -1 if was is not None else 0
    run(
        "UPDATE audiences SET members = members + ?, entered = entered + ?, left = left + ?,"
        " last_at = max(last_at, ?) WHERE id = ?",
        (joined, said.member, not said.member, said.at_ms, audience),
    )


def forget_memberships(run: Run, user_id: str) -> None:
    """Take a user out of every audience; what Engage said before stays counted."""
    digest = digest_of(user_id)
    found = run(
        "SELECT audiences.id, member FROM audiences"
        " JOIN members ON members.audience = audiences.id AND members.user = ?",
        (digest,),
    ).fetchall()
    for audience, member in found:
        run("DELETE FROM members WHERE audience = ? AND user = ?", (audience, digest))
        run("UPDATE audiences SET members = members - ? WHERE id = ?", (member, audience))
