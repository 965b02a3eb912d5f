"""`users`: known users without a screen."""

from pathlib import Path

from click.testing import CliRunner, Result

from sprig_tui.cli.main import main


def run(folder: Path, *words: str, stdin: str = "") -> Result:
    (folder / "c.toml").touch()
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    return CliRunner().invoke(main, ["users", *words, *options], input=stdin)


def test_imported_users_are_listed_in_order_with_their_origin(folder: Path) -> None:
    done = run(folder, "import", "-", stdin="u_2\n\n  u_1 \nu_2\n")
    assert done.stdout == "2 users are newly known, 0 were known before\n"
    done = run(folder, "import", "-", stdin="u_1\nu_3\n")
    assert done.stdout == "1 users are newly known, 1 were known before\n"
    lines = [line.split("\t") for line in run(folder, "list").stdout.splitlines()]
    assert [(line[0], line[2]) for line in lines] == [
        ("u_1", "import"),
        ("u_2", "import"),
        ("u_3", "import"),
    ]
    assert all(line[1].endswith("Z") for line in lines)


def test_an_id_that_could_drive_a_terminal_is_listed_harmlessly(folder: Path) -> None:
    run(folder, "import", "-", stdin="\x1b]0;x\x07\n")
    assert "\x1b" not in run(folder, "list").stdout


def test_a_file_that_is_not_there_is_a_usage_error(folder: Path) -> None:
    assert run(folder, "import", str(folder / "none.txt")).exit_code == 2


def test_a_file_that_is_no_text_is_refused_whole(folder: Path) -> None:
    (folder / "ids.txt").write_bytes(b"u_1\n\xff\n")
    done = run(folder, "import", str(folder / "ids.txt"))
    assert done.exit_code == 2
    assert "ids.txt is not UTF-8 text; nothing was imported" in done.stderr
    assert run(folder, "list").stdout == ""
