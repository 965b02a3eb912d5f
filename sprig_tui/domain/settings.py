"""The configuration as typed data. Keys and defaults are design.md, section 3."""

from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from sprig_tui.domain.secret import Secret

CONFIG_VERSION: Final = 1
MAX_FILTERS: Final = 10
MAX_GLEAP_MAPPINGS: Final = 50


class Kind(StrEnum):
    """Which destination the events go to."""

    SPRIG = "sprig"
    SPRIG_ACTIONS = "sprig_actions"
    GLEAP = "gleap"


class Environment(StrEnum):
    """Which of the two API keys is used."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Mode(StrEnum):
    """What happens to a forwarded event: shown only, sent, or queued until release."""

    DRY_RUN = "dry_run"
    LIVE = "live"
    HOLD = "hold"


class UnknownUsers(StrEnum):
    """What happens to Track and Page calls of users that were never identified."""

    FILTER = "filter"
    FORWARD = "forward"


class MatchType(StrEnum):
    """Sprig's own names for how a pattern is compared (facts.md, section 5)."""

    EXACTLY = "exactly"
    NOT_EXACTLY = "notExactly"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    STARTS_WITH = "startsWith"
    ENDS_WITH = "endsWith"
    REGEX = "regex"
    LEGACY = "legacy"


class FilterAction(StrEnum):
    """What a Segment destination filter does to the events that it matches."""

    DROP_EVENT = "drop_event"
    SAMPLE_EVENT = "sample_event"
    DROP_PROPERTIES = "drop_properties"
    ALLOW_PROPERTIES = "allow_properties"


class _Part(BaseModel):
    """Frozen and strictly typed; unknown keys stay in the file and are warned of elsewhere."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="ignore", hide_input_in_errors=True, populate_by_name=True
    )


class ApiKeys(_Part):
    """One key for each environment; empty when there is none."""

    development: Secret = Secret()
    production: Secret = Secret()


class Destination(_Part):
    """Where forwarded events go and how."""

    kind: Annotated[Kind, Field(strict=False)] = Kind.SPRIG
    environment: Annotated[Environment, Field(strict=False)] = Environment.DEVELOPMENT
    mode: Annotated[Mode, Field(strict=False)] = Mode.DRY_RUN
    auto_accept_events: bool = False
    unknown_users: Annotated[UnknownUsers, Field(strict=False)] = UnknownUsers.FILTER
    endpoint: str = ""
    api_keys: ApiKeys = ApiKeys()

    def api_key(self) -> Secret:
        """The key of the chosen environment."""
        if self.environment is Environment.PRODUCTION:
            return self.api_keys.production
        return self.api_keys.development


Strings = Annotated[tuple[str, ...], Field(strict=False)]


class Listener(_Part):
    """Where Segment's calls are taken, and whose."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    write_keys: Annotated[tuple[Secret, ...], Field(strict=False)] = ()
    webhook_secret: Secret = Secret()
    cors_origins: Strings = ("http://localhost:*", "http://127.0.0.1:*")
    allowed_hosts: Strings = ()


class Store(_Part):
    """Where events are kept and for how long."""

    path: str = ""
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 14
    keep_events: Annotated[int, Field(ge=1, le=10**12)] = 1_000_000


class TriggeredEvent(_Part):
    """A Segment Track event name (or pattern) registered as a triggered event."""

    event: str = ""
    match: Annotated[MatchType, Field(strict=False)] = MatchType.EXACTLY
    sprig_event: str = ""
    enabled: bool = True
    note: str = ""

    @property
    def pattern(self) -> str:
        """What is compared with the event's name."""
        return self.event


class PageUrl(_Part):
    """A page URL (or pattern) registered for Page calls."""

    url: str = ""
    match: Annotated[MatchType, Field(strict=False)] = MatchType.LEGACY
    sprig_event: str = ""
    enabled: bool = True
    note: str = ""

    @property
    def pattern(self) -> str:
        """What is compared with `properties.url`."""
        return self.url


class DestinationFilter(_Part):
    """A Segment destination filter (facts.md, section 4)."""

    name: str = ""
    if_: str = Field(default="all", alias="if")
    action: Annotated[FilterAction, Field(strict=False)] = FilterAction.DROP_EVENT
    enabled: bool = True
    percent: Annotated[float, Field(ge=0, le=1)] = 1.0
    path: str = ""
    fields: dict[str, Strings] = Field(default_factory=dict)


class Ui(_Part):
    """How the terminal looks, and keys by binding id."""

    theme: str = "sprig-dark"
    keys: dict[str, str] = Field(default_factory=dict)


class Config(_Part):
    """The whole file."""

    version: Annotated[int, Field(ge=0, le=10**6)] = CONFIG_VERSION
    destination: Destination = Destination()
    listener: Listener = Listener()
    store: Store = Store()
    triggered_events: Annotated[tuple[TriggeredEvent, ...], Field(strict=False)] = ()
    page_urls: Annotated[tuple[PageUrl, ...], Field(strict=False)] = ()
    filters: Annotated[tuple[DestinationFilter, ...], Field(strict=False, max_length=10)] = ()
    ui: Ui = Ui()

    @model_validator(mode="after")
    def _check_mapping_count(self) -> Self:
        count = len(self.triggered_events) + len(self.page_urls)
        problem = mapping_count_problem(self.destination.kind, count)
        if problem:
            raise PydanticCustomError("mapping_count", "{problem}", {"problem": problem})
        return self


def mapping_count_problem(kind: Kind, count: int) -> str:
    """Why `kind` cannot take so many mappings, "" when it can (facts.md, section 6)."""
    if kind is not Kind.GLEAP or count <= MAX_GLEAP_MAPPINGS:
        return ""
    return f"Gleap takes at most {MAX_GLEAP_MAPPINGS} mappings, and the file has {count}"


Mapping = TriggeredEvent | PageUrl
