"""The wheel that users install has everything: the example, the themes, the type marker."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_wheel_holds_all_that_the_program_needs(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation",
            "--no-index", "--disable-pip-version-check", "-w", str(tmp_path), str(ROOT),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("sprig_tui-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sprig_tui").rglob("*")
        if path.suffix in (".py", ".tcss", ".typed", ".lark", ".sql")
    }
    themes = {f"sprig_tui/themes/{path.name}" for path in (ROOT / "themes").glob("*.toml")}
    assert sources | themes | {"sprig_tui/config.example.toml"} <= names
    assert not any("test" in Path(name).parts for name in names)
    script = (
        "from sprig_tui.adapters.themes.files import theme_source\n"
        "from sprig_tui.cli.main import main\n"
        "import sprig_tui\n"
        "themes, failed = theme_source().load()\n"
        "assert len(themes) >= 3 and not failed, (themes, failed)\n"
        "print(sprig_tui.__file__)\n"
        "main(['config', 'init', '--config', 'made.toml'], standalone_mode=False)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "site") in done.stdout
    assert (tmp_path / "made.toml").read_text() == (ROOT / "config.example.toml").read_text()
