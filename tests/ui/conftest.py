"""A terminal over fakes."""

from collections.abc import Callable

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.domain.secret import Secret
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext
from tests.fakes.config import MemoryConfigRepository
from tests.fakes.engine import ADDRESS, FixedClock, MemoryEngine, MemorySender
from tests.fakes.log import MemoryLog


class Terminal:
    """The app and the fakes behind it; change the fakes and watch the screen."""

    def __init__(self, config: str = "", *, ascii_only: bool = False) -> None:
        self.config = MemoryConfigRepository(config)
        self.log = MemoryLog()
        self.engine = MemoryEngine()
        self.sender = MemorySender()
        self.clock = FixedClock()
        self.context = TerminalContext(
            config=self.config,
            reader=self.log,
            engine=self.engine,
            sender=self.sender,
            themes=theme_source(),
            clock=self.clock,
            snapshot=read_config(config, self.config.path, environment_key=Secret()),
            address=ADDRESS,
            ascii_only=ascii_only,
        )
        self.app = SprigApp(self.context)


@pytest.fixture(autouse=True)
def _no_terminal_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither colours nor drivers of the machine that runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def terminal() -> Callable[..., Terminal]:
    """Makes a terminal: `terminal(config_text)`."""
    return Terminal
