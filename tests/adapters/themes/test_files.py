"""Theme files: the program's own, the operator's, and bad ones."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sprig_tui.adapters.themes import files
from sprig_tui.adapters.themes.files import FileThemeSource, packaged_folder, theme_source

GOOD = 'name = "mine"\ndark = true\n[colors]\nprimary = "#123456"\n'


def _load(folder: Path, text: str | bytes) -> tuple[list[str], list[str]]:
    raw = text if isinstance(text, bytes) else text.encode()
    (folder / "one.toml").write_bytes(raw)
    themes, failures = FileThemeSource([folder]).load()
    return [theme.name for theme in themes], list(failures)


def test_the_programs_own_themes_are_found() -> None:
    """A light, a dark and a high-contrast one at least, and nothing wrong with any."""
    themes, failures = theme_source().load()
    names = [theme.name for theme in themes]
    assert {"sprig-dark", "sprig-light", "sprig-high-contrast"} <= set(names)
    assert names == sorted(names)
    assert failures == []
    assert {theme.dark for theme in themes} == {True, False}
    assert all(theme.description for theme in themes)
    assert packaged_folder().is_dir()


def test_a_theme_of_the_operator_takes_the_place_of_one_of_the_same_name(tmp_path: Path) -> None:
    """Later folders win; one that is not there is empty."""
    (tmp_path / "dark.toml").write_text(GOOD.replace("mine", "sprig-dark"))
    themes, failures = theme_source(tmp_path, tmp_path / "absent").load()
    found = {theme.name: theme for theme in themes}
    assert found["sprig-dark"].colors == {"primary": "#123456"}
    assert [name for name, theme in found.items() if theme.own] == ["sprig-dark"]
    assert failures == []


def test_variables_are_shades_and_text_styles(tmp_path: Path) -> None:
    """A colour may be half transparent, a style has words."""
    text = GOOD + (
        '[variables]\nborder = "#123456 40%"\ntext-muted = "auto 60%"\n'
        'block-cursor-text-style = "bold not underline"\nfooter-background = "ansi_blue"\n'
    )
    assert _load(tmp_path, text) == (["mine"], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xfe", "not TOML"),
        ("= 1", "not TOML"),
        ("a = " + "[" * 5000, "not TOML"),
        ("x = 1 #" + "x" * 70_000, "larger than"),
        ("dark = true", "name must be"),
        ('name = "Mine!"\ndark = true', "name must be"),
        ('name = "mine"\ndark = "yes"', "dark must be"),
        ('name = "mine"\ndark = true\ndescription = 1', "description must be"),
        (GOOD.replace("[colors]", "blink = true\n[colors]"), "'blink' is not part"),
        ('name = "mine"\ndark = true\ncolors = 1', "[colors] must hold"),
        ('name = "mine"\ndark = true\n[colors]\nprimary = 1', "[colors] must hold"),
        ('name = "mine"\ndark = true', "colors.primary is missing"),
        (GOOD + 'mauve = "#123456"', "colors.mauve is not"),
        (GOOD + 'error = "red; }"', "colors.error must be"),
        (GOOD + '[variables]\nborder = "solid"', "variables.border must be a colour"),
        (GOOD + '[variables]\nlink-style = "blinking"', "must be a text style"),
        (GOOD + '[variables]\n"a b" = "#123456"', "variables.a b must be"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, text: str | bytes, said: str) -> None:
    """It names the file and what is wrong, and stops nothing."""
    names, failures = _load(tmp_path, text)
    assert names == []
    assert len(failures) == 1
    assert failures[0].startswith("Theme file one.toml is not used: ")
    assert said in failures[0]


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound, contextlib.chdir(path.parent):
        bound.bind(path.name)


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, "it is a folder"),
        (os.mkfifo, "it is not a regular file"),
        (_socket, "it is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "it is a link to a file that does not exist"),
        (lambda path: path.symlink_to(path.name), "too many levels of symbolic links"),
        (_sparse, "it is larger than"),
    ],
)
def test_what_is_no_file_is_one_sentence_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    """A pipe that nobody writes to would else hold the program up for ever."""
    make(tmp_path / "odd.toml")
    (tmp_path / "one.toml").write_text(GOOD)
    themes, failures = FileThemeSource([tmp_path]).load()
    assert [theme.name for theme in themes] == ["mine"]
    assert len(failures) == 1
    assert failures[0].startswith(f"Theme file odd.toml is not used: {said}")


async def test_changed_new_and_gone_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each once, and none for what `load` has read already."""
    monkeypatch.setattr(files, "LOOK_S", 0.001)
    source = theme_source(tmp_path, tmp_path / "absent")
    source.load()
    changes = source.changes()
    for change in (
        lambda: (tmp_path / "one.toml").write_text(GOOD),
        lambda: (tmp_path / "one.toml").write_text(GOOD.replace("mine", "other")),
        lambda: (tmp_path / "lost.toml").symlink_to(tmp_path / "nowhere"),
        lambda: (tmp_path / "one.toml").unlink(),
    ):
        waiting = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)
        change()
        await asyncio.wait_for(waiting, 20)
    (tmp_path / "two.toml").write_text(GOOD)
    source.load()
    waiting = asyncio.ensure_future(anext(changes))
    looks, stamp = 0, files._stamp

    def count(folders: Sequence[Path]) -> files.Stamp:
        nonlocal looks
        looks += 1
        return stamp(folders)

    monkeypatch.setattr(files, "_stamp", count)
    while looks < 5:
        await asyncio.sleep(0)
    assert not waiting.done()
    (tmp_path / "two.toml").unlink()
    await asyncio.wait_for(waiting, 20)
    await changes.aclose()


async def test_a_file_in_the_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two looks must be alike, so that a half-written file is hardly ever read."""
    looks = iter([(), *(((f"{size}", 0, size, 0),) for size in (1, 2, 3, 3)), ()])
    monkeypatch.setattr(files, "LOOK_S", 0)
    monkeypatch.setattr(files, "_stamp", lambda _folders: next(looks))
    source = theme_source(tmp_path)
    source.load()
    changes = source.changes()
    await asyncio.wait_for(anext(changes), 20)
    assert list(looks) == [()]
    await changes.aclose()
