"""What the Mappings screen changes."""

import asyncio
import difflib
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import ConfigEdit, ConfigSnapshot
from sprig_tui.ports import LogTransaction
from sprig_tui.ui.screens.mappings import MappingsScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import CONFIG, SIZES, OnMappings, with_config


def events_of(terminal: Terminal) -> list[str]:
    """The patterns of the triggered events in the file, those that are off in brackets."""
    text = terminal.config.text.partition("[[page_urls]]")[0]
    entries = text.split("[[triggered_events]]")[1:]
    names = [re.search(r'event = "(.*)"', entry) for entry in entries]
    return [
        f"({name[1]})" if "enabled = false" in entry else name[1]
        for name, entry in zip(names, entries, strict=True)
        if name
    ]


async def wait_for_events(pilot: Pilot[None], terminal: Terminal, *events: str) -> None:
    await wait_until(pilot, lambda: events_of(terminal) == list(events), f"{events}")


async def agree(pilot: Pilot[None]) -> None:
    """Enter at what will be written."""
    await wait_for_text(pilot, "enter save   esc back")
    await pilot.press("enter")


async def test_what_was_saved_is_told_on_its_own_tab_alone() -> None:
    """On another it would be taken for an entry of that list."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("space")
        await wait_for_text(pilot, "saved: #1 is off")
        await pilot.press("tab")
        await wait_for_text(pilot, "[Page URLs")
        await wait_for_no_text(pilot, "saved: #1 is off")
        await pilot.press("u")
        await wait_for_text(pilot, "[Triggered events 3]", "saved: undone: event #1 switched off")


@pytest.mark.parametrize("size", SIZES)
async def test_a_mapping_is_switched_moved_deleted_and_all_is_undone(size: tuple[int, int]) -> None:
    """Each key is one save of the file, and says what it did."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=size) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("space")
        await wait_for_events(pilot, terminal, "(Signed Up)", "(Cart Viewed)", "Signed Up")
        await wait_for_text(pilot, "saved: #1 is off")
        await pilot.press("J")
        await wait_for_events(pilot, terminal, "(Cart Viewed)", "(Signed Up)", "Signed Up")
        text = await wait_for_text(pilot, "saved: #1 is #2 now")
        assert "2 Signed Up" in next(line for line in text.splitlines() if "▌" in line)
        await pilot.press("X")
        await wait_for_text(pilot, "Delete #2 Signed Up?", "esc back")
        await pilot.press("escape", "X")
        await agree(pilot)
        await wait_for_events(pilot, terminal, "(Cart Viewed)", "Signed Up")
        await wait_for_text(pilot, "saved: #2 deleted, undo")
        await pilot.press("u", "u", "u")
        await wait_until(pilot, lambda: terminal.config.text == CONFIG, "the file as it was")
        await pilot.press("u")
        await wait_for_text(pilot, "nothing to undo")
        await pilot.press("ctrl+r")
        await wait_for_events(pilot, terminal, "(Signed Up)", "(Cart Viewed)", "Signed Up")
        await wait_for_text(pilot, "saved: done again: event #1 switched off (2 more), at #1")
        await pilot.press("ctrl+r", "ctrl+r", "ctrl+r")
        await wait_for_events(pilot, terminal, "(Cart Viewed)", "Signed Up")


async def test_keys_that_are_typed_fast_are_done_one_after_the_other() -> None:
    """Each on the row where the one before left the cursor."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("J", "J", "K", "space", "J", "J", "J")
        await wait_for_events(pilot, terminal, "(Cart Viewed)", "Signed Up", "(Signed Up)")


async def test_a_search_does_not_change_what_a_move_means() -> None:
    """It goes past the neighbour on show, whatever lies hidden between them."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("slash", *"signed", "enter")
        await wait_for_no_text(pilot, "Cart Viewed")
        await pilot.press("J")
        await wait_for_events(pilot, terminal, "(Cart Viewed)", "Signed Up", "Signed Up")
        assert "start of the funnel" in terminal.config.text.rpartition('"Signed Up"')[2]


async def test_a_mapping_is_added_and_edited_in_a_form() -> None:
    """Enter on a row edits it; the cursor stands on what was saved."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a triggered event")
        await pilot.press(*"Bought", "enter")
        await agree(pilot)
        await wait_for_events(pilot, terminal, "Signed Up", "(Cart Viewed)", "Signed Up", "Bought")
        text = await wait_for_text(pilot, "[Triggered events 4]", "saved: #4 Bought")
        assert "4 Bought" in next(line for line in text.splitlines() if "▌" in line)
        await pilot.press("enter")
        await wait_for_text(pilot, "Edit triggered event #4")
        await pilot.press(*" It", "ctrl+s")
        await agree(pilot)
        await wait_for_text(pilot, "saved: #4 Bought It")
        await pilot.press("e", "escape")
        await wait_for_no_text(pilot, "Edit triggered event")
        assert events_of(terminal)[3] == "Bought It"


async def test_a_request_is_approved_into_a_mapping() -> None:
    """The form opens filled in, and the request is gone once the rules map its name."""
    terminal = Terminal(CONFIG)
    await terminal.log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h")
        await wait_for_text(pilot, "[Seen, not mapped 1]", "a adds “Bought”")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a triggered event", "Bought", "#4 decides")
        await pilot.press("enter")
        await agree(pilot)
        await wait_for_text(pilot, "Triggered events 4", "[Seen, not mapped 0]", "saved: #4 Bought")
        assert events_of(terminal)[3] == "Bought"


async def test_a_slip_is_told_before_it_is_approved() -> None:
    """In the list of requests and again in the form; deleting a mapping leaves its line free."""
    terminal = Terminal(CONFIG)
    name = terminal.context.snapshot.config.triggered_events[0].event.upper()
    await terminal.log.transact(lambda tx: tx.note_request(name, at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h")
        await wait_for_text(pilot, "would match with the same upper and lower case. A slip?")
        await pilot.press("a")
        await wait_for_text(pilot, "Add a triggered event", "A slip? #1")


async def test_a_notice_covers_neither_the_row_nor_what_is_said_of_it() -> None:
    """It stands between them, and does not follow to another screen."""
    terminal = Terminal(CONFIG)
    async with terminal.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await wait_for_text(pilot, "Triggered events 3", "sprig.toml")
        terminal.app.notify("12 would move from forwarded to filtered, 0 the other way.")
        text = await wait_for_text(pilot, "12 would move from forwarded to filtered, 0 the other")
        lines = text.split("\n")
        place = next(at for at, line in enumerate(lines) if "12 would move" in line)
        assert place < next(at for at, line in enumerate(lines) if line.startswith("────"))
        await pilot.press("5")
        await wait_for_text(pilot, "[5 Settings]")
        await wait_for_no_text(pilot, "12 would move")


async def test_a_request_is_denied_until_it_is_seen_again() -> None:
    """The engine takes it off the list; when it cannot, that is said."""
    terminal = Terminal(CONFIG)
    await terminal.log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h")
        await wait_for_text(pilot, "[Seen, not mapped 1]")
        terminal.engine.unreachable = "no engine answers"
        await pilot.press("X")
        await wait_for_text(pilot, "Not denied: no engine answers")
        terminal.engine.unreachable = ""
        await pilot.press("X")
        await wait_until(pilot, lambda: terminal.engine.denied == ["Bought"])
        await wait_for_text(pilot, "denied until seen again")

        def deny(tx: LogTransaction) -> None:
            tx.deny_request("Bought")

        await terminal.log.transact(deny)
        await wait_for_text(pilot, "[Seen, not mapped 0]", "denied   Bought")
        await terminal.log.transact(lambda tx: tx.note_request("Bought", at_ms=2_000))
        await wait_for_text(pilot, "[Seen, not mapped 1]")


async def test_undo_after_a_denial_says_that_a_denial_stays() -> None:
    """A second one takes back the edit before, and shows it where it is."""
    terminal = Terminal(CONFIG)
    await terminal.log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("space")
        await wait_for_text(pilot, "saved: #1 is off")
        edited = terminal.config.text
        await pilot.press("h", "X")
        await wait_for_text(pilot, "denied until seen again: Bought")
        await pilot.press("u")
        await wait_for_text(pilot, "a denial stays: Bought comes back")
        assert terminal.config.text == edited
        await pilot.press("u")
        await wait_for_text(
            pilot, "[Triggered events 3]", "saved: undone: event #1 switched off, at #1"
        )
        assert terminal.config.text == CONFIG


async def test_keys_of_mappings_do_nothing_among_requests() -> None:
    """There is nothing to switch, move or edit."""
    terminal = Terminal(CONFIG)
    await terminal.log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h", "space", "J", "e")
        await wait_for_text(pilot, "[Seen, not mapped 1]")
        footer = screen_text(pilot.app.screen).splitlines()[-1]
        assert "a Add" in footer
        assert "X Deny" in footer
        assert "Delete" not in footer
        assert "On/off" not in footer
        assert terminal.config.text == CONFIG


async def test_empty_lists_take_every_key() -> None:
    """And none of them does anything."""
    terminal = Terminal("")
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No triggered event yet.")
        await pilot.press("e", "space", "X", "J", "enter", "h")
        await wait_for_text(pilot, "[Seen, not mapped 0]")
        await pilot.press("a", "X", "enter")
        assert terminal.config.text == ""
        assert len(pilot.app.screen_stack) == 1


async def test_a_page_that_was_seen_is_proposed_without_its_query() -> None:
    """The form says why, and tries it on what was seen."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        screen = pilot.app.screen
        assert isinstance(screen, MappingsScreen)
        screen.start_add("page_urls", "https://shop.example/docs?x=1")
        await wait_for_text(pilot, "Add a page URL", "Without its query string", "#2 decides")
        await pilot.press("enter")
        await agree(pilot)
        await wait_for_text(pilot, "[Page URLs 2]", "saved: #2 https://")
        assert 'url = "https://shop.example/docs"\nmatch = "startsWith"' in terminal.config.text


async def test_a_quick_edit_over_a_changed_file_goes_on_and_shows_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What others wrote elsewhere stays; of an entry that they took out, that is said."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        by_hand = CONFIG.replace("Cart Viewed", "Cart Seen")
        monkeypatch.setattr(terminal.config, "_announce", lambda: None)
        terminal.config.edit_by_hand(by_hand)
        await pilot.press("space")
        await wait_for_text(pilot, "saved: #1 is off", "Cart Seen")
        assert "Cart Viewed" not in terminal.config.text
        terminal.config.edit_by_hand('[[triggered_events]]\nevent = "Alone"\n')
        await pilot.press("J")
        await wait_for_text(pilot, "Not saved", "1 Alone")


async def test_undo_shows_what_it_changed_though_news_of_that_came_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The watcher of the file may be faster than whoever wrote it."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("space")
        await wait_for_text(pilot, "saved: #1 is off")
        screen = pilot.app.screen
        assert isinstance(screen, MappingsScreen)
        undo = screen.app.history.undo

        async def undo_late() -> ConfigSnapshot:
            state = await undo()
            screen.show_config(state)
            return state

        monkeypatch.setattr(screen.app.history, "undo", undo_late)
        await pilot.press("l", "u")
        await wait_for_text(
            pilot, "[Triggered events 3]", "saved: undone: event #1 switched off, at #1"
        )


async def test_a_broken_file_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error is said; the last good rules stay on show."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        terminal.config.edit_by_hand("[[triggered_events]")
        await pilot.press("space")
        await wait_for_text(pilot, "Not saved", "[Triggered events 3]")
        assert terminal.config.text == "[[triggered_events]"


async def test_only_the_edited_lines_of_a_real_file_differ(folder: Path) -> None:
    """Comments, order and unknown keys stay where they are."""
    path = folder / "sprig.toml"
    text = (
        "# ours\nversion = 1\n\n# the funnel\n[[triggered_events]]\n"
        'event = "Signed Up"   # from the web\nfuture_key = 1\n\n'
        '[[triggered_events]] # second\nevent = "Cart Viewed"\nnote = "n"\n# the end\n'
    )
    path.write_text(text)
    path.chmod(0o600)
    config = FileConfigRepository(path)
    context = with_config(Terminal().context, config, await config.load())
    async with OnMappings(context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 2]")
        await pilot.press("e", *" Today", "enter")
        await agree(pilot)
        await wait_for_text(pilot, "saved: #1 Signed Up Today")
        await pilot.press("j", "space")
        await wait_for_text(pilot, "saved: #2 is off")
        await wait_until(pilot, lambda: "enabled = false" in path.read_text())
        before, after = text.splitlines(), path.read_text().splitlines()
        changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
        assert changed == [
            '- event = "Signed Up"   # from the web',
            '+ event = "Signed Up Today"   # from the web',
            "+ enabled = false",
        ]
        path.write_text(text.replace("Cart Viewed", "Cart Seen"))
        await wait_for_text(pilot, "2 Cart Seen")


async def test_a_conflict_of_undo_is_said_once_and_the_next_undo_goes_on_behind_it() -> None:
    """An entry that is not as the edit left it is left alone, but bars no way."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("j", "space", "k", "space")
        await wait_for_text(pilot, "saved: #1 is off")
        terminal.config.edit_by_hand(terminal.config.text.replace("Signed Up", "Signed In"))
        await wait_for_text(pilot, "Signed In")
        await pilot.press("u")
        text = await wait_for_text(pilot, "Not undone: event #1 switched off, as what it changed")
        assert "u again leaves it as it is and goes on" in text
        assert text.count("Not undone") == 1
        await pilot.press("u")
        await wait_for_text(pilot, "saved: undone: event #2 switched on, at #2", "Signed In")


async def test_undo_takes_back_edits_that_are_still_being_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keys that come faster than the file is written count in their order."""
    terminal = Terminal(CONFIG)
    save, written = terminal.config.save, asyncio.Event()

    async def save_late(edits: Sequence[ConfigEdit], base: ConfigSnapshot) -> ConfigSnapshot:
        await written.wait()
        return await save(edits, base)

    monkeypatch.setattr(terminal.config, "save", save_late)
    async with OnMappings(terminal.context).run_test(size=(160, 45)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("space", "J", "u", "u", "u")
        written.set()
        await wait_for_text(pilot, "u Undo ^r Redo")
        await wait_until(pilot, lambda: terminal.config.text == CONFIG, "the file as it was")
        await pilot.press("ctrl+r")
        await wait_for_text(pilot, "saved: done again: event #1 switched off (1 more), at #1")


async def test_a_form_that_changed_nothing_says_so() -> None:
    """Nothing was written, so nothing is called saved."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("e")
        await wait_for_text(pilot, "enter review")
        await pilot.press("enter")
        assert "saved:" not in await wait_for_text(pilot, "nothing changed")
        assert terminal.config.text == CONFIG


async def test_undo_shows_what_it_changed() -> None:
    """In the list where that is, though another is on show."""
    terminal = Terminal(CONFIG)
    async with OnMappings(terminal.context).run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "[Triggered events 3]")
        await pilot.press("j", "X")
        await agree(pilot)
        await wait_for_text(pilot, "[Triggered events 2]")
        await pilot.press("l", "u")
        text = await wait_for_text(
            pilot, "[Triggered events 3]", "saved: undone: event #2 deleted, at #2"
        )
        assert "2 Cart Viewed" in next(line for line in text.splitlines() if "▌" in line)


async def test_live_opens_the_form_on_what_it_saw() -> None:
    """Though the screen was never on show before."""
    app = Terminal(CONFIG).app
    async with app.run_test(size=(80, 24)) as pilot:
        await app.add_mapping("triggered_events", "Bought")
        await wait_for_text(pilot, "Add a triggered event", "Bought", "#4 decides")


async def test_no_name_of_an_event_drives_the_terminal() -> None:
    """Not as a request, in the form, as a mapping or in what is said; the file gets it as it is."""
    nasty = "\x1b]0;gone\x07[@click=app.quit]x[/]\u202e"
    terminal = Terminal(CONFIG)
    await terminal.log.transact(lambda tx: tx.note_request(nasty, at_ms=1_000))
    async with OnMappings(terminal.context).run_test(size=(120, 36)) as pilot:
        await wait_for_text(pilot, "Seen, not mapped 1")
        await pilot.press("h")
        screens = [await wait_for_text(pilot, "\\x1b]0;gone\\x07[@click=app.quit]x[/]\\u202e")]
        await pilot.press("a")
        screens.append(await wait_for_text(pilot, "Event name", "]0;gone", "#4 decides"))
        await pilot.press("enter")
        await agree(pilot)
        await wait_for_text(pilot, "saved: #4", "[Seen, not mapped 0]")
        await pilot.press("l")
        screens.append(await wait_for_text(pilot, "4 \\x1b]0;gone"))
        for text in screens:
            assert all(character.isprintable() for character in text.replace("\n", ""))
        snapshot = await terminal.config.load()
        assert snapshot.config.triggered_events[3].event == nasty
