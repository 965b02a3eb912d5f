"""A state file is whole or not there."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.state.files import StateFile, StateFileError


def test_a_change_is_kept_for_the_owner_alone(folder: Path) -> None:
    file = StateFile(folder / "new" / "below" / "a.toml", "# Ours.\n")
    assert file.read() == {}
    file.change(lambda values: {**values, "a": 1})
    file.change(lambda values: {**values, "b": ["x"]})
    assert file.read() == {"a": 1, "b": ["x"]}
    assert file.path.read_text(encoding="utf-8").startswith("# Ours.\n")
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    for made in (file.path.parent, folder / "new"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_change_that_fails_leaves_nothing_behind(folder: Path) -> None:
    file = StateFile(folder / "a.toml", "")
    file.change(lambda values: {**values, "a": "kept"})
    with pytest.raises(StateFileError, match="it is no text"):
        file.change(lambda _values: {"a": "\ud800"})
    assert file.read() == {"a": "kept"}
    assert [one.name for one in folder.iterdir()] == ["a.toml"]


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_told_and_not_waited_for(
    folder: Path, make: Callable[[Path], object]
) -> None:
    """A pipe that nobody writes to would else hold the program up for ever."""
    file = StateFile(folder / "a.toml", "")
    make(file.path)
    with pytest.raises(StateFileError, match=r"a\.toml cannot be read: "):
        file.read()
    with pytest.raises(StateFileError, match=r"a\.toml cannot be read: "):
        file.change(lambda values: values)
