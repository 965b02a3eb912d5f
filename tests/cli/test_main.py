"""The command itself."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from sprig_tui import __version__
from sprig_tui.cli.main import VERBS, main


def test_help_lists_every_verb() -> None:
    text = CliRunner().invoke(main, ["--help"]).stdout
    assert all(f"\n  {verb} " in text for verb in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself(verb: str) -> None:
    done = CliRunner().invoke(main, [verb, "--help"])
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) > 5


def test_an_unknown_verb_is_a_usage_error() -> None:
    assert CliRunner().invoke(main, ["rm"]).exit_code == 2


def test_the_version_is_the_package_s() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).stdout


def test_help_loads_neither_the_terminal_nor_the_server() -> None:
    script = (
        "import sys\nfrom sprig_tui.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'uvicorn', 'httpx', 'lark', 'tomlkit', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
