"""`mappings … --dry-run`: what an edit would write and change, without it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.cli.mapping_dry_run import changed_lines
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Listener
from tests import factories
from tests.cli.filling import fill

CONFIG = """\
[destination.api_keys]
production = "canary-key-9876"

[[triggered_events]]
event = "Button Clicked"   # the big one
"""


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def run(file: Path, *words: str) -> Result:
    options = ["--config", str(file), "--store", str(file.with_name("s.db")), "--dry-run"]
    done = CliRunner().invoke(main, ["mappings", *words, *options])
    assert "canary" not in done.output
    assert file.read_text() == CONFIG
    return done


def test_what_would_be_written_and_change_is_printed(file: Path) -> None:
    fill(
        file.with_name("s.db"),
        factories.identify(messageId="m-0"),
        factories.track("Cart", messageId="m-1"),
    )
    done = run(file, "add", "event", "Cart")
    assert (done.exit_code, done.stderr) == (0, "sprig-tui: dry run: nothing was written\n")
    head, *lines = done.stdout.splitlines()
    assert head.startswith('dry run: would add #2 triggered event "Cart"')
    assert {
        "+[[triggered_events]]",
        '+event = "Cart"',
        "after:  c.toml after the edit, kind sprig",
    } <= {*lines}
    assert "1 more would be forwarded" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["disable", "event", "1"], 'would switch off #1 triggered event "Button Clicked"'),
        (["remove", "event", "1"], 'would remove #1 triggered event "Button Clicked"'),
        (["add", "event", "Cart", "--at", "1"], 'would add #1 triggered event "Cart"'),
        (["enable", "event", "1"], '#1 triggered event "Button Clicked" (exactly) is on'),
    ],
)
def test_nothing_is_told_as_done(file: Path, words: list[str], said: str) -> None:
    """Only what is so already is told as it is."""
    assert run(file, *words).stdout.startswith(f"dry run: {said}")


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["disable", "event", "1"], ["+enabled = false"]),
        (["remove", "event", "1"], ['-event = "Button Clicked"   # the big one']),
        (["enable", "event", "1"], []),
        (["add", "event", "Button Clicked"], []),
    ],
)
def test_every_edit_can_be_tried(file: Path, words: list[str], lines: list[str]) -> None:
    """What would change nothing prints no lines."""
    done = run(file, *words)
    assert done.exit_code == 0
    printed = done.stdout.splitlines()
    assert set(lines) <= set(printed)
    assert (len(printed) > 1) == bool(lines)


def test_a_secret_on_a_line_that_changes_is_masked() -> None:
    """And what the line says cannot drive a terminal."""
    config = Config(listener=Listener(write_keys=(Secret("canary-key-9876"),)))
    before = ConfigSnapshot(config, "/c.toml", 'x = "canary-key-9876"\n')
    after = ConfigSnapshot(config, "/c.toml", 'y = "canary-key-9876\u2028[2J"\n')
    text = "\n".join(changed_lines(before, after))
    assert "canary" not in text
    assert "\u2028" not in text
    assert '-x = "***"' in text
    assert '+y = "***\\u2028[2J"' in text
