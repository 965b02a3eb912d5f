"""Words about a filter that stops every event."""

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.secret import Secret
from sprig_tui.services.stopping_filter import by_weight, stopping_words

BROKEN = '[[filters]]\nname = "no heartbeats"\nif = "type = ("\n'
SOUND = "[[filters]]\nif = 'type = \"track\"'\n"


def _words(text: str) -> str:
    return stopping_words(read_config(text, "/a/sprig.toml", environment_key=Secret()))


def test_the_filter_is_named_with_its_line() -> None:
    """And how many more there are."""
    assert _words(SOUND + BROKEN) == 'filter #2 "no heartbeats" (sprig.toml:5) does not parse'
    assert _words(BROKEN * 2).endswith("does not parse, nor does 1 more")
    assert _words(BROKEN * 3).endswith("does not parse, nor do 2 more")
    assert _words('[[filters]]\nif = "("') == "filter #1 (sprig.toml:2) does not parse"


def test_what_is_off_or_sound_stops_nothing() -> None:
    """Neither does any other warning."""
    assert _words("") == ""
    assert _words(BROKEN + "enabled = false\n" + SOUND + "[listener]\nprot = 1") == ""


def test_what_stops_everything_comes_first() -> None:
    """Whatever stands above it in the file."""
    text = "[listener]\nprot = 1\n" + BROKEN
    problems = read_config(text, "/c", environment_key=Secret()).problems
    assert [problem.stops for problem in by_weight(problems[::-1])] == [True, False, False]
