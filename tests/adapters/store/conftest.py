"""A place for a store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store.session import WriterSession
from tests.adapters.store.stores import writing


@pytest.fixture
def path(folder: Path) -> Path:
    """Where a store can be made."""
    return folder / "events.db"


@pytest.fixture
def session(path: Path) -> Iterator[WriterSession]:
    """An empty store, open for writing on this thread."""
    with writing(path) as session:
        yield session
