"""Where deliveries go, whether they flow, and with which key (design.md, sections 3 and 6)."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.config_checks import endpoint_problem, is_loopback
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind, Mode

_MAX_HOST: Final = 80
_SPRIGS: Final = (Kind.SPRIG, Kind.SPRIG_ACTIONS)


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """What the dispatcher goes by.

    `stopped` says why nothing of `lane` can be sent (NO_KEY, BAD_ENDPOINT) and `sentence` explains
    it; None when `key` may be used. `one_key` tells that both environments use the same key.
    """

    lane: Lane
    mode: Mode
    key: Secret = field(default_factory=Secret, repr=False)
    stopped: Flow | None = None
    sentence: str = ""
    one_key: bool = False

    @property
    def sends(self) -> bool:
        """Whether rows of the lane leave at all."""
        return self.mode is Mode.LIVE and self.stopped is None


def delivery_settings(snapshot: ConfigSnapshot, *, named_explicitly: bool) -> DeliverySettings:
    """What a configuration says of deliveries.

    `named_explicitly` tells that the operator named the config file: only then may the key from
    the environment go to a host that the file chose (design.md, section 3).
    """
    destination = snapshot.config.destination
    keys = destination.api_keys
    lane = Lane(destination.kind, destination.environment, destination.endpoint)
    key = destination.api_key()
    stopped, sentence = _obstacle(snapshot, lane, key, named_explicitly=named_explicitly)
    return DeliverySettings(
        lane=lane,
        mode=destination.mode,
        key=key if stopped is None else Secret(),
        stopped=stopped,
        sentence=sentence,
        one_key=snapshot.environment_key or keys.development == keys.production,
    )


def limit_group(settings: DeliverySettings) -> tuple[Lane, ...]:
    """The lanes whose requests count together, for the limit is one key's (facts.md, section 5)."""
    lane = settings.lane
    kinds = _SPRIGS if lane.kind in _SPRIGS else (lane.kind,)
    environments = tuple(type(lane.environment)) if settings.one_key else (lane.environment,)
    return tuple(
        Lane(kind, environment, lane.endpoint) for kind in kinds for environment in environments
    )


def _obstacle(
    snapshot: ConfigSnapshot, lane: Lane, key: Secret, *, named_explicitly: bool
) -> tuple[Flow | None, str]:
    """Why nothing can be sent, in a sentence; (None, "") when it can."""
    problem = endpoint_problem(lane.endpoint)
    if problem:
        return Flow.BAD_ENDPOINT, f"Nothing is sent: {problem}."
    if not key:
        return (
            Flow.NO_KEY,
            (
                f"There is no API key for the {lane.environment.value} environment: "
                "set one in Settings."
            ),
        )
    if not all("!" <= character <= "~" for character in key.reveal()):
        return (
            Flow.NO_KEY,
            (
                f"The API key for the {lane.environment.value} environment has a character that no "
                "key has (a space or a line break, perhaps): set it again."
            ),
        )
    if snapshot.environment_key and not named_explicitly and not _is_trusted(lane):
        host = safe(urlsplit(lane.endpoint).hostname or "", _MAX_HOST)
        return (
            Flow.NO_KEY,
            (
                f"$SPRIG_TUI_API_KEY is not sent to {host}: a config file asks for it that nobody "
                "named. Start with --config to allow it."
            ),
        )
    return None, ""


def _is_trusted(lane: Lane) -> bool:
    """Whether an endpoint is the destination's own or this machine."""
    home, endpoint = urlsplit(DESTINATIONS[lane.kind].home), urlsplit(lane.endpoint)
    if not lane.endpoint or is_loopback(endpoint.hostname or ""):
        return True
    return (endpoint.scheme, endpoint.hostname, endpoint.port or 443) == (
        home.scheme,
        home.hostname,
        443,
    )
