from pathlib import Path

import pytest

from sprig_tui.adapters.store.lanes import lane_of
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment, Kind
from tests.adapters.store.stores import change, do

PRODUCTION = Lane(Kind.GLEAP, Environment.PRODUCTION, "http://127.0.0.1:1")


def save(session: WriterSession, version: str, source: RulesSource) -> None:
    do(session, lambda tx: tx.save_rules(version, source.to_json()))


def test_a_lane_has_one_number(session: WriterSession) -> None:
    asked = (Lane(), PRODUCTION, Lane(), PRODUCTION)
    lanes = do(session, lambda tx: [tx.outbox.lanes.id_of(lane) for lane in asked])
    assert lanes == [1, 2, 1, 2]


def test_a_rules_version_names_the_lane(session: WriterSession) -> None:
    """Read from the rules that are kept with the rows."""
    source = RulesSource(
        kind=PRODUCTION.kind, environment=PRODUCTION.environment, endpoint=PRODUCTION.endpoint
    )
    save(session, "v", source)
    for _ in range(2):
        assert do(session, lambda tx: tx.outbox.lanes.decided_for("v")) == PRODUCTION


@pytest.mark.parametrize("version", [None, "gone"])
def test_rows_without_rules_are_of_the_default_lane(
    session: WriterSession, version: str | None
) -> None:
    assert do(session, lambda tx: tx.outbox.lanes.decided_for(version)) == Lane()


@pytest.mark.parametrize("source", [b"no zlib", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_damaged_rules_are_of_the_default_lane(
    session: WriterSession, path: Path, source: bytes
) -> None:
    save(session, "v", RulesSource())
    change(path, "UPDATE rules SET source = ?", source)
    assert do(session, lambda tx: tx.outbox.lanes.decided_for("v")) == Lane()


def test_only_so_many_versions_are_remembered(
    session: WriterSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sprig_tui.adapters.store.lanes.MAX_REMEMBERED", 1)
    for version in ("a", "b"):
        save(session, version, RulesSource())
    found = do(session, lambda tx: [tx.outbox.lanes.decided_for(one) for one in "aba"])
    assert found == [Lane()] * 3


def test_a_stored_lane_comes_back() -> None:
    assert lane_of(b"gleap", b"production", b"http://127.0.0.1:1") == PRODUCTION
