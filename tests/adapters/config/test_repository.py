"""What the file adds to the contract (tests/contract/test_config_repository.py)."""

import os
from pathlib import Path

import pytest

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import ConfigError, SetKey


async def test_the_permissions_are_part_of_what_is_read(folder: Path) -> None:
    """Before a save and after it."""
    file = folder / "c.toml"
    file.write_text("[listener]\nwebhook_secret = 's'\n")
    file.chmod(0o644)
    repository = FileConfigRepository(file)
    base = await repository.load()
    saved = await repository.save([SetKey(("version",), 1)], base)
    for snapshot in (base, saved):
        assert [problem.message for problem in snapshot.problems] == [
            f"the file holds a key and others can read it: chmod 600 {file}"
        ]
    file.chmod(0o600)
    assert (await repository.load()).problems == ()


async def test_a_text_that_cannot_be_used_leaves_nothing_behind(folder: Path) -> None:
    """It is judged before anything is written."""
    file = folder / "c.toml"
    file.touch()
    repository = FileConfigRepository(file)
    base = await repository.load()
    with pytest.raises(ConfigError):
        await repository.write("=", base)
    assert os.listdir(folder) == ["c.toml"]  # noqa: PTH208
    assert repository.path == str(file)
