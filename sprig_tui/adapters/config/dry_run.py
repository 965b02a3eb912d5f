"""A config file that is edited and never written."""

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import ConfigSnapshot


class DryRunRepository(FileConfigRepository):
    """Implements ports.ConfigRepository on a file that stays as it is.

    `save` and `write` give what the file would say, and raise as the real ones do when it could
    not be used; `outcome` is the last of these, before and after, None when nothing would change.
    """

    outcome: tuple[ConfigSnapshot, ConfigSnapshot] | None = None

    def _write(self, text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        after = self._draft(text, base)
        self.outcome = (base, after)
        return after
