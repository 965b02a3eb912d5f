"""The mappings of a config as a text for a file."""

from collections.abc import Iterator

from sprig_tui.domain.config_edits import ConfigEdit, ConfigSnapshot, InsertEntry
from sprig_tui.domain.mapping_exchange.formats import Export, Format, write_mappings
from sprig_tui.domain.settings import Config
from sprig_tui.ports import ConfigRepository
from sprig_tui.services.entry_undo import given
from sprig_tui.services.mapping_view import entries_of, entry_values


async def export_mappings(repository: ConfigRepository, config: Config, form: Format) -> Export:
    """What `mappings export` prints; TOML is written as the config file itself would have it."""
    if form != "toml":
        return write_mappings(config, form, str)
    empty = ConfigSnapshot(Config(), repository.path, "")
    written = await repository.preview(list(_inserts(config)), empty)
    return Export(written.text)


def _inserts(config: Config) -> Iterator[ConfigEdit]:
    yield from (
        InsertEntry("triggered_events", at, given(entry_values("triggered_events", entry)))
        for at, entry in enumerate(entries_of(config, "triggered_events"))
    )
    yield from (
        InsertEntry("page_urls", at, given(entry_values("page_urls", entry)))
        for at, entry in enumerate(entries_of(config, "page_urls"))
    )
