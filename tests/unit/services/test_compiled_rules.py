"""Rules are compiled once and not kept for ever."""

import pytest

from sprig_tui.services.compiled_rules import MAX_COMPILED, CompiledRules
from tests import factories
from tests.fakes.log import MemoryLog


def log_with(count: int) -> tuple[MemoryLog, list[str]]:
    log = MemoryLog()
    versions = []
    for number in range(count):
        rules = factories.rules(triggered_events=[{"event": f"E{number}"}])
        log.writes.save_rules(rules.version, rules.source.to_json())
        versions.append(rules.version)
    return log, versions


async def test_a_version_is_compiled_once() -> None:
    log, (version,) = log_with(1)
    compiled = CompiledRules(log)
    rules = await compiled.of(version)
    assert rules is not None
    assert rules.version == version
    log.writes.rules.clear()
    assert await compiled.of(version) is rules


async def test_what_the_log_does_not_keep_is_none() -> None:
    compiled = CompiledRules(MemoryLog())
    assert await compiled.of(None) is None
    assert await compiled.of("0123456789ab") is None


async def test_the_oldest_is_forgotten_when_there_are_too_many() -> None:
    log, versions = log_with(MAX_COMPILED + 1)
    compiled = CompiledRules(log)
    for version in versions:
        await compiled.of(version)
    log.writes.rules.clear()
    assert await compiled.of(versions[0]) is None
    assert await compiled.of(versions[1]) is not None


async def test_a_text_that_cannot_be_read_is_an_error() -> None:
    log = MemoryLog()
    log.writes.save_rules("odd", "not JSON")
    with pytest.raises(ValueError, match="JSON"):
        await CompiledRules(log).of("odd")
