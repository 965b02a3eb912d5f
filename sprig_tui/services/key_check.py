"""Whether the destination accepts an API key, asked by a request that changes nothing there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.answers import (
    Answer,
    is_web_page,
    rate_limit_wait,
    redirect_host,
    without_key,
)
from sprig_tui.domain.commands import Command, plain_command
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Environment, Kind
from sprig_tui.ports import Clock, RequestSender

NOBODY: Final = "sprig-tui-check"
"""A user id that no customer has: Sprig answers 404 for it when the key is good."""
_PATHS: Final[Mapping[Kind, str]] = {
    Kind.SPRIG: f"/v2/users/{NOBODY}",
    Kind.SPRIG_ACTIONS: f"/v2/users/{NOBODY}",
    Kind.GLEAP: "/admin/auth",
}
"""facts.md, sections 5 and 6."""
_ASKS: Final[Mapping[Kind, str]] = {
    Kind.SPRIG: f"asks for a user that does not exist ({NOBODY})",
    Kind.SPRIG_ACTIONS: f"asks for a user that does not exist ({NOBODY})",
    Kind.GLEAP: "asks whether the token is good",
}
_GOOD: Final[Mapping[Kind, tuple[int, ...]]] = {
    Kind.SPRIG: (200, 404),
    Kind.SPRIG_ACTIONS: (200, 404),
    Kind.GLEAP: (200,),
}
_MAX_HOST: Final = 80


class CannotCheckError(Exception):
    """There is no key, or it must not go there; `str()` is one sentence."""


class KeyVerdict(StrEnum):
    """What a check came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """A check that was not made yet."""

    request: OutgoingRequest
    kind: Kind
    environment: Environment
    key: Secret = field(repr=False)
    from_environment: bool = False

    @property
    def host(self) -> str:
        """The host (and port) that the key goes to."""
        return safe(urlsplit(self.request.url).netloc, _MAX_HOST)

    @property
    def key_name(self) -> str:
        """Which key it is, with its mask."""
        source = " from $SPRIG_TUI_API_KEY" if self.from_environment else ""
        return f"{self.environment.value} key {self.key.masked()}{source}"

    @property
    def question(self) -> str:
        """What to ask before anything is sent."""
        return f"Send the {self.environment.value} key to {self.host}?"

    @property
    def detail(self) -> str:
        """What exactly is sent, in plain sentences, a line each."""
        request = self.request
        return (
            f"One request, kind {self.kind.value}, with the {self.key_name} in its header:\n"
            f"{request.method} {safe(request.url, 200)}\n"
            f"It {_ASKS[self.kind]}, and changes nothing there."
        )


@dataclass(frozen=True, slots=True)
class KeyCheckResult:
    """The verdict, and one line with status, time and what to do."""

    verdict: KeyVerdict
    sentence: str


class KeyChecker:
    """Plans and makes checks. `open_sender` opens what sends; it is closed after each check.

    The rules of destinations are loaded with the first plan: a terminal opens sooner without them.

    `named_explicitly` tells that the operator named the config file (design.md, section 3).
    `command` words what stores another key.
    """

    def __init__(
        self,
        open_sender: Callable[[], RequestSender],
        clock: Clock,
        *,
        named_explicitly: bool,
        command: Command = plain_command,
    ) -> None:
        self._command = command
        self._open_sender = open_sender
        self._clock = clock
        self._named_explicitly = named_explicitly

    def plan(self, snapshot: ConfigSnapshot, environment: Environment | None = None) -> KeyCheck:
        """What a check of an environment's key would send; None is the environment in use.

        Raises:
            CannotCheckError: there is no key, the endpoint cannot be sent to, or the key from the
                environment must not go to it.
        """
        from sprig_tui.domain.delivery_settings import delivery_settings
        from sprig_tui.domain.destinations.kinds import DESTINATIONS
        from sprig_tui.services.key_words import storing

        destination = snapshot.config.destination
        if environment is not None:
            chosen = destination.model_copy(update={"environment": environment})
            config = snapshot.config.model_copy(update={"destination": chosen})
            snapshot = replace(snapshot, config=config)
        settings = delivery_settings(snapshot, named_explicitly=self._named_explicitly)
        if settings.stopped is not None:
            typed = storing(snapshot, settings, self._command)
            said = f"{settings.sentence.rstrip('.')}, or with: {typed}" if typed else ""
            raise CannotCheckError(said or settings.sentence)
        lane = settings.lane
        path = _PATHS[lane.kind]
        return KeyCheck(
            DESTINATIONS[lane.kind].request("GET", lane.endpoint, path, None),
            lane.kind,
            lane.environment,
            settings.key,
            from_environment=snapshot.environment_key,
        )

    async def make(self, check: KeyCheck) -> KeyCheckResult:
        """Send the one request and say what its answer tells of the key."""
        sender = self._open_sender()
        try:
            answer = await sender.send(check.request, check.key, kind=check.kind)
        finally:
            await sender.close()
        answer = without_key(answer, check.key)
        verdict, sentence = _read(answer, check, self._clock.now_ms(), self._command)
        return KeyCheckResult(verdict, f"{verdict.value}: {sentence}")


def _read(answer: Answer, check: KeyCheck, now_ms: int, command: Command) -> tuple[KeyVerdict, str]:
    status = answer.status
    if status is None:
        sentence = f"{answer.problem} Check the network and [destination].endpoint."
        return KeyVerdict.UNKNOWN, f"{check.host}: {sentence}"
    said = f"{check.host} answered {status} in {answer.took_ms} ms"
    if is_web_page(answer):
        what = "with a web page, so this was not the destination: check [destination].endpoint"
        return KeyVerdict.UNKNOWN, f"{said} {what}"
    if status in _GOOD[check.kind]:
        return KeyVerdict.ACCEPTED, f"{said}: the {check.key_name} works"
    if status in (401, 403):
        remedy = _remedy(check, command)
        return KeyVerdict.REFUSED, f"{said}: the {check.key_name} is not taken; {remedy}"
    return KeyVerdict.UNKNOWN, f"{said}{_about(answer, status, now_ms)}"


def _remedy(check: KeyCheck, command: Command) -> str:
    if check.from_environment:
        return "correct $SPRIG_TUI_API_KEY"
    name = check.environment.value
    typed = command(f"key set --stdin --environment {name}")
    return f"store the right one with: {typed}"


def _about(answer: Answer, status: int, now_ms: int) -> str:
    """What an answer means that says nothing of the key."""
    if 300 <= status < 400:
        host = redirect_host(answer)
        where = f" to {host}" if host else ""
        return f", a redirect{where}, which is never followed: check [destination].endpoint"
    if status == 429:
        seconds = rate_limit_wait(answer.headers, now_ms=now_ms)
        return f", too many requests: try again in {seconds:.0f} s"
    if status >= 500:
        return ", a fault of its own: try again later"
    return ", which says nothing of the key: check [destination].kind and endpoint"
