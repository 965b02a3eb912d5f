"""Which mapping is meant by a number or a pattern."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.exits import FAILED, PlainExit
from sprig_tui.cli.main import main
from sprig_tui.cli.mapping_sought import LISTED, SoughtMapping
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Config

CONFIG = """\
[[triggered_events]]
event = "Signed Up"

[[triggered_events]]
event = "Signed In"
"""


def run(file: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["mappings", *words, "--config", str(file)])


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def snapshot(*events: str) -> ConfigSnapshot:
    entries = [{"event": event} for event in events]
    return ConfigSnapshot(Config.model_validate({"triggered_events": entries}), "/c.toml", "")


def test_a_number_stays_the_mapping_that_it_was_first() -> None:
    mapping = SoughtMapping("event", "#2")
    assert mapping.index(snapshot("a", "b", "c")) == 1
    assert mapping.index(snapshot("new", "a", "b")) == 2
    with pytest.raises(PlainExit, match='removed #3 triggered event "b"') as caught:
        mapping.index(snapshot("a", "c"))
    assert caught.value.exit_code == FAILED


@pytest.mark.parametrize(
    ("sought", "said"),
    [
        ("signed up", 'did you mean #1 triggered event "Signed Up" (exactly)?'),
        ("9", "the file has 2"),
        ("#0", "the file has 2"),
    ],
)
def test_what_is_not_there_is_an_error_that_helps(file: Path, sought: str, said: str) -> None:
    done = run(file, "remove", "event", sought)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert file.read_text() == CONFIG


def test_a_word_that_may_mean_several_is_refused_with_their_numbers(file: Path) -> None:
    more = "".join(f'[[triggered_events]]\nevent = "1"\nnote = "{n}"\n' for n in range(LISTED))
    file.write_text(CONFIG + more)
    done = run(file, "disable", "event", "1")
    assert done.exit_code == 2
    assert '#1 triggered event "Signed Up" (exactly); #3 triggered event "1"' in done.stderr
    assert done.stderr.endswith("; and 1 more: name one by its number, '#1'\n")
    assert file.read_text() == CONFIG + more
    assert run(file, "disable", "event", "#3").exit_code == 0
