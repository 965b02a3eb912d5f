"""The rules that a verb decides by, read from the config file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.decision import MappingRef
    from sprig_tui.domain.rules import RulesSource

DEFAULTS = "no config file: the defaults"


@dataclass(frozen=True, slots=True)
class ReadRules:
    """Rules and where they are from.

    `name` is the file as people call it from where they are. `problems` holds the first sentence
    about each mapping that has something wrong with it.
    """

    source: "RulesSource"
    name: str = DEFAULTS
    problems: "Mapping[MappingRef, str]" = field(default_factory=dict)


async def read_rules(session: Session, places: Places, kind: str | None = None) -> ReadRules:
    """The config's rules, for another `kind` when it is given.

    The defaults where there is no file and none was named.

    Raises:
        ConfigError: the file cannot be used.
        PlainExit: the kind does not take so many mappings.
    """
    from sprig_tui.domain.rules import RulesSource

    if not places.config_named and not places.config.exists():
        return ReadRules(of_kind(RulesSource(), kind))
    snapshot = await session.repository(places).load()
    source = of_kind(RulesSource.of(snapshot.config, snapshot.lines), kind)
    return ReadRules(source, _called(places.config), dict(_problems(snapshot)))


def of_kind(source: "RulesSource", kind: str | None) -> "RulesSource":
    """The same rules for another kind; raises PlainExit when it does not take as many mappings."""
    from sprig_tui.domain.settings import Kind, mapping_count_problem

    if kind is not None:
        source = source.model_copy(update={"kind": Kind(kind)})
    count = len(source.triggered_events) + len(source.page_urls)
    problem = mapping_count_problem(source.kind, count)
    if problem:
        raise PlainExit(problem, USAGE)
    return source


def _called(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _problems(snapshot: "ConfigSnapshot") -> "Iterator[tuple[MappingRef, str]]":
    from sprig_tui.domain.config_checks import TABLES
    from sprig_tui.domain.decision import MappingRef
    from sprig_tui.services.mapping_choice import mapping_problems

    for table in TABLES:
        for index, sentences in mapping_problems(snapshot, table).items():
            yield MappingRef(table, index), sentences[0]
