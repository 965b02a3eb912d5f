"""`mappings export`: data on stdout, what is lost on stderr."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.cli.mapping_export import FORMATS
from sprig_tui.domain.mapping_exchange import formats

CONFIG = """\
[destination.api_keys]
production = "canary-key-9876"

[[triggered_events]]
event = "=Signed Up"   # the big one
note = "a,b"

[[page_urls]]
url = "https://shop.example/é"
match = "startsWith"
enabled = false
"""


def run(folder: Path, *words: str) -> Result:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    done = CliRunner().invoke(main, ["mappings", "export", *words, "--config", str(file)])
    assert "canary" not in done.output
    assert done.exit_code == 0
    return done


def test_every_form_can_be_asked_for() -> None:
    assert formats.FORMATS == FORMATS


@pytest.mark.parametrize("words", [(), ("--format", "csv")])
def test_a_table_comes_out(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words)
    assert done.stderr == ""
    assert done.stdout_bytes.decode() == (
        "table,pattern,match,sprig_event,enabled,note\r\n"
        'event,\'=Signed Up,exactly,,true,"a,b"\r\n'
        "url,https://shop.example/é,startsWith,,false,\r\n"
    )


def test_the_tables_of_a_config_come_out(folder: Path) -> None:
    data = tomllib.loads(run(folder, "--format", "toml").stdout)
    assert data == {
        "triggered_events": [{"event": "=Signed Up", "match": "exactly", "note": "a,b"}],
        "page_urls": [{"url": "https://shop.example/é", "match": "startsWith", "enabled": False}],
    }


def test_a_tracking_plan_comes_out_and_says_what_it_lost(folder: Path) -> None:
    done = run(folder, "--format", "json")
    (rule,) = json.loads(done.stdout)["rules"]
    assert (rule["type"], rule["key"]) == ("TRACK", "=Signed Up")
    assert done.stderr == (
        "sprig-tui: warning: 1 page URLs are left out: a plan has names, no URLs\n"
    )
