"""What stores the API key that is missing."""

from sprig_tui.domain.commands import Command
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.flow import Flow


def storing(snapshot: ConfigSnapshot, settings: DeliverySettings, command: Command) -> str:
    """What has to be typed to store a key for the lane; "" where that would change nothing.

    The key of the environment variable goes before any that is stored.
    """
    if settings.stopped is not Flow.NO_KEY or snapshot.environment_key:
        return ""
    return command(f"key set --stdin --environment {settings.lane.environment.value}")
