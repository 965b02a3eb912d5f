"""What the file adds to the contract (tests/contract/test_config_repository.py)."""

import os
from pathlib import Path

import pytest

from sprig_tui.adapters.config import repository as repository_module
from sprig_tui.adapters.config.reading import read_config
from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot, SetKey
from sprig_tui.domain.secret import Secret


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


async def test_a_text_is_judged_once_however_often_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With thousands of mappings the judgement is what a key waits for; an undo needs none."""
    file = folder / "c.toml"
    file.write_text("[listener]\nport = 4000\n")
    judged: list[str] = []

    def count(text: str, path: str, *, environment_key: Secret, mode: int) -> ConfigSnapshot:
        judged.append(text)
        return read_config(text, path, environment_key=environment_key, mode=mode)

    monkeypatch.setattr(repository_module, "read_config", count)
    repository = FileConfigRepository(file)
    base = await repository.load()
    saved = await repository.save([SetKey(("listener", "port"), 4001)], base)
    assert await repository.load() == saved
    undone = await repository.write(base.text, saved)
    assert undone.config.listener.port == 4000
    assert judged == [base.text, saved.text]


async def test_a_text_that_was_forgotten_comes_back_as_it_is(folder: Path) -> None:
    """Only the last few readings are kept."""
    file = folder / "c.toml"
    repository = FileConfigRepository(file)
    for port in (4000, 4001, 4002, 4003, 4000):
        file.write_text(f"[listener]\nport = {port}\n")
        assert (await repository.load()).config.listener.port == port
