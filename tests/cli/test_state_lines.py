"""What `serve --output plain` says of the config on stderr."""

import logging
from dataclasses import replace
from pathlib import Path

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.cli.state_lines import PlainFormatter, state_lines
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.engine_places import EnginePlaces
from tests.e2e.program import Places, Serve, wait_for


def snapshot(text: str) -> ConfigSnapshot:
    return read_config(text, "/c/sprig.toml", environment_key=Secret())


def places(folder: Path) -> EnginePlaces:
    return EnginePlaces(folder / "sprig.toml", folder / "events.db", folder / "socket")


def test_the_start_and_each_change_are_one_line(folder: Path) -> None:
    """Warnings once each; of a broken file the log of the engine tells."""
    where = places(folder)
    dry = snapshot("nonsense = 1\n")
    (first, warning) = state_lines(None, dry, where)
    assert first == (
        "mode dry_run, destination sprig, environment development; "
        f"config {where.config}; store {where.store}"
    )
    assert warning.startswith("warning: /c/sprig.toml:1: ")
    hold = snapshot('nonsense = 1\n[destination]\nmode = "hold"\n')
    hold = replace(hold, problems=dry.problems)
    now = "mode hold, destination sprig, environment development"
    assert list(state_lines(dry, hold, where)) == [f"now {now}"]
    assert list(state_lines(hold, hold, where)) == []
    broken = ConfigError("/c/sprig.toml", (ConfigProblem("error", "not TOML", line=3),))
    assert list(state_lines(hold, broken, where)) == []
    (again, *_) = state_lines(broken, hold, where)
    assert again == f"the config can be used again: {now}"


def test_log_lines_are_harmless() -> None:
    """A key of the config may be named by anybody who writes files."""
    record = logging.LogRecord("a", logging.WARNING, "p", 1, "bad %s", ("\x1b[2J\nnext",), None)
    assert PlainFormatter("%(message)s").format(record) == "bad \\x1b[2J\nnext"


def test_serve_says_them_on_stderr_while_it_runs(folder: Path) -> None:
    there = Places(folder)
    with Serve(there, "--output", "plain") as engine:
        wait_for(lambda: len(engine.errors) > 1, "the first line")
        assert engine.errors[1].startswith("mode dry_run, destination sprig, environment")
        text = there.config.read_text(encoding="utf-8")
        there.config.write_text(text + '[destination]\nmode = "hold"\n', encoding="utf-8")
        wait_for(
            lambda: any(line.startswith("now mode hold") for line in engine.errors), "a change"
        )
        there.config.write_text(text + "[[", encoding="utf-8")
        wait_for(lambda: any("last good rules" in line for line in engine.errors), "the error")
        there.config.write_text(text, encoding="utf-8")
        # whether it can be used "again" depends on when its broken state was seen
        told = ("now mode dry_run", "again: mode dry_run")
        wait_for(lambda: any(one in line for line in engine.errors for one in told), "the mended")
