"""The part of the configuration that decisions depend on, and its compiled form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sprig_tui.domain.filters import FilterChain, compile_filters
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.settings import (
    Config,
    DestinationFilter,
    Environment,
    Kind,
    PageUrl,
    TriggeredEvent,
    UnknownUsers,
)


class RulesSource(BaseModel):
    """What the log keeps of a configuration, so that an old row can be explained; no keys.

    `lines` maps a dotted config key ("triggered_events.0", "destination.kind") to its 1-based
    line in the file that the rules were read from.
    """

    model_config = ConfigDict(frozen=True, populate_by_name=True)

    kind: Kind = Kind.SPRIG
    environment: Environment = Environment.DEVELOPMENT
    endpoint: str = ""
    auto_accept_events: bool = False
    unknown_users: UnknownUsers = UnknownUsers.FILTER
    triggered_events: Annotated[tuple[TriggeredEvent, ...], Field(strict=False)] = ()
    page_urls: Annotated[tuple[PageUrl, ...], Field(strict=False)] = ()
    filters: Annotated[tuple[DestinationFilter, ...], Field(strict=False)] = ()
    lines: Mapping[str, int] = Field(default_factory=dict)

    @classmethod
    def of(cls, config: Config, lines: Mapping[str, int] | None = None) -> "RulesSource":
        """The rules of `config`; `lines` as the config repository read them."""
        return cls(
            kind=config.destination.kind,
            environment=config.destination.environment,
            endpoint=config.destination.endpoint,
            auto_accept_events=config.destination.auto_accept_events,
            unknown_users=config.destination.unknown_users,
            triggered_events=config.triggered_events,
            page_urls=config.page_urls,
            filters=config.filters,
            lines=lines or {},
        )

    def to_json(self) -> str:
        """The text that the log stores; `model_validate_json` reads it back."""
        return self.model_dump_json(by_alias=True)

    def version(self) -> str:
        """Twelve hex digits that change whenever the rules or their place in the file do."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Rules:
    """Compiled rules: decide with these. Building may take 0.5 s at 10,000 mappings."""

    source: RulesSource
    triggered_events: MappingTable = field(init=False)
    page_urls: MappingTable = field(init=False)
    filters: FilterChain = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "triggered_events", MappingTable(self.source.triggered_events))
        object.__setattr__(self, "page_urls", MappingTable(self.source.page_urls))
        object.__setattr__(self, "filters", compile_filters(self.source.filters))

    @cached_property
    def events_on(self) -> int:
        """How many triggered events are enabled."""
        return sum(entry.enabled for entry in self.source.triggered_events)

    @cached_property
    def urls_on(self) -> int:
        """How many page URLs are enabled."""
        return sum(entry.enabled for entry in self.source.page_urls)

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change whenever the rules or their place in the file do."""
        return self.source.version()

    def line(self, key: str) -> int | None:
        """The config file's line of a dotted key, if the file has it."""
        return self.source.lines.get(key)
