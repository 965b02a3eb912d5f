"""What the terminal remembers, in memory."""

from sprig_tui.domain.preferences import Preferences
from sprig_tui.ports import PreferencesError


class MemoryPreferences:
    """Implements `ports.PreferencesStore`; set `unavailable` to a sentence to make calls fail."""

    def __init__(self) -> None:
        self.saved = Preferences()
        self.unavailable = ""

    async def load(self) -> Preferences:
        """As `ports.PreferencesStore`."""
        self._require()
        return self.saved

    async def save(self, preferences: Preferences) -> None:
        """As `ports.PreferencesStore`."""
        self._require()
        self.saved = preferences

    def _require(self) -> None:
        if self.unavailable:
            raise PreferencesError(self.unavailable)
