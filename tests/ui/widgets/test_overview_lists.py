"""What deserves a look on the Overview."""

from dataclasses import replace

import pytest

from sprig_tui.domain.log import Audience
from sprig_tui.domain.settings import PageUrl, TriggeredEvent
from sprig_tui.services.mapping_view import Proposal
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.services.source_view import SourceFigure
from sprig_tui.ui.widgets.overview_layout import (
    AddMapping,
    Place,
    Section,
    ShowEvents,
    ShowMembers,
)
from sprig_tui.ui.widgets.overview_lists import (
    audience_section,
    seen_section,
    source_section,
    user_section,
)
from tests.log_rows import START_MS

HERE = Place()
EVIL = "\x1b[2Jnode\n[b]1.0[/b] ••ab12"


def texts(section: Section, width: int = 77) -> list[str]:
    return [section.title(width).plain, *(line.draw(width).plain for line in section.lines)]


def acts(section: Section) -> list[object]:
    return [line.item.act for line in section.lines if line.item]


def seen(name: str, count: int = 1) -> Seen:
    return Seen(TriggeredEvent(event=name), count, START_MS - 5_000, (name,))


def figure(source: str, *, silent: bool = False) -> SourceFigure:
    return SourceFigure(source, 1_200, 0.6, 2.5, START_MS - 720_000, silent)


def test_names_without_a_mapping_lead_to_the_form() -> None:
    examples = ("https://shop.example/docs?a=1",)
    mapping = PageUrl(url="https://shop.example/docs")
    page = Seen(mapping, 77, START_MS - 120_000, examples, "All begin so.")
    section = seen_section([seen("Order Completed", 1_041), page], START_MS, HERE)
    _title, event, url = texts(section)
    assert event.split() == ["Order", "Completed", "track", "1,041", "5", "s"]
    assert url.split() == ["https://shop.example/docs", "page", "77", "2", "min"]
    assert acts(section) == [
        AddMapping(
            "triggered_events",
            "Order Completed",
            Proposal(TriggeredEvent(event="Order Completed"), ""),
        ),
        AddMapping("page_urls", "https://shop.example/docs?a=1", Proposal(page.mapping, page.why)),
    ]


def test_a_long_list_says_how_many_more_there_are() -> None:
    lines = texts(seen_section([seen(str(n)) for n in range(9)], START_MS, Place(0, 3)))
    assert lines[-1] == "and 6 more"
    assert len(lines) == 5


def test_a_count_that_is_not_complete_says_so() -> None:
    """By a sign, and by a line that tells what it means."""
    page = Seen(PageUrl(url="/a"), 77, START_MS, ("/a",), complete=False)
    lines = texts(seen_section([page], START_MS, HERE))
    assert "77+" in lines[1]
    assert lines[-1].startswith("+ at least: pages of the newest 20,000 rows")
    assert "at least" not in "".join(texts(seen_section([seen("A")], START_MS, HERE)))


def test_the_programs_own_test_event_is_called_one() -> None:
    """Nobody is to look for the app that sends it."""
    lines = texts(seen_section([seen("sprig-tui test"), seen("A")], START_MS, HERE))
    assert "sprig-tui test   test event" in lines[1]
    assert "test event" not in lines[2]


@pytest.mark.parametrize(
    ("width", "title"), [(77, "SENDERS   newest 24,600 rows "), (57, "SENDERS last 24k")]
)
def test_senders_name_their_window(width: int, title: str) -> None:
    """In half a screen too."""
    sources = [replace(figure("a"), count=24_000), replace(figure("b"), count=600)]
    assert texts(source_section(sources, START_MS, HERE), width)[0].startswith(title)


def test_what_is_not_mapped_is_counted_since_the_store_began() -> None:
    assert texts(seen_section([seen("A")], START_MS, HERE), 118)[0].startswith(
        "NOT MAPPED since the store began   a maps it"
    )


def test_audiences_come_with_their_changes_the_newest_first() -> None:
    """A computed trait is called one; enter lists the members."""
    old = Audience("vip", "audience", 1_200, 1_300, 100, START_MS - 3_600_000)
    new = Audience("ltv", "trait", 3, 3, 0, START_MS - 1_000)
    section = audience_section([old, new], START_MS, HERE)
    _title, first, second = texts(section)
    assert first.split() == ["ltv", "trait", "3", "+3", "-0", "1", "s"]
    assert second.split() == ["vip", "1,200", "+1,300", "-100", "1", "h"]
    assert acts(section) == [ShowMembers(new), ShowMembers(old)]


def test_senders_come_with_share_rate_and_last_event() -> None:
    """One that fell silent is told; enter shows its events."""
    section = source_section(
        [figure("node 1.0 ••ab12"), figure("web", silent=True)], START_MS, HERE
    )
    title, first, second = texts(section)
    assert title.split()[-4:] == ["ROWS", "SHARE", "NOW", "LAST"]
    assert first.split() == ["node", "1.0", "••ab12", "1,200", "60%", "2.5/s", "12", "min", "ago"]
    assert second.split() == ["web", "1,200", "60%", "2.5/s", "!", "silent", "12", "min"]
    assert acts(section) == [ShowEvents('src:"node 1.0 ••ab12"'), ShowEvents("src:web")]


def test_a_sender_is_cut_before_its_key() -> None:
    """Several keys may send through the same library."""
    section = source_section([figure("analytics-python 2.4.0 ••ab12")], START_MS, HERE)
    line = section.lines[0].draw(64).plain
    assert "… ••ab12" in line
    assert line.startswith("analytics-py")


def test_a_sender_without_a_name_is_named_so() -> None:
    section = source_section([figure("")], START_MS, HERE)
    assert texts(section)[1].startswith("(no name)")
    assert acts(section) == [ShowEvents("")]


@pytest.mark.parametrize("width", [40, 77, 158])
def test_what_came_from_outside_stays_on_its_line(width: int) -> None:
    """No control character, no markup, no line break; the filter searches what can be typed."""
    audience = Audience(EVIL, EVIL, 1, 1, 0, START_MS)
    sections = [
        seen_section([seen(EVIL)], START_MS, HERE),
        audience_section([audience], START_MS, HERE),
        source_section([figure(EVIL)], START_MS, HERE),
        user_section(1, {EVIL: 1}, HERE),
    ]
    drawn = "".join(text for section in sections for text in texts(section, width))
    assert drawn.isprintable()
    assert "\\x1b[2J" in drawn
    assert acts(sections[2]) == [ShowEvents('src:"[b]1.0[/b] ••ab12"')]


def test_empty_lists_say_what_they_are_for() -> None:
    assert "lacks a mapping" in texts(seen_section([], START_MS, HERE))[1]
    assert "No Engage audience" in texts(audience_section([], START_MS, HERE))[1]
    assert "Nobody has sent" in texts(source_section([], START_MS, HERE))[1]


def test_users_are_told_in_one_line() -> None:
    assert texts(user_section(1_204, {"import": 204, "identify": 1_000}, HERE)) == [
        "USERS   1,204 known: identify 1,000, import 204"
    ]
    assert texts(user_section(70_000, {}, HERE)) == ["USERS   70,000 known"]
    assert "sprig-tui users import" in texts(user_section(0, {}, HERE))[0]


def test_beside_another_list_every_column_of_the_senders_has_room() -> None:
    """At 57 cells, what a screen of 120 columns leaves it: the title is short."""
    section = source_section([figure("analytics-node 2.3.0", silent=True)], START_MS, HERE)
    title, line = texts(section, 57)
    assert title.split() == ["SENDERS", "last", "1,200", "ROWS", "SHARE", "NOW", "LAST"]
    assert line.split()[:2] == ["analytics-node", "2.3.0"]
    assert line.endswith("! silent 12 min")


def test_what_is_not_mapped_names_its_window_in_half_a_screen() -> None:
    """Of 120 columns; what the key does stands at the foot of the screen too."""
    title = texts(seen_section([seen("A")], START_MS, HERE), 56)[0]
    assert title.startswith("NOT MAPPED since the store began")
