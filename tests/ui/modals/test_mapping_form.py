"""The form of one mapping."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.settings import Mapping, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import entries_of
from sprig_tui.ui.modals.mapping_form import MappingForm
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import SIZES, OnMappings

CONFIG = """\
# ours
[[triggered_events]]
event = "Signed Up"
note = "n"

[[triggered_events]]
event = "Cart Viewed"
"""


@asynccontextmanager
async def form(
    terminal: Terminal,
    start: Mapping | None = None,
    *,
    table: Table = "triggered_events",
    index: int | None = None,
    size: tuple[int, int] = (80, 24),
    hint: str = "",
) -> AsyncIterator[tuple[Pilot[None], MappingForm]]:
    """The app with a form open on it: of the entry `index`, or of a new one."""
    app = OnMappings(terminal.context)
    async with app.run_test(size=size, notifications=True) as pilot:
        await wait_for_text(pilot, "Seen, not mapped")
        snapshot = app.snapshot
        if start is None:
            start = entries_of(snapshot.config, table)[index or 0]
        edits = MappingEdits(terminal.config)
        shown = MappingForm(edits, table, start, snapshot=snapshot, index=index, hint=hint)
        app.push_screen(shown)
        await wait_for_text(pilot, "enter review")
        yield pilot, shown


async def save_in_vain(pilot: Pilot[None]) -> None:
    """Enter in the form, and again at what will be written."""
    await pilot.press("enter")
    await wait_for_text(pilot, "enter save   esc back")
    await pilot.press("enter")


async def save(pilot: Pilot[None]) -> None:
    """The same, and it is saved."""
    await save_in_vain(pilot)
    await wait_for_no_text(pilot, "enter save")
    await wait_for_no_text(pilot, "enter review")


@pytest.mark.parametrize("size", SIZES)
async def test_all_of_the_form_is_on_show(size: tuple[int, int]) -> None:
    """Its fields, the test line, the reminder of Sprig's dashboard and the keys."""
    async with form(Terminal(CONFIG), TriggeredEvent(), size=size) as (pilot, _):
        await wait_for_text(
            pilot,
            "Add a triggered event",
            "Event name",
            "< exactly >",
            "the whole text; case counts",
            "empty: the Segment name",
            "< on >",
            "type a text to try it on",
            "Sprig's dashboard too",
            "enter review   esc cancel",
        )


async def test_every_field_is_saved() -> None:
    """The match by left and right, the switch too; tab and arrows go between the fields."""
    terminal = Terminal(CONFIG)
    async with form(terminal, TriggeredEvent()) as (pilot, _):
        await pilot.press(*"Bought", "tab", "right", "right", "down", *"Sale", "down", *"why")
        await pilot.press("tab", "space")
        await wait_for_text(pilot, "< contains >", "< off >")
        await save(pilot)
        assert terminal.config.text == CONFIG + (
            '\n[[triggered_events]]\nevent = "Bought"\nmatch = "contains"\n'
            'sprig_event = "Sale"\nenabled = false\nnote = "why"\n'
        )


async def test_only_what_changed_is_written() -> None:
    """A note that becomes empty is taken out of the file."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=0) as (pilot, _):
        await wait_for_text(pilot, "Edit triggered event #1")
        await pilot.press(*"!", "down", "down", "down", "backspace")
        await save(pilot)
        expected = CONFIG.replace('"Signed Up"\nnote = "n"\n', '"Signed Up!"\n')
        assert terminal.config.text == expected


@pytest.mark.parametrize(
    ("start", "typed", "words"),
    [
        (TriggeredEvent(event="x" * 249), "xx", "251 characters"),
        (TriggeredEvent(event="Signed U"), "p", "never wins: #1 comes first"),
        (TriggeredEvent(event="x"), "\b", "the pattern is missing"),
    ],
)
async def test_what_is_wrong_is_said_while_it_is_typed(
    start: TriggeredEvent, typed: str, words: str
) -> None:
    """Before anything is saved."""
    async with form(Terminal(CONFIG), start) as (pilot, _):
        assert words not in screen_text(pilot.app.screen)
        await pilot.press(*("backspace" if character == "\b" else character for character in typed))
        await wait_for_text(pilot, words)


async def test_a_pattern_that_does_not_compile_is_told_with_its_place() -> None:
    """And is not saved, because it would never match."""
    terminal = Terminal(CONFIG)
    start = TriggeredEvent(event="a(", match=MatchType.REGEX)
    async with form(terminal, start) as (pilot, _):
        await wait_for_text(pilot, "(character ")
        await pilot.press("enter")
        await wait_for_text(pilot, "✗", "enter review")
        assert terminal.config.text == CONFIG


async def test_an_empty_pattern_is_not_saved() -> None:
    """The form stays open."""
    terminal = Terminal(CONFIG)
    async with form(terminal, PageUrl(), table="page_urls") as (pilot, shown):
        await wait_for_text(pilot, "Add a page URL")
        assert "missing" not in screen_text(pilot.app.screen)
        await pilot.press("enter")
        await wait_for_text(pilot, "the pattern is missing", "Add a page URL")
        assert pilot.app.screen is shown
        assert terminal.config.text == CONFIG


async def test_the_test_line_says_who_decides() -> None:
    """At once, of the table as it would be with what is typed."""
    async with form(Terminal(CONFIG), index=1) as (pilot, shown):
        shown.tested.focus()
        await pilot.press(*"Signed Up")
        await wait_for_text(pilot, "It does not match; #1 (exactly Signed Up) decides.")
        shown.tested.value = "Cart Viewed"
        await wait_for_text(pilot, "It matches, and #2 decides")
        shown.enabled.value = "off"
        await wait_for_text(pilot, "but #2 is off")
        shown.tested.value = "Bought"
        await wait_for_text(pilot, "no other mapping does")
        shown.tested.value = ""
        await wait_for_no_text(pilot, "no other mapping does")


async def test_escape_asks_before_it_discards_what_was_typed() -> None:
    """Escape again goes back to it, enter leaves; a form that says what it said first is left."""
    terminal = Terminal(CONFIG)
    async with form(terminal, TriggeredEvent()) as (pilot, shown):
        await pilot.press(*"Bought", "escape")
        await wait_for_text(pilot, "Discard what you typed?", "> y Discard <")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Discard what you typed?")
        assert shown.pattern.value == "Bought"
        await pilot.press("escape")
        await wait_for_text(pilot, "Discard what you typed?")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter review")
        assert terminal.config.text == CONFIG
    async with form(terminal, TriggeredEvent()) as (pilot, shown):
        await pilot.press("B", "backspace", "escape")
        await wait_for_no_text(pilot, "enter review")


async def test_a_conflict_keeps_what_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edited entry is found again in the file as it is now."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, _):
        await pilot.press(*" Twice")
        with monkeypatch.context() as patch:
            patch.setattr(terminal.config, "_announce", lambda: None)
            terminal.config.edit_by_hand('[[triggered_events]]\nevent = "New"\n' + CONFIG)
        await save_in_vain(pilot)
        await wait_for_text(pilot, "Not saved: the file changed meanwhile", "Cart Viewed Twice")
        await wait_for_text(pilot, "Edit triggered event #3", "this mapping is now #3")
        await save(pilot)
        assert 'event = "New"' in terminal.config.text
        assert 'event = "Cart Viewed Twice"' in terminal.config.text
        assert 'event = "Cart Viewed"\n' not in terminal.config.text


async def test_a_hand_edit_goes_under_the_open_form() -> None:
    """An entry that is gone is added; what was typed stays."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, _):
        await pilot.press(*" Twice")
        terminal.config.edit_by_hand('[[triggered_events]]\nevent = "New"\n')
        await wait_for_text(pilot, "Edit a triggered event", "Cart Viewed Twice")
        await wait_for_text(pilot, "Changed or removed in the file meanwhile: enter shows")
        await pilot.press("enter")
        await wait_for_text(pilot, "It is not in the file any more", "not there", "Keep mine adds")
        await pilot.press("m")
        await wait_for_text(pilot, "Add a triggered event: Cart Viewed Twice", "esc back")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text.count("[[triggered_events]]") == 2


async def test_a_changed_entry_is_no_rival_of_its_former_self() -> None:
    """The same pattern with another note in the file is the mapping that is edited."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=0) as (pilot, _):
        await pilot.press("tab", "tab", "tab", "x")
        terminal.config.edit_by_hand(CONFIG.replace('note = "n"', 'note = "theirs"'))
        text = await wait_for_text(pilot, "enter shows what to do")
        assert "never wins" not in text
        assert "comes first" not in text


async def test_an_entry_that_comes_back_is_edited_again() -> None:
    """It stays what the form is about, whatever the file went through."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, _):
        await pilot.press(*" Twice")
        terminal.config.edit_by_hand(CONFIG.replace('"Cart Viewed"', '"Cart Seen"'))
        await wait_for_text(pilot, "enter shows what to do")
        terminal.config.edit_by_hand(CONFIG)
        await wait_for_text(pilot, "Edit triggered event #2", "this mapping is now #2")
        await save(pilot)
        assert terminal.config.text == CONFIG.replace("Cart Viewed", "Cart Viewed Twice")


async def test_a_save_over_a_changed_entry_says_that_it_would_be_added(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No second one comes into the file before somebody read that."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, _):
        await pilot.press(*" Twice")
        by_hand = CONFIG + 'note = "by hand"\n'
        with monkeypatch.context() as patch:
            patch.setattr(terminal.config, "_announce", lambda: None)
            terminal.config.edit_by_hand(by_hand)
        await pilot.press("enter")
        await wait_for_text(pilot, "enter save   esc back")
        await pilot.press("enter")
        text = await wait_for_text(pilot, "The file changed while you edited", "Keep mine")
        assert "note  changed in the file" in text
        assert "event  changed by you" in text
        assert terminal.config.text == by_hand
        await pilot.press("m")
        await wait_for_text(pilot, "Change triggered event #2", "esc back")
        await pilot.press("enter")
        await wait_for_no_text(pilot, "enter save")
        assert terminal.config.text == by_hand.replace("Cart Viewed", "Cart Viewed Twice")


CHANGED = CONFIG.replace('"Cart Viewed"', '"Cart Seen"')


@asynccontextmanager
async def conflict(terminal: Terminal) -> AsyncIterator[tuple[Pilot[None], MappingForm]]:
    """The form with something typed, and the three states of its entry on show."""
    async with form(terminal, index=1) as (pilot, shown):
        await pilot.press(*" Twice")
        terminal.config.edit_by_hand(CHANGED)
        await wait_for_text(pilot, "enter shows what to do")
        await pilot.press("enter")
        await wait_for_text(pilot, "changed by both differently", "Cart Seen", "Cart Viewed Twice")
        yield pilot, shown


async def test_a_forecast_over_a_changed_entry_is_that_of_what_would_be_saved() -> None:
    """A field that was left alone is the file's, on the conflict's screen and in the review."""
    terminal = Terminal(CONFIG)
    names = ["Cart Viewed", "Cart Seen", "Cart Seen"]
    seen = [
        {"type": "track", "event": name, "userId": "u_1", "messageId": str(at)}
        for at, name in enumerate(names)
    ]
    await terminal.receive(*seen)
    async with form(terminal, index=1) as (pilot, shown):
        shown.enabled.value = "off"
        await wait_for_text(pilot, "Of the 3 stored events none would move; 1 would be")
        terminal.config.edit_by_hand(CHANGED)
        forecast = "Of the 3 stored events none would move; 2 would be"
        await wait_for_text(pilot, "enter shows what to do", forecast)
        await pilot.press("enter")
        text = await wait_for_text(pilot, "event  changed in the file", "you left it alone")
        assert "as you typed  Cart" not in text
        await pilot.press("m")
        await wait_for_text(pilot, "enter save   esc back", forecast)


@pytest.mark.parametrize("key", ["t", "c"])
async def test_what_the_file_says_can_be_left_as_it_is(key: str) -> None:
    """Then nothing is saved, and the form is closed."""
    terminal = Terminal(CONFIG)
    async with conflict(terminal) as (pilot, _):
        await pilot.press(key)
        await wait_for_no_text(pilot, "Cart Viewed Twice")
        assert terminal.config.text == CHANGED
        assert not isinstance(pilot.app.screen, MappingForm)


@pytest.mark.parametrize("key", ["e", "escape"])
async def test_a_conflict_can_be_edited_further(key: str) -> None:
    """All that was typed is there, and what is saved then takes the place of the file's entry."""
    terminal = Terminal(CONFIG)
    async with conflict(terminal) as (pilot, shown):
        await pilot.press(key)
        await wait_for_text(pilot, "Edit triggered event #2", "esc cancel")
        assert shown.pattern.value == "Cart Viewed Twice"
        await save(pilot)
        assert terminal.config.text == CONFIG.replace("Cart Viewed", "Cart Viewed Twice")


async def test_what_will_be_written_is_seen_before_it_is_saved() -> None:
    """The lines by number; escape goes back to the form with all that was typed."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, shown):
        await pilot.press(*" Twice", "enter")
        await wait_for_text(
            pilot,
            "Change triggered event #2: Cart Viewed Twice",
            "1 line added, 1 removed",
            '7   - event = "Cart Viewed"',
            '  7 + event = "Cart Viewed Twice"',
        )
        await pilot.press("escape")
        await wait_for_text(pilot, "esc cancel")
        assert pilot.app.screen is shown
        assert shown.pattern.value == "Cart Viewed Twice"
        assert terminal.config.text == CONFIG


async def test_where_the_first_values_come_from_is_said_only_of_them() -> None:
    """Another match type makes another mapping of it."""
    terminal = Terminal(CONFIG)
    async with form(
        terminal, PageUrl(url="https://a.example/x"), table="page_urls", hint="Why"
    ) as (
        pilot,
        shown,
    ):
        await wait_for_text(pilot, "Why")
        shown.match.value = "contains"
        await wait_for_no_text(pilot, "Why")


async def test_a_broken_file_is_said_and_the_form_stays() -> None:
    """Nothing typed is lost over somebody's typing error."""
    terminal = Terminal(CONFIG)
    async with form(terminal, index=1) as (pilot, shown):
        await pilot.press(*" Twice")
        terminal.config.edit_by_hand("[[broken")
        await save_in_vain(pilot)
        await wait_for_text(pilot, "Not saved: the file changed, and cannot be used")
        assert shown.pattern.value == "Cart Viewed Twice"
        terminal.config.edit_by_hand(CONFIG)
        await wait_until(pilot, lambda: pilot.app.config_error is None)  # type: ignore[attr-defined]
        await save(pilot)
        assert 'event = "Cart Viewed Twice"' in terminal.config.text


async def test_a_file_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, and the form stays."""
    terminal = Terminal(CONFIG)
    problem = ConfigProblem("error", "the file cannot be written: no space left")

    async def refuse(text: str, base: ConfigSnapshot) -> ConfigSnapshot:
        raise ConfigError("/config/sprig.toml", (problem,))

    monkeypatch.setattr(terminal.config, "write", refuse)
    async with form(terminal, TriggeredEvent(event="Bought")) as (pilot, _):
        await save_in_vain(pilot)
        await wait_for_text(pilot, "cannot be written: no space", "Bought", "enter review")


async def test_what_saving_would_change_is_said_while_it_is_typed() -> None:
    """Over the stored log, and on a key the events; nothing is said of what cannot be saved."""
    terminal = Terminal(CONFIG + '[destination]\nunknown_users = "forward"\n')
    orders = [
        {"type": "track", "event": "Bought", "userId": "u_1", "messageId": f"m-{number}"}
        for number in range(3)
    ]
    await terminal.receive(*orders)
    async with form(terminal, TriggeredEvent(event="Bough")) as (pilot, shown):
        await wait_for_text(pilot, "Of the 3 stored events none would be decided otherwise.")
        await pilot.press("t")
        await wait_for_text(pilot, "3 would move from filtered to forwarded", "ctrl+o lists them")
        await pilot.press("ctrl+o")
        await wait_for_text(pilot, "What saving this triggered event would change: Bought", "#3")
        await pilot.press("enter")
        await wait_for_text(pilot, "filtered.unmapped_event", "STEPS")
        await pilot.press("a")
        await wait_for_text(pilot, "Something is open in Mappings")
        await pilot.press("escape", "escape")
        await wait_for_text(pilot, "enter review", "ctrl+o lists them")
        shown.pattern.value = ""
        await wait_for_no_text(pilot, "would move")
        await pilot.press("ctrl+o")
        assert pilot.app.screen is shown


async def test_an_entry_as_it_stands_in_the_file_changes_nothing() -> None:
    """So the log is not asked; what is edited stands in its own place then."""
    terminal = Terminal(CONFIG)
    await terminal.receive({"type": "track", "event": "Cart Viewed", "userId": "u_1"})
    async with form(terminal, index=1) as (pilot, shown):
        assert shown.changes.rules is None
        shown.enabled.value = "off"
        await wait_for_text(pilot, "Of the one stored event none would move; 1 would be")
        assert shown.changes.rules is not None
        assert not shown.changes.rules[1].triggered_events[1].enabled
