"""The garbage collector of a process that lives long."""

import gc
from collections.abc import Iterator

import pytest

from sprig_tui.cli.collector import hold_collector, spare_what_stays


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_the_program_loads() -> None:
    hold_collector()
    assert not gc.isenabled()


def test_what_was_loaded_is_not_looked_through_again() -> None:
    hold_collector()
    loaded: list[list[int]] = [[] for _ in range(1_000)]
    spare_what_stays()
    assert gc.isenabled()
    assert gc.get_freeze_count() >= len(loaded)
