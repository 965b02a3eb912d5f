"""What the app tells the screens on show. None of these bubbles."""

from dataclasses import dataclass

from textual.message import Message

from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot


@dataclass
class ConfigChanged(Message, bubble=False):
    """The config file was read anew and can be used; `app.snapshot` holds it too."""

    snapshot: ConfigSnapshot


@dataclass
class ConfigBroken(Message, bubble=False):
    """The config file cannot be used any more; `app.snapshot` keeps the last good one."""

    error: ConfigError


@dataclass
class LogChanged(Message, bubble=False):
    """Something was committed to the log. A flood of these is handled as one."""

    token: int

    def can_replace(self, message: Message) -> bool:
        """A later change makes an earlier one needless."""
        return isinstance(message, LogChanged)
