"""Import and export of mappings in the terminal; call these from a worker."""

from collections.abc import AsyncIterator
from typing import Final

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.mapping_exchange.exchanged import MAX_BYTES, ReadMappings, UnreadableError
from sprig_tui.domain.mapping_exchange.formats import format_of, read_mappings
from sprig_tui.ports import ExportError
from sprig_tui.services.mapping_export import export_mappings
from sprig_tui.services.mapping_import import ImportPlan, plan_import
from sprig_tui.ui.modals.path_form import PathForm
from sprig_tui.ui.saving import save_reviewed
from sprig_tui.ui.terminal import TerminalApp

REFUSALS_SHOWN: Final = 2
READ: Final = "CSV as exported here, a Segment tracking plan (JSON), or TOML. Nothing is saved yet."
WRITTEN: Final = "The file's ending says the form: .csv, .json (a Segment tracking plan) or .toml."


async def import_file(
    app: TerminalApp, snapshot: ConfigSnapshot
) -> tuple[ConfigSnapshot, str] | None:
    """Ask for a file, show what it would change, and merge its mappings by one save.

    Gives the saved state and the counts, None when nothing was saved; why is told in a notice.

    Raises:
        ConfigConflictError: the file changed since `snapshot`; nothing was written.
        ConfigError: the result could not be used or written; nothing was written.
    """
    found = await _ask_file(app)
    if found is None:
        return None
    path, read = found
    plan = plan_import(read, snapshot, label=f"import of {path.rpartition('/')[2]}")
    if plan.problem or not plan.planned.edits:
        said = plan.problem or " ".join([plan.sentence, *_notes(plan)])
        app.notify(f"Nothing imported: {said}", severity="warning")
        return None
    notes = (plan.sentence, *_notes(plan))
    saved = await save_reviewed(app, plan.planned, title=f"Import {path}", notes=notes)
    return None if saved is None else (saved, plan.sentence)


async def _ask_file(app: TerminalApp) -> tuple[str, ReadMappings] | None:
    """A path and what is read there; one that cannot be read stays in the form for mending."""
    typed = ""
    while path := await app.push_screen_wait(PathForm("Import mappings", READ, typed)):
        typed = path
        try:
            raw = await app.context.exports.read(path, most=MAX_BYTES + 1)
            return path, read_mappings(raw, format_of(path, raw))
        except (ExportError, UnreadableError) as error:
            app.notify(f"Nothing imported: {error}", severity="error")
    return None


async def export_file(app: TerminalApp, snapshot: ConfigSnapshot) -> None:
    """Ask for a path and write the mappings to a new file; a notice says where, or why not."""
    exports = app.context.exports
    folder, _, name = exports.propose("csv").rpartition("/")
    typed = f"{folder}/mappings-{name.removeprefix('events-')}"
    while path := await app.push_screen_wait(PathForm("Export mappings", WRITTEN, typed)):
        typed = path
        written = await export_mappings(app.context.config, snapshot.config, format_of(path))
        try:
            place = await exports.write(path, _whole(written.text))
        except ExportError as error:
            app.notify(f"Not exported: {error}", severity="error")
        else:
            app.notify(". ".join([f"Exported to {place}", *written.lost]))
            return


def _notes(plan: ImportPlan) -> list[str]:
    refused = [f"refused, and not imported: {one}" for one in plan.refusals[:REFUSALS_SHOWN]]
    more = len(plan.refusals) - len(refused)
    return [*refused, *([f"{more:,} more refused"] if more > 0 else []), *plan.notes[:2]]


async def _whole(text: str) -> AsyncIterator[str]:
    yield text
