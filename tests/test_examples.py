"""The examples are what the documents say of them."""

import asyncio
from pathlib import Path

import pytest

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.cli.decide import read_contents
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.settings import Kind
from tests.example_events import EVENTS
from tests.example_reports import PAGE, ROOT, SAMPLE, printed, sample, shown

CONFIGS = sorted((ROOT / "examples").rglob("*.toml"))
COMMANDS = list(shown(PAGE.read_text(encoding="utf-8")))
AGAIN = "run: make examples"


def test_the_sample_is_what_its_generator_gives() -> None:
    assert SAMPLE.read_text(encoding="utf-8") == sample(), AGAIN


def test_the_sample_holds_a_thousand_events_of_every_kind() -> None:
    text = SAMPLE.read_bytes()
    contents = list(read_contents(text.splitlines()))
    assert len(text.splitlines()) == len(contents) == EVENTS == 1_000
    assert len(text) < 600_000
    types = {content.type for content in contents if isinstance(content, Event)}
    assert types == set(CallType)
    ids = [content.message_id for content in contents if isinstance(content, Event)]
    assert len(set(ids)) < len(ids)


def test_the_sample_names_nobody() -> None:
    """Addresses and hosts are those that are reserved for examples."""
    text = SAMPLE.read_text(encoding="utf-8")
    for line in text.splitlines():
        for word in line.replace('"', " ").split():
            if "@" in word and not word.startswith("@segment/"):
                assert word.endswith(("@example.com", "@staff.example")), word
            if word.startswith("http"):
                assert word.split("/")[2].endswith("shop.example"), word


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.parent.name + "-" + path.stem)
def test_a_configuration_has_no_problems_and_no_keys(path: Path) -> None:
    snapshot = asyncio.run(FileConfigRepository(path).load())
    assert snapshot.problems == ()
    assert "api_keys" not in snapshot.text
    config = snapshot.config
    matches = {entry.match for entry in config.triggered_events}
    assert len(matches | {entry.match for entry in config.page_urls}) >= 3
    assert config.filters


def test_there_is_a_configuration_for_each_kind_of_destination() -> None:
    kinds = {asyncio.run(FileConfigRepository(p).load()).config.destination.kind for p in CONFIGS}
    assert kinds == set(Kind)


@pytest.mark.parametrize(("command", "text"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_the_page_shows_what_the_program_prints(command: str, text: str) -> None:
    assert printed(command) == text, AGAIN
    assert max(map(len, text.splitlines())) <= 80


def test_the_page_shows_a_report_of_each_and_both_comparisons() -> None:
    text = " ".join(command for command, _ in COMMANDS)
    assert len(COMMANDS) == 5
    assert "--against" in text
    assert "--kind sprig_actions" in text
    for path in CONFIGS:
        assert path.relative_to(ROOT).as_posix() in text


def test_the_readme_leads_to_the_examples() -> None:
    assert "(docs/examples.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
