"""The installed program on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.program import Places, Serve


@pytest.fixture
def places(folder: Path) -> Places:
    """A config with two triggered events (one off) and a page URL."""
    return Places(folder)


@pytest.fixture
def serve(places: Places) -> Iterator[Serve]:
    """An engine that prints records."""
    with Serve(places, "--output", "jsonl") as engine:
        yield engine
