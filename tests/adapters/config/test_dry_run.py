"""A file that is edited and never written."""

from pathlib import Path

import pytest

from sprig_tui.adapters.config.dry_run import DryRunRepository
from sprig_tui.domain.config_edits import ConfigError, SetKey


async def test_the_edit_is_judged_and_the_file_stays(folder: Path) -> None:
    file = folder / "c.toml"
    file.write_text("version = 1\n")
    repository = DryRunRepository(file)
    base = await repository.load()
    assert repository.outcome is None
    saved = await repository.save([SetKey(("listener", "port"), 1)], base)
    assert saved.config.listener.port == 1
    assert repository.outcome == (base, saved)
    with pytest.raises(ConfigError):
        await repository.save([SetKey(("listener", "port"), -1)], base)
    assert file.read_text() == "version = 1\n"
