"""A terminal over fakes."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.domain.answers import Answer
from sprig_tui.domain.config_edits import ConfigError
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.wire import read_one
from sprig_tui.ports import Arrival
from sprig_tui.services.diagnosis import Finding
from sprig_tui.services.ingest import ActiveRules, Ingest
from sprig_tui.services.key_check import KeyChecker
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext
from tests.fakes.config import MemoryConfigRepository
from tests.fakes.desk import MemoryClipboard, ScriptedEditor
from tests.fakes.engine import ADDRESS, FixedClock, MemoryEngine, MemorySender, QuietPort
from tests.fakes.exports import MemoryExports
from tests.fakes.flow_reader import FakeFlowReader
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader
from tests.fakes.preferences import MemoryPreferences
from tests.fakes.request_sender import OneAnswer
from tests.fakes.saved_filters import MemoryFilters


class Terminal:
    """The app and the fakes behind it; change the fakes and watch the screen."""

    def __init__(self, config: str = "", *, ascii_only: bool = False) -> None:
        self.config = MemoryConfigRepository(config)
        self._version = ""
        self.log = MemoryLog()
        self.outbox = FakeOutboxReader(self.log)
        self.flow = FakeFlowReader(self.log)
        self.engine = MemoryEngine()
        self.engine.rules_version = self._read_rules
        self.port = QuietPort()
        self.sender = MemorySender()
        self.clock = FixedClock()
        self.destination = OneAnswer(Answer(404))
        self.filters = MemoryFilters()
        self.preferences = MemoryPreferences()
        self.clipboard = MemoryClipboard()
        self.editor = ScriptedEditor()
        self.exports = MemoryExports()
        self.context = TerminalContext(
            config=self.config,
            reader=self.log,
            outbox=self.outbox,
            flow=self.flow,
            engine=self.engine,
            listener=self.port,
            sender=self.sender,
            themes=theme_source(),
            clock=self.clock,
            key_checker=KeyChecker(lambda: self.destination, self.clock, named_explicitly=False),
            saved_filters=self.filters,
            preferences=self.preferences,
            clipboard=self.clipboard,
            editor=self.editor,
            exports=self.exports,
            snapshot=read_config(config, self.config.path, environment_key=Secret()),
            address=ADDRESS,
            ascii_only=ascii_only,
        )
        self.findings: list[Finding] = []
        self.examined: list[bool] = []
        self.context = replace(self.context, examine=self._examine)
        self.app = SprigApp(self.context)
        rules = Rules(RulesSource.of(self.context.snapshot.config, self.context.snapshot.lines))
        mode = self.context.snapshot.config.destination.mode
        self.ingest = Ingest(
            self.log, ActiveRules(rules, mode), make_id=lambda: "made", sink=lambda _records: None
        )

    async def _examine(self, online: bool) -> AsyncIterator[Finding]:
        self.examined.append(online)
        for finding in self.findings:
            yield finding

    def _read_rules(self) -> str:
        """The version that an engine has in force: of the file while it can be used."""
        with contextlib.suppress(ConfigError):
            snapshot = read_config(self.config.text, self.config.path, environment_key=Secret())
            self._version = RulesSource.of(snapshot.config, snapshot.lines).version()
        return self._version

    async def receive(self, *events: object, source: str = "tests 1.0") -> None:
        """Events arrive, one second after the other, and are decided as the engine does it."""
        for event in events:
            raw = event if isinstance(event, bytes) else json.dumps(event).encode()
            item = read_one(raw, call=None, received_at_ms=self.clock.ms)
            await self.ingest.accept(Arrival([item], self.clock.ms, source=source))
            self.clock.ms += 1000


@pytest.fixture(autouse=True)
def _no_terminal_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither colours nor drivers of the machine that runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal() -> Callable[..., Terminal]:
    """Makes a terminal: `terminal(config_text)`."""
    return Terminal
