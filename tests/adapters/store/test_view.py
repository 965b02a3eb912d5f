"""Follow a store that appears, is replaced and is opened anew."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store import view as view_module
from sprig_tui.adapters.store.migrations import LATEST
from sprig_tui.adapters.store.view import StoreView
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, change, writing
from tests.log_rows import new_row


@pytest.fixture
def view(path: Path) -> Iterator[StoreView]:
    """Of a store that is not there yet."""
    view = StoreView(path)
    yield view
    view.close()


def test_a_store_that_is_not_there_is_none(view: StoreView, path: Path) -> None:
    """Nor is an empty file, or a database without a schema; looking creates nothing."""
    assert view.current() is None
    assert view.look() == 0
    assert not path.exists()
    path.write_bytes(b"")
    assert view.current() is None
    sqlite3.connect(path).execute("PRAGMA journal_mode = WAL").connection.close()
    assert path.stat().st_size
    assert view.current() is None


def test_a_store_is_seen_when_it_appears_and_when_it_is_replaced(
    view: StoreView, path: Path
) -> None:
    """Each time the token goes up."""
    tokens = [view.look()]
    with writing(path) as session:
        append(session, new_row(1))
        tokens.append(view.look())
        append(session, new_row(2))
        tokens.append(view.look())
        assert view.look() == tokens[-1]
    store = view.current()
    assert store is not None
    assert store.books().received == 2
    path.rename(path.with_name("old.db"))
    assert view.current() is None
    tokens.append(view.look())
    with writing(path) as session:
        append(session, new_row(1))
    tokens.append(view.look())
    store = view.current()
    assert store is not None
    assert store.books().received == 1
    assert tokens == sorted(set(tokens))


def test_a_store_of_another_version_is_refused(
    view: StoreView, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older one only after an engine had time to bring it up to date."""
    with writing(path):
        pass
    change(path, f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(StoreUnavailableError, match="newer version"):
        view.current()
    monkeypatch.setattr(view_module, "MIGRATION_SECONDS", 0.05)
    change(path, f"PRAGMA user_version = {LATEST - 1}")
    with pytest.raises(StoreUnavailableError, match="older version"):
        view.current()
    change(path, f"PRAGMA user_version = {LATEST}")
    assert view.current() is not None


def test_another_write_ahead_log_is_another_store(view: StoreView, path: Path) -> None:
    """The old one gets no news any more."""
    with writing(path) as session:
        append(session, new_row(1))
        before = view.look()
        assert view.look() == before
        path.with_name("events.db-wal").unlink()
        session.checkpoint_when_due()
    with writing(path) as session:
        append(session, new_row(2))
        assert view.look() > before
        store = view.current()
        assert store is not None
        assert store.books().received == 2


def test_a_folder_is_no_store(view: StoreView, path: Path) -> None:
    """The disk is not to blame."""
    path.mkdir()
    with pytest.raises(StoreUnavailableError, match="is not a regular file"):
        view.current()
