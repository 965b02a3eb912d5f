"""Users, in bounded memory."""

import pytest

from sprig_tui.domain.sandbox import users
from sprig_tui.domain.sandbox.users import StoredEvent, StoredUser, UserBook


def test_a_user_is_created_once() -> None:
    book = UserBook()
    assert book.upsert("u") is book.upsert("u")
    assert list(book) == ["u"]
    assert book["u"].user_id == "u"


def test_the_oldest_user_makes_room() -> None:
    book = UserBook(max_users=2)
    for user_id in "abc":
        book.upsert(user_id)
    assert (list(book), book.forgotten) == (["b", "c"], 1)
    book.clear()
    assert (len(book), book.forgotten) == (0, 0)


def test_removing_nobody_is_fine() -> None:
    book = UserBook()
    book.upsert("u")
    book.remove(["u", "v"])
    assert len(book) == 0


def test_of_many_events_the_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MAX_EVENTS", 2)
    user = StoredUser("u")
    for number in range(3):
        user.add(StoredEvent(str(number), None, number))
    assert ([event.name for event in user.events], user.event_count) == (["1", "2"], 3)
