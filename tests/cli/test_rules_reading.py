"""The rules that a verb decides by."""

import asyncio
import os
from pathlib import Path

import pytest

from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.rules_reading import DEFAULTS, ReadRules, of_kind, read_rules
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_edits import ConfigError
from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind, TriggeredEvent


def read(path: Path, *, named: bool = True, kind: str | None = None) -> ReadRules:
    places = Places(path, config_named=named, store=None)
    return asyncio.run(read_rules(Session.start(os.environ), places, kind))


def test_the_rules_are_those_of_the_file() -> None:
    """Called as people call it from where they are."""
    path = Path.cwd() / "shop" / "sprig.toml"
    path.parent.mkdir()
    path.write_text('version = 1\n[[triggered_events]]\nevent = "A"\n')
    found = read(path)
    assert found.name == "shop/sprig.toml"
    assert found.source.triggered_events[0].event == "A"
    assert found.source.lines["triggered_events.0"] == 2
    assert read(path, kind="gleap").source.kind is Kind.GLEAP


def test_a_file_elsewhere_has_its_whole_path(tmp_path: Path) -> None:
    path = tmp_path / "sprig.toml"
    path.write_text("version = 1\n")
    assert read(path).name == str(path)


def test_the_first_sentence_about_a_mapping_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "sprig.toml"
    path.write_text('version = 1\n[[page_urls]]\nurl = "("\n')
    (problem,) = read(path).problems.items()
    assert problem[0] == MappingRef("page_urls", 0)
    assert problem[1]


def test_without_a_file_the_defaults_are_used_unless_one_was_named(tmp_path: Path) -> None:
    path = tmp_path / "nothing.toml"
    assert read(path, named=False) == ReadRules(RulesSource(), DEFAULTS)
    with pytest.raises(ConfigError):
        read(path)


def test_a_kind_that_does_not_take_so_many_mappings_is_refused() -> None:
    source = RulesSource(triggered_events=tuple(TriggeredEvent(event=str(n)) for n in range(51)))
    assert of_kind(source, "sprig_actions").kind is Kind.SPRIG_ACTIONS
    assert of_kind(source, None) is source
    with pytest.raises(PlainExit, match="at most 50 mappings"):
        of_kind(source, "gleap")
