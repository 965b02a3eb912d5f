"""`demo` without a terminal."""

from click.testing import CliRunner

from sprig_tui.cli.main import main


def test_without_a_terminal_it_says_what_to_use_instead() -> None:
    done = CliRunner().invoke(main, ["demo"])
    assert done.exit_code == 2
    assert "sprig-tui serve" in done.stderr
