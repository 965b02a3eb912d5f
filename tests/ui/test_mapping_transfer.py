"""Import and export of mappings on the Mappings screen."""

from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import OnMappings

CONFIG = '[[triggered_events]]\nevent = "Signed Up"\nnote = "n"\n'
HEAD = "table,pattern,match\n"


async def test_a_file_is_imported_after_a_look_and_undone_at_once() -> None:
    """The counts, what is refused, and the lines, before anything is saved."""
    terminal = Terminal(CONFIG)
    terminal.exports.files["/m.csv"] = (
        HEAD + "event,A,\nurl,/b,exactly\nevent,,\nevent,Signed Up,\n"
    )
    app = OnMappings(terminal.context)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("i")
        await wait_for_text(pilot, "Import mappings")
        await pilot.press(*"/m.csv", "enter")
        await wait_for_text(
            pilot,
            "Import /m.csv",
            "added 2, changed 0, already there 1, refused 1",
            "refused, and not imported: line 4: the pattern is missing",
            '+ event = "A"',
        )
        assert terminal.config.text == CONFIG
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: imported, added 2")
        assert 'url = "/b"' in terminal.config.text
        await pilot.press("u")
        await wait_for_text(pilot, "undone: import of m.csv")
        assert terminal.config.text == CONFIG


async def test_what_was_written_last_can_be_looked_at() -> None:
    """A quick edit is saved at once; D shows its lines; undo and redo tell what they are about."""
    terminal = Terminal(CONFIG)
    app = OnMappings(terminal.context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await wait_for_no_text(pilot, "D Diff")
        await pilot.press("space")
        await wait_for_text(pilot, "D Diff")
        await pilot.press("D")
        await wait_for_text(pilot, "Saved last: event #1 switched off", "+ enabled = false")
        await pilot.press("escape", "u")
        await wait_for_text(pilot, "undone: event #1 switched off", "Redo")
        await pilot.press("ctrl+r")
        await wait_for_text(pilot, "done again: event #1 switched off")
        await wait_until(pilot, lambda: "enabled = false" in terminal.config.text)


async def test_why_nothing_is_imported_is_said() -> None:
    terminal = Terminal(CONFIG)
    terminal.exports.files |= {"/same": HEAD + "event,Signed Up,\n", "/bad.toml": "[["}
    app = OnMappings(terminal.context)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        for path, said in (
            ("/none", "Nothing imported: /none cannot be read"),
            ("/bad.toml", "this is no TOML"),
            ("/same", "added 0, changed 0, already"),
        ):
            await pilot.press("i")
            await wait_for_text(pilot, "Import mappings")
            await pilot.press(*path, "enter")
            await wait_for_text(pilot, said)
            await pilot.press("escape")
            await wait_for_no_text(pilot, "Import mappings")
        await pilot.press("i")
        await wait_for_text(pilot, "Import mappings")
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Import mappings")
        assert terminal.config.text == CONFIG


async def test_the_mappings_are_exported_to_a_new_file() -> None:
    """In the form that its name ends with; what is lost is said, and why it failed."""
    terminal = Terminal(CONFIG + '[[page_urls]]\nurl = "/u"\n')
    app = OnMappings(terminal.context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("x")
        await wait_for_text(pilot, "Export mappings", "/state/exports/mappings-1.csv")
        await pilot.press("enter")
        await wait_for_text(pilot, "Exported to /state/exports/mappings-1.csv")
        text = terminal.exports.files["/state/exports/mappings-1.csv"]
        assert "event,Signed Up,exactly,,true,n\r\n" in text
        await pilot.press("x", *["backspace"] * 3, *"json", "enter")
        await wait_for_text(pilot, "1 page URLs are left out")
        terminal.exports.unwritable = "the disk is full"
        await pilot.press("x", "enter")
        await wait_for_text(pilot, "Not exported: the disk is full")
        await pilot.press("x", "escape")
        await wait_for_no_text(pilot, "Export mappings")


async def test_a_path_that_does_not_work_stays_for_mending() -> None:
    """Of an import and of an export; only a slip of it is to be typed anew."""
    terminal = Terminal(CONFIG)
    terminal.exports.files["/m.csv"] = HEAD + "event,A,\n"
    app = OnMappings(terminal.context)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("i")
        await wait_for_text(pilot, "Import mappings")
        await pilot.press(*"/m.csvx", "enter")
        await wait_for_text(pilot, "Nothing imported", "Import mappings", "/m.csvx")
        await pilot.press("backspace", "enter")
        await wait_for_text(pilot, "Import /m.csv", "added 1")
        await pilot.press("escape")
        terminal.exports.unwritable = "the disk is full"
        await wait_for_no_text(pilot, "Import /m.csv")
        await pilot.press("x", *["backspace"] * 5, *"z.csv", "enter")
        await wait_for_text(pilot, "Not exported: the disk is full", "mappings-z.csv")
