"""An engine that is not there: its commands and its listener, in memory."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence

from sprig_tui.domain.flow import DeliveryStatus
from sprig_tui.domain.record import Record
from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.ports import EngineStatus, EngineUnreachableError, SendResult

ADDRESS = "http://127.0.0.1:8765"


class QuietPort:
    """Implements `ports.ListenerProbe`; set `said` to a sentence to make the port a bad one."""

    def __init__(self) -> None:
        self.said = ""
        self.asked: list[str] = []

    async def problem(self, address: str) -> str:
        """As `ports.ListenerProbe`."""
        self.asked.append(address)
        return self.said


class MemoryEngine:
    """Implements `ports.EngineCommands`; set `unreachable` to a sentence to make it silent."""

    def __init__(self) -> None:
        self.unreachable = ""
        self.problem = ""
        self.notice = ""
        self.restart_needed: tuple[str, ...] = ()
        self.refused: dict[str, int] = {}
        self.known: list[str] = []
        self.denied: list[str] = []
        self.resent: list[int] = []
        self.resets = 0
        self.delivery = DeliveryStatus()
        self.rules_version: Callable[[], str] = lambda: "0123456789ab"

    async def status(self) -> EngineStatus:
        """A running engine."""
        self._answer()
        return EngineStatus(
            pid=4711,
            address=ADDRESS,
            config_path="/config/sprig.toml",
            store_path="/state/events.db",
            terminals=1,
            rules_version=self.rules_version(),
            problem=self.problem,
            restart_needed=self.restart_needed,
            refused=dict(self.refused),
            delivery=self.delivery,
            notice=self.notice,
        )

    async def know_user(self, user_id: str) -> None:
        """Remembers it in `known`."""
        self._answer()
        self.known.append(user_id)

    async def deny_request(self, name: str) -> None:
        """Remembers it in `denied`."""
        self._answer()
        self.denied.append(name)

    async def resend(self, row_ids: Sequence[int]) -> int:
        """Remembers them in `resent`."""
        self._answer()
        self.resent.extend(row_ids)
        return len(row_ids)

    async def reset(self) -> int:
        """Counts the calls in `resets`."""
        self._answer()
        self.resets += 1
        return 0

    def _answer(self) -> None:
        if self.unreachable:
            raise EngineUnreachableError(self.unreachable)


class MemorySender:
    """Implements `ports.EventSender`: keeps what was sent and answers with `answer(event)`."""

    def __init__(
        self, answer: Callable[[Mapping[str, object]], Record | None] | None = None
    ) -> None:
        self.sent: list[Mapping[str, object]] = []
        self.unreachable = ""
        self.status = 200
        self.message = ""
        self._answer = answer or (lambda _event: None)

    async def send(self, event: Mapping[str, object]) -> SendResult:
        """Takes the event."""
        if self.unreachable:
            raise EngineUnreachableError(self.unreachable)
        self.sent.append(event)
        return SendResult(self.status, self.message, self._answer(event))


class FixedClock:
    """Implements `ports.Clock`; the test moves it."""

    def __init__(self, now_ms: int = 1_795_348_800_000) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        """Unix milliseconds."""
        return self.ms

    def monotonic(self) -> float:
        """Seconds, in step with `ms`."""
        return self.ms / 1000


class FixedThemes:
    """Implements `ports.ThemeSource` with the themes and failures that it is given."""

    def __init__(self, themes: Sequence[ThemeSpec] = (), failures: Sequence[str] = ()) -> None:
        self._themes = themes
        self._failures = failures
        self._changed = asyncio.Event()

    def change(self, themes: Sequence[ThemeSpec], failures: Sequence[str] = ()) -> None:
        """Other files from now on."""
        self._themes, self._failures = themes, failures
        self._changed.set()

    async def changes(self) -> AsyncGenerator[None, None]:
        """One item for each change."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            yield

    def load(self) -> tuple[Sequence[ThemeSpec], Sequence[str]]:
        """What was given."""
        return self._themes, self._failures
