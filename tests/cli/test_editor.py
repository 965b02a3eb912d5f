"""The operator's editor, with scripts in its place."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.cli.editor import ClickEditor
from sprig_tui.ports import EditorError

Install = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Makes a script the editor; it finds the file in `$1`."""
    monkeypatch.delenv("VISUAL", raising=False)

    def install(script: str) -> None:
        tool = tmp_path / "my editor"
        tool.write_text(f"#!/bin/sh\n{script}\n")
        tool.chmod(0o755)
        monkeypatch.setenv("EDITOR", f'"{tool}"')

    return install


def test_what_the_operator_saves_comes_back(editor: Install, tmp_path: Path) -> None:
    """The file has the suffix that the editor colours by, is private, and goes away."""
    seen = tmp_path / "seen"
    editor(f'echo "$1" > "{seen}"; stat -c %a "$1" >> "{seen}"; sed -i s/pro/team/ "$1"')
    assert ClickEditor().edit('{"plan": "pro größe"}', suffix=".json") == '{"plan": "team größe"}\n'
    path, mode = seen.read_text().split()
    assert path.endswith(".json")
    assert mode == "600"
    assert not Path(path).exists()


@pytest.mark.parametrize("script", ["exit 0", 'touch "$1"', 'cp "$1" "$1.x"; mv "$1.x" "$1"'])
def test_a_text_left_as_it_was_is_no_edit(editor: Install, script: str) -> None:
    """Saved again or not."""
    editor(script)
    assert ClickEditor().edit("{}", suffix=".json") is None
    assert ClickEditor().edit("{}\n", suffix=".json") is None


def test_ctrl_c_in_the_editor_ends_only_that(editor: Install) -> None:
    """It reaches both: they share the terminal."""
    editor(f'kill -INT {os.getpid()}; echo "edited" > "$1"')
    assert ClickEditor().edit("{}", suffix=".json") == "edited\n"
    editor(f"kill -INT {os.getpid()}; kill -INT $$")
    with pytest.raises(EditorError):
        ClickEditor().open("any")


def test_all_of_a_text_may_be_deleted(editor: Install) -> None:
    editor('printf "" > "$1"')
    assert ClickEditor().edit("{}", suffix=".json") == ""


def test_half_a_character_of_a_payload_stops_no_editor(editor: Install) -> None:
    editor('echo end >> "$1"')
    assert ClickEditor().edit("a\ud800", suffix=".json") == "a?\nend\n"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("exit 3", "Editing failed; .EDITOR chooses which editor is opened"),
        ('printf "\\377" > "$1"', "the edited file is no UTF-8 text; nothing was taken from it"),
        ('rm "$1"', "the edited file cannot be read: No such file or directory"),
    ],
)
def test_an_editor_that_fails_says_why(editor: Install, script: str, sentence: str) -> None:
    editor(script)
    with pytest.raises(EditorError, match=sentence):
        ClickEditor().edit("{}", suffix=".json")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("/nowhere/editor", "No such file or directory.*; .VISUAL chooses"),
        ('vi "half', "EDITOR is no command: No closing quotation"),
    ],
)
def test_an_editor_that_is_not_there_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, sentence: str
) -> None:
    """For a text and for a file, which stays as it is."""
    path = tmp_path / "sprig.toml"
    path.write_text("version = 1\n")
    monkeypatch.setenv("VISUAL", command)
    with pytest.raises(EditorError, match=sentence):
        ClickEditor().edit("{}", suffix=".json")
    with pytest.raises(EditorError, match=sentence):
        ClickEditor().open(str(path))
    assert path.read_text() == "version = 1\n"


def test_a_file_is_edited_in_its_place(editor: Install, tmp_path: Path) -> None:
    path = tmp_path / "sprig.toml"
    path.write_text("version = 1\n")
    editor('echo "# mine" >> "$1"')
    ClickEditor().open(str(path))
    assert path.read_text() == "version = 1\n# mine\n"


def test_the_editor_is_named_before_it_opens(
    editor: Install, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`$VISUAL` goes first; what a variable says is made harmless."""
    editor("exit 0")
    ClickEditor().edit("{}", suffix=".json")
    assert capsys.readouterr().out.endswith('my editor", as $EDITOR says\n')
    monkeypatch.setenv("VISUAL", "true \x1b")
    ClickEditor().edit("{}", suffix=".json")
    assert capsys.readouterr().out == "sprig-tui: opening true \\x1b, as $VISUAL says\n"


@pytest.mark.parametrize("there", ["sensible-editor", "nano", "vi"])
def test_without_a_variable_the_first_that_is_there_is_opened_and_named(
    there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Debian's sensible-editor may ask which one: it is clear then who asks, and why."""
    opened = tmp_path / "opened"
    for name in ("vi", there):
        tool = tmp_path / name
        tool.write_text(f'#!/bin/sh\necho {name} "$1" > "{opened}"\n')
        tool.chmod(0o755)
    for variable in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    ClickEditor().open("/c.toml")
    assert opened.read_text() == f"{there} /c.toml\n"
    assert f"neither $VISUAL nor $EDITOR is set: opening {there};" in capsys.readouterr().out
