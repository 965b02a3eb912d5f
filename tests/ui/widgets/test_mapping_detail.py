"""What is said about the row of the cursor."""

from dataclasses import replace

import pytest

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.settings import Config, Destination, Kind, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_view import MappingRow
from sprig_tui.services.mapping_warnings import MappingWarning
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.mapping_detail import mapping_detail, seen_detail, table_hint


def snapshot(destination: Destination | None = None) -> ConfigSnapshot:
    config = Config(destination=destination or Destination())
    return ConfigSnapshot(config, "/config/sprig.toml", "", lines={"triggered_events.1": 31})


def row(*, enabled: bool = True, sends: str = "= name", note: str = "") -> MappingRow:
    return MappingRow(1, enabled, "Signed Up", MatchType.EXACTLY, sends, note, 0, None)


@pytest.mark.parametrize(
    ("shown", "warning", "first"),
    [
        (row(), None, "Track events that it decides go to Sprig as their own name."),
        (row(sends="Up"), None, "Track events that it decides go to Sprig as “Up”."),
        (
            row(enabled=False),
            None,
            "Off: Track events that only this mapping matches are filtered.",
        ),
        (row(note="the funnel"), None, "the funnel"),
        (row(note="the funnel"), MappingWarning("it repeats", never=True), "✗ #2: it repeats"),
        (row(note="the funnel"), MappingWarning("no setting", never=False), "! #2: no setting"),
    ],
)
def test_a_warning_comes_before_the_note_and_the_note_before_the_effect(
    shown: MappingRow, warning: MappingWarning | None, first: str
) -> None:
    """And the second line says where the file has it."""
    said = mapping_detail("triggered_events", shown, warning, snapshot(), UNICODE)
    assert said.plain.splitlines() == [first, "sprig.toml:31   exactly Signed Up"]


def test_what_is_not_mapped_says_what_to_do_and_what_happens_meanwhile() -> None:
    """Names are made harmless; a page and a denied event cannot be denied."""
    event = seen(TriggeredEvent(event="Bought\x1b"))
    first, second = said(event, snapshot()).splitlines()
    assert first == "a adds “Bought\\x1b”, X denies it, enter shows what came."
    assert second.startswith("Until then they are filtered")
    on = snapshot(Destination(auto_accept_events=True))
    assert "Auto accept is on" in said(event, on)
    denied = said(replace(event, denied=True), snapshot())
    assert "comes back by itself" in denied
    assert "X denies" not in denied
    page = said(replace(seen(PageUrl(url="/a")), why="Why\x1b."), snapshot())
    assert page.splitlines() == ["a adds “/a”, enter shows what came.", "Why\\x1b."]


def test_a_near_miss_is_told_under_the_keys() -> None:
    """On one line, made harmless."""
    near = '#2 "Signed\x1b Up" would match with the same upper and lower case'
    first, second = said(seen(TriggeredEvent(event="signed up")), snapshot(), near).splitlines()
    assert first.startswith("a adds")
    assert second == '! #2 "Signed\\x1b Up" would match with the same upper and lower case. A slip?'
    long = said(seen(TriggeredEvent(event="x")), snapshot(), "y " * 200).splitlines()
    assert len(long[1]) <= 76
    assert long[1].endswith("A slip?")


def seen(mapping: TriggeredEvent | PageUrl) -> Seen:
    return Seen(mapping, 1, 0, (mapping.pattern,))


def said(one: Seen, config: ConfigSnapshot, near: str = "") -> str:
    return seen_detail(one, near, config, width=76, ellipsis="…").plain


@pytest.mark.parametrize(
    ("table", "kind", "words"),
    [
        ("page_urls", Kind.SPRIG_ACTIONS, "takes no Page calls"),
        ("triggered_events", Kind.SPRIG_ACTIONS, ""),
        ("triggered_events", Kind.GLEAP, "50 at most"),
        ("page_urls", Kind.SPRIG, ""),
    ],
)
def test_another_kind_of_destination_is_explained(table: Table, kind: Kind, words: str) -> None:
    """Only where it does something else with the table than Sprig's classic one."""
    assert words in table_hint(table, kind)
    assert bool(table_hint(table, kind)) == bool(words)
