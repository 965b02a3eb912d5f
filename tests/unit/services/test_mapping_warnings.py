"""Which warnings keep a mapping from deciding."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.services.mapping_warnings import MappingWarning, mapping_warnings

EXACT = '[[triggered_events]]\nevent = "A"\nmatch = "exactly"\n'


def snapshot(text: str) -> ConfigSnapshot:
    return read_config(text, "/config/sprig.toml", environment_key=Secret())


@pytest.mark.parametrize(
    ("text", "never", "words"),
    [
        ('event = "C"\nmtach = "exactly"', False, 'did you mean "match"?'),
        ('event = "("\nmatch = "regex"', True, "the pattern never matches"),
        ('event = "A"\nmatch = "exactly"', True, "it can never win, #1"),
        (f'event = "{"x" * 251}"', True, "it never matches"),
        ('event = ""', True, "it never matches"),
        ('event = ""\nmatch = "notContains"', True, "it never matches"),
        ('event = ""\nmatch = "contains"', False, "it matches every text"),
    ],
)
def test_only_what_stops_a_mapping_is_called_never(text: str, never: bool, words: str) -> None:
    """A key that is misspelt is ignored, and the mapping forwards as before."""
    first = '[[triggered_events]]\nevent = "A"\nnote = "first"\n'
    found = mapping_warnings("triggered_events", snapshot(f"{first}[[triggered_events]]\n{text}\n"))
    assert list(found) == [1]
    assert found[1].never is never
    assert words in found[1].sentence


def test_the_worst_of_several_comes_first() -> None:
    """And they stand in one sentence, without the place, which is told elsewhere."""
    text = '[[page_urls]]\nurll = "/a"\nurl = "("\nmatch = "regex"\n'
    found = mapping_warnings("page_urls", snapshot(text))[0]
    assert found.never
    assert found.sentence.startswith("the pattern never matches")
    assert 'did you mean "url"?' in found.sentence
    assert "#1:" not in found.sentence


def test_warnings_of_other_places_do_not_count() -> None:
    """Those of the file, of the other table and of entries that work."""
    text = f'verion = 1\n{EXACT}[[page_urls]]\nurl = "("\nmatch = "regex"\n'
    assert mapping_warnings("triggered_events", snapshot(text)) == {}
    assert mapping_warnings("page_urls", snapshot(text))[0] != MappingWarning("", never=True)
