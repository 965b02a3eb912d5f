"""`mappings add|remove|enable|disable`: edits that say what they did, and refuse what cannot be."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.cli.mapping_changes import MATCHES
from sprig_tui.domain.settings import MatchType
from tests.cli.rival import write_meanwhile

CONFIG = """\
# mine
[[triggered_events]]
event = "Signed Up"   # the big one

[[triggered_events]]
event = "Signed In"
enabled = false

[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"
"""


def run(file: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["mappings", *words, "--config", str(file)])


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "c.toml"
    file.write_text(CONFIG)
    return file


def test_every_match_type_can_be_given() -> None:
    assert tuple(match.value for match in MatchType) == MATCHES


def test_a_mapping_is_added_at_the_end_with_what_was_given(file: Path) -> None:
    words = ("--match", "contains", "--sprig-event", "Bought", "--note", "n", "--disabled")
    done = run(file, "add", "event", "Order", *words)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f'added #3 triggered event "Order" (contains): {file}:9\n'
    entry = (
        '[[triggered_events]]\nevent = "Order"\nmatch = "contains"\n'
        'sprig_event = "Bought"\nenabled = false\nnote = "n"\n'
    )
    assert entry in file.read_text()
    assert file.read_text().replace(entry + "\n", "") == CONFIG


@pytest.mark.parametrize(
    ("word", "pattern", "match"),
    [("event", "Order", "exactly"), ("url", "https://shop.example/cart", "legacy")],
)
def test_without_a_match_type_the_default_of_the_file_holds(
    file: Path, word: str, pattern: str, match: str
) -> None:
    assert f'"{pattern}" ({match})' in run(file, "add", word, pattern).stdout
    assert f'"{pattern}"\nmatch = "{match}"\n' in file.read_text()


def test_a_mapping_can_be_added_before_another(file: Path) -> None:
    done = run(file, "add", "event", "Signed", "--match", "startsWith", "--at", "1")
    assert done.stdout == f'added #1 triggered event "Signed" (startsWith): {file}:1\n'
    assert file.read_text().endswith(CONFIG)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("event", "Signed Up"), '#1 triggered event "Signed Up" (exactly) is there already: {}:2'),
        (
            ("event", "Signed Up", "--disabled", "--note", "x"),
            '#1 triggered event "Signed Up" (exactly) is there already, and is switched on: {}:2',
        ),
        (
            ("event", "Signed In"),
            '#2 triggered event "Signed In" (exactly) is there already, but is switched off: {}:5',
        ),
    ],
)
def test_adding_what_is_there_changes_nothing(
    file: Path, words: tuple[str, ...], said: str
) -> None:
    """So that a script can be run again."""
    done = run(file, "add", *words)
    assert (done.exit_code, done.stdout) == (0, said.format(file) + "\n")
    assert file.read_text() == CONFIG


def test_a_mapping_that_never_wins_is_added_with_a_warning(file: Path) -> None:
    done = run(file, "add", "event", "Signed Up", "--sprig-event", "Joined")
    assert done.stderr == "sprig-tui: warning: never wins: #1 comes first\n"
    assert done.exit_code == 0
    assert 'sprig_event = "Joined"' in file.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("url", "a("), "url: the pattern never matches"),
        (("event", ""), "event: the pattern is missing"),
        (("event", "x" * 251), "251 characters"),
        (("event", "x", "--at", "4"), "the file has 2 there, so 1 to 3"),
        (("event", "x", "--at", "0"), "--at"),
        (("event", "x", "--match", "like"), "--match"),
        (("page", "x"), "event"),
        (("event", "\udc80"), "UTF-8"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    file: Path, words: tuple[str, ...], said: str
) -> None:
    done = run(file, "add", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert file.read_text() == CONFIG


def test_without_a_file_the_way_to_one_is_shown(folder: Path) -> None:
    done = run(folder / "none.toml", "add", "event", "x")
    assert done.exit_code == 2
    assert "sprig-tui config init" in done.stderr
    assert not (folder / "none.toml").exists()


@pytest.mark.parametrize("sought", ["1", "#1", "Signed Up"])
def test_a_mapping_is_removed_by_number_or_pattern(file: Path, sought: str) -> None:
    done = run(file, "remove", "event", sought)
    assert done.stdout == f'removed #1 triggered event "Signed Up" (exactly): {file}:2\n'
    assert "the big one" not in file.read_text()
    assert "Signed In" in file.read_text()


def test_mappings_are_switched_on_and_off_and_stay(file: Path) -> None:
    named = '#2 triggered event "Signed In" (exactly)'
    assert run(file, "enable", "event", "2").stdout == f"switched on {named}: {file}:5\n"
    assert run(file, "enable", "event", "2").stdout == f"{named} is on already: {file}:5\n"
    assert "# the big one" in file.read_text()
    run(file, "disable", "url", "1")
    done = run(file, "disable", "url", "https://shop.example/pricing")
    assert done.stdout.endswith(f"is off already: {file}:9\n")
    assert "enabled = false" in file.read_text()


def test_switching_on_is_judged_as_adding_is(file: Path) -> None:
    text = CONFIG + '[[page_urls]]\nurl = "a("\nenabled = false\n'
    twin = '[[triggered_events]]\nevent = "Signed Up"\nenabled = false\n'
    file.write_text(text + twin)
    done = run(file, "enable", "url", "2")
    assert done.exit_code == 2
    assert "nothing was written" in done.stderr
    assert file.read_text() == text + twin
    done = run(file, "enable", "event", "3")
    assert done.exit_code == 0
    assert "the same as #1" in done.stderr


def test_edits_are_made_on_what_somebody_else_wrote_meanwhile(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, and a warning is said once."""
    other = '[[triggered_events]]\nevent = "First"\n\n'
    write_meanwhile(monkeypatch, file, other + CONFIG)
    done = run(file, "add", "event", "Signed Up", "--sprig-event", "Joined")
    assert done.stderr == "sprig-tui: warning: never wins: #2 comes first\n"
    assert done.stdout.startswith("added #4 triggered event")
    assert file.read_text().startswith(other + CONFIG[:50])
    write_meanwhile(monkeypatch, file, CONFIG)
    assert run(file, "disable", "event", "2").stdout.startswith("switched off #1 triggered event")
    write_meanwhile(monkeypatch, file, other + CONFIG)
    assert run(file, "remove", "event", "#1").stdout.startswith("removed #2 triggered event")
    assert file.read_text().startswith(other + '[[triggered_events]]\nevent = "Signed In"')


def test_what_somebody_else_added_meanwhile_is_there_already(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = CONFIG + '\n[[triggered_events]]\nevent = "Order"\n'
    write_meanwhile(monkeypatch, file, twin)
    done = run(file, "add", "event", "Order")
    assert (done.exit_code, file.read_text()) == (0, twin)
    assert "is there already" in done.stdout


def test_a_mapping_that_somebody_else_removed_meanwhile_is_an_error(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_meanwhile(monkeypatch, file, "# empty\n")
    done = run(file, "disable", "event", "1")
    assert (done.exit_code, done.stdout) == (1, "")
    assert 'somebody else removed #1 triggered event "Signed Up"' in done.stderr
    assert file.read_text() == "# empty\n"


def test_a_pattern_that_could_drive_a_terminal_is_named_harmlessly(file: Path) -> None:
    assert "\x1b" not in run(file, "add", "event", "a\x1b]0;x").output
    assert "\x1b" not in run(file, "remove", "event", "b\x1b]0;x").output
