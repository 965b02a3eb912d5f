"""What the services and the terminal need of the outside world.

Every port has a real adapter and a fake that pass the same contract tests. Calls that do I/O are
async and never block the loop; times are Unix milliseconds.
"""

from sprig_tui.ports.config_repository import (
    ConfigRepository,
    ThemeSource,
)
from sprig_tui.ports.engine import (
    Accepted,
    Arrival,
    Clock,
    EngineCommands,
    EngineHangsError,
    EngineStatus,
    EngineUnreachableError,
    EventSender,
    Intake,
    ListenerProbe,
    RecordSink,
    SendResult,
)
from sprig_tui.ports.event_log import (
    EventLog,
    LogReader,
    LogTransaction,
    StoreTakenError,
    StoreUnavailableError,
)
from sprig_tui.ports.exports import ExportError, Exports
from sprig_tui.ports.flow_counts import FlowReader
from sprig_tui.ports.outbox import Outbox, OutboxReader, RequestSender
from sprig_tui.ports.saved_filters import SavedFilters, SavedFiltersError
from sprig_tui.ports.terminal import (
    Clipboard,
    ClipboardError,
    EditorError,
    PreferencesError,
    PreferencesStore,
    TextEditor,
)

__all__ = [
    "Accepted",
    "Arrival",
    "Clipboard",
    "ClipboardError",
    "Clock",
    "ConfigRepository",
    "EditorError",
    "EngineCommands",
    "EngineHangsError",
    "EngineStatus",
    "EngineUnreachableError",
    "EventLog",
    "EventSender",
    "ExportError",
    "Exports",
    "FlowReader",
    "Intake",
    "ListenerProbe",
    "LogReader",
    "LogTransaction",
    "Outbox",
    "OutboxReader",
    "PreferencesError",
    "PreferencesStore",
    "RecordSink",
    "RequestSender",
    "SavedFilters",
    "SavedFiltersError",
    "SendResult",
    "StoreTakenError",
    "StoreUnavailableError",
    "TextEditor",
    "ThemeSource",
]
