"""What the terminal is given to work with: the ports, and where it stands."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sprig_tui.domain.commands import Command, plain_command
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.ports import (
    Clipboard,
    Clock,
    ConfigRepository,
    EngineCommands,
    EventSender,
    Exports,
    FlowReader,
    ListenerProbe,
    LogReader,
    OutboxReader,
    PreferencesStore,
    SavedFilters,
    TextEditor,
    ThemeSource,
)

if TYPE_CHECKING:
    from sprig_tui.services.diagnosis import Finding
    from sprig_tui.services.key_check import KeyChecker


async def _no_findings() -> AsyncIterator["Finding"]:
    nothing: tuple[Finding, ...] = ()
    for finding in nothing:
        yield finding


@dataclass(frozen=True, slots=True)
class TerminalContext:
    """Handed to the app's constructor by whoever composes the terminal process.

    `snapshot` is the config as it was when the terminal opened; the app follows the file from
    there. `address` is the engine's `http://HOST:PORT`, shown until the engine itself tells.
    `examine` finds what the doctor does, and connects to the destination when given True.
    `ascii_only` draws glyphs with ASCII characters, as a terminal without UTF-8 does anyway.
    `config_named` tells that the operator named the config file (design.md, section 3), `demo`
    that its traffic is made up. `program` is how the program is called in commands to type,
    `command` how a verb of it is, on the config and the store of this terminal.
    """

    config: ConfigRepository
    reader: LogReader
    outbox: OutboxReader
    flow: FlowReader
    engine: EngineCommands
    listener: ListenerProbe
    sender: EventSender
    themes: ThemeSource
    clock: Clock
    key_checker: "KeyChecker"
    saved_filters: SavedFilters
    preferences: PreferencesStore
    clipboard: Clipboard
    editor: TextEditor
    exports: Exports
    snapshot: ConfigSnapshot
    address: str
    ascii_only: bool = False
    config_named: bool = False
    demo: bool = False
    program: str = "sprig-tui"
    command: Command = plain_command
    examine: Callable[[bool], AsyncIterator["Finding"]] = lambda _online: _no_findings()

    @property
    def config_path(self) -> str:
        """Where the config file is, absolute."""
        return self.config.path
