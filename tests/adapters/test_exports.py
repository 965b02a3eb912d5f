"""Exports into files."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sprig_tui.adapters.exports import FileExports
from sprig_tui.ports import ExportError


async def _texts(*texts: str) -> AsyncIterator[str]:
    for text in texts:
        yield text


async def test_a_file_is_proposed_made_private_and_never_written_over(tmp_path: Path) -> None:
    exports = FileExports(tmp_path / "new" / "exports")
    path = exports.propose("jsonl")
    assert path.startswith(str(tmp_path / "new" / "exports" / "events-"))
    assert await exports.write(path, _texts("a\n", "\ud800\n")) == path
    assert Path(path).read_text(encoding="utf-8") == "a\n?\n"
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    for made in (Path(path).parent, tmp_path / "new"):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert exports.propose("jsonl") != path
    with pytest.raises(ExportError, match="is there already; choose another name"):
        await exports.write(path, _texts("b"))
    assert Path(path).read_text(encoding="utf-8") == "a\n?\n"


async def test_two_files_of_one_second_get_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.strftime", lambda form: form.replace("%Y%m%d-%H%M%S", "now"))
    exports = FileExports(tmp_path)
    for name in ("events-now.csv", "events-now-2.csv", "events-now-3.csv"):
        assert exports.propose("csv") == str(tmp_path / name)
        (tmp_path / name).touch()


async def test_relative_paths_and_home_are_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    exports = FileExports(tmp_path / "exports")
    assert await exports.write("here.csv", _texts("1")) == str(tmp_path / "here.csv")
    assert await exports.write("~/home.csv", _texts("2")) == str(tmp_path / "home.csv")
    for bad in ("no/such/folder.csv", "a\0b", str(tmp_path)):
        with pytest.raises(ExportError):
            await exports.write(bad, _texts("3"))


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyError("x")])
async def test_nothing_is_left_of_an_export_that_fails(tmp_path: Path, error: Exception) -> None:
    async def broken() -> AsyncIterator[str]:
        yield "a"
        raise error

    expected = ExportError if isinstance(error, OSError) else KeyError
    with pytest.raises(expected):
        await FileExports(tmp_path).write(str(tmp_path / "x.csv"), broken())
    assert list(tmp_path.iterdir()) == []


async def test_a_file_is_read_up_to_so_many_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "m.csv").write_bytes(b"a\xffbc")
    os.mkfifo(tmp_path / "pipe")
    exports = FileExports(tmp_path / "exports")
    assert await exports.read("~/m.csv", most=3) == b"a\xffb"
    for bad in ("~/none.csv", "a\0b", str(tmp_path), str(tmp_path / "pipe")):
        with pytest.raises(ExportError, match="cannot be read"):
            await exports.read(bad, most=3)
