"""What a screen with the list of events does with rows: one, or all that are marked."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, getters, on, work
from textual.binding import Binding, BindingType

from sprig_tui.domain.columns import known_columns
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.reasons import Outcome
from sprig_tui.ports import ExportError, PreferencesError, StoreUnavailableError
from sprig_tui.services.payload_text import readable_payload
from sprig_tui.ui.advice import mappable
from sprig_tui.ui.key_names import NO_KEY, key_of
from sprig_tui.ui.known_user import make_known
from sprig_tui.ui.mapped_since import map_row
from sprig_tui.ui.screens.filtered_screen import FilteredScreen
from sprig_tui.ui.stop_place import show_stop
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.why_panel import WhyPanel

if TYPE_CHECKING:
    from sprig_tui.services.exporting import Export

NOTHING: Final = "There is no event to copy."
KNOW_TIP: Final = "Make the event's user known"
SWITCH_TIP: Final = "Switch the mapping on that matches"
STOP_TIP: Final = "What in the config stopped it"
RESEND_TIP: Final = "Deliver it again, or all that is marked"
COPY_TIP: Final = "Copy the payload as JSON, or those that are marked"
EXPORT_TIP: Final = "Export marked or shown events"
WIDE_TIP: Final = "Columns at full length; left and right move along them"
COLUMNS_TIP: Final = "Choose columns, pin fields of the payload"
PROGRESS_S: Final = 0.25
MOST_COPIED: Final = 1_000_000
"""Characters of an export for the clipboard."""
LIST_ONLY: Final = frozenset(
    ("map", "switch_on", "know", "stop", "copy", "resend", "export", "columns", "wide")
)
"""Actions of this screen that need its list."""


class EventActions(FilteredScreen):
    """Copy, resend and export act on the marked rows, else on the selected one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "map", "Map", tooltip="Map this event or page", id="live.map"),
        Binding("a", "switch_on", "Switch on", tooltip=SWITCH_TIP, id="live.switch_on"),
        Binding("u", "know", "Know", tooltip=KNOW_TIP, id="live.know"),
        Binding("c", "stop", "Rule", tooltip=STOP_TIP, id="live.stop"),
        Binding("y", "copy", "Copy", tooltip=COPY_TIP, id="live.copy"),
        Binding("r", "resend", "Resend", show=False, tooltip=RESEND_TIP, id="live.resend"),
        Binding("x", "export", "Export", show=False, tooltip=EXPORT_TIP, id="live.export"),
        Binding("C", "columns", "Columns", show=False, tooltip=COLUMNS_TIP, id="live.columns"),
        Binding("w", "wide", "Wide", show=False, tooltip=WIDE_TIP, id="live.wide"),
    ]
    _exporting = False
    table = getters.query_one(EventTable)
    why = getters.query_one(WhyPanel)

    async def restore_columns(self) -> None:
        """The columns as they were left."""
        try:
            preferences = await self.app.context.preferences.load()
        except PreferencesError as error:
            self.notify(str(error), severity="warning")
        else:
            self.table.choose_columns(known_columns(preferences.columns), wide=preferences.wide)

    @on(events.ScreenResume)
    def _name_wide_key(self) -> None:
        """It may be another one since, or none."""
        key = key_of(self, "wide")
        self.table.columns.key = "" if key == NO_KEY else key

    def action_go_back(self) -> None:
        """To the screen that put the filter here, with the filter of before in its place."""
        way, self.filter.way_back = self.filter.way_back, None
        if way is not None:
            self.filter.show_query(way.before)
            self.app.switch_mode(way.mode)

    @on(events.ScreenSuspend)
    def _forget_way_back(self) -> None:
        """Whoever leaves by another way does not come back to it later."""
        if self.app.current_mode != TABS[0].mode:
            self.filter.way_back = None

    @property
    def idle_actions(self) -> frozenset[str]:
        """What would only say that it cannot be done with the row, or the marked ones."""
        return idle_for(self.table.view.selected, marked=bool(self.table.marks))

    @work(group="map", exclusive=True, description="map an event")
    async def action_map(self) -> None:
        """A mapping for the selected event, filled in, or the one that takes it by now."""
        await map_row(self.app, self.table.view.selected)

    @work(group="stop", exclusive=True, description="switch a mapping on")
    async def action_switch_on(self) -> None:
        """Switch on the mapping that matches the selected event, after a question."""
        from sprig_tui.ui.switch_on import switch_row_on

        await switch_row_on(self.app, self.table.view.selected)

    @work(group="stop", exclusive=True, description="what stopped an event")
    async def action_stop(self) -> None:
        """Show what in the config stopped the selected event."""
        await show_stop(self.app, self.table.view.selected)

    @work(group="know", exclusive=True, description="make a user known")
    async def action_know(self) -> None:
        """Make the user of the selected event known, after a question."""
        await make_known(self.app, self.table.view.selected)
        self.why.look_again()

    @work(group="copy events", exclusive=True, description="copy events")
    async def action_copy(self) -> None:
        """The payload, write keys masked; of several marked ones a JSON array."""
        events = await self._chosen()
        texts = [readable_payload(event.payload) for event in events]
        if not texts:
            self.notify(NOTHING, severity="warning")
        elif len(texts) == 1:
            self.app.copy_text(texts[0], "the payload")
        else:
            self.app.copy_text("[\n" + ",\n".join(texts) + "\n]\n", f"{len(texts):,} payloads")

    @work(group="resend", exclusive=True, description="resend events")
    async def action_resend(self) -> None:
        """Deliver again, after a question."""
        from sprig_tui.ui.resend import resend_rows

        rows = [event.row for event in await self._chosen()]
        if await resend_rows(self.app, rows):
            self.table.marks.drop([row.id for row in rows if row.outcome is Outcome.FORWARDED])
            self.table.show_now()

    @work(group="columns", exclusive=True, description="choose columns")
    async def action_columns(self) -> None:
        """Choose the columns, and remember them."""
        from sprig_tui.services.live_columns import seen_fields
        from sprig_tui.ui.modals.column_choice import ColumnChoice

        try:
            fields = await seen_fields(self.app.context.reader)
        except StoreUnavailableError:
            fields = []
        table, columns = self.table, self.table.columns
        choice = ColumnChoice(
            columns.chosen, fields, room=lambda: None if columns.wide else table.room
        )
        chosen = await self.app.push_screen_wait(choice)
        if chosen is not None:
            await self._use_columns(chosen, wide=columns.wide)

    @work(group="columns", exclusive=True, description="wide columns")
    async def action_wide(self) -> None:
        """Full length or fitted."""
        columns = self.table.columns
        await self._use_columns(columns.chosen, wide=not columns.wide)

    @work(group="export", exclusive=True, description="export events")
    async def action_export(self) -> None:
        """Ask what, as what and where to, and write it."""
        from sprig_tui.services.exporting import Export
        from sprig_tui.ui.modals.export_form import ExportForm

        marked, row, query = self.table.marks.ids, self.table.view.selected, self.table.query_shown
        scopes = [("marked", events_words(len(marked)))] if marked else []
        every = "every event that the filter shows" if query else "every event that is kept"
        scopes.append(("shown", every))
        scopes += [("this one", f"#{row.id}")] if row is not None else []
        wish = await self.app.push_screen_wait(ExportForm(scopes, self.app.context.exports))
        if wish is None:
            return
        ids = {"marked": marked, "this one": [row.id] if row else []}.get(wish.scope)
        export = Export(wish.form, query if ids is None else None, ids)
        try:
            await (self._write(export, wish.path) if wish.path else self._copy_export(export))
        except (ExportError, StoreUnavailableError) as error:
            self.notify(str(error), title="Not exported", severity="error")

    def action_stop_export(self) -> None:
        """Leave off writing the file."""
        self.workers.cancel_group(self, "export")

    async def _write(self, export: "Export", path: str) -> None:
        context = self.app.context
        telling = self.set_interval(
            PROGRESS_S, lambda: self.table.tell(f"exported {export.count:,}, esc stops")
        )
        self._exporting = True
        try:
            written = await context.exports.write(path, export.texts(context.reader))
        except asyncio.CancelledError:
            self.notify(f"The export was stopped after {count_words(export)}; no file is left.")
            raise
        finally:
            telling.stop()
            self._exporting = False
            self.table.tell("")
        self.notify(f"Exported {count_words(export)} to {written}")

    async def _copy_export(self, export: "Export") -> None:
        texts, size = [], 0
        async for text in export.texts(self.app.context.reader):
            texts.append(text)
            size += len(text)
            if size > MOST_COPIED:
                self.notify("That is too much for a clipboard: choose a file.", severity="warning")
                return
        self.app.copy_text("".join(texts), f"{count_words(export)} as {export.form.value}")

    async def _chosen(self) -> Sequence[StoredEvent]:
        """The marked events, else the selected one; those that are kept."""
        row = self.table.view.selected
        ids = self.table.marks.ids or ([row.id] if row is not None else [])
        try:
            return await self.app.context.reader.events(ids)
        except StoreUnavailableError as error:
            self.notify(str(error), severity="error")
            return ()

    async def _use_columns(self, chosen: tuple[str, ...], *, wide: bool) -> None:
        self.table.choose_columns(chosen, wide=wide)
        store = self.app.context.preferences
        try:
            await store.save(replace(await store.load(), columns=chosen, wide=wide))
        except PreferencesError as error:
            self.notify(f"Not remembered: {error}", severity="warning")


def idle_for(row: LogRow | None, *, marked: bool = False) -> frozenset[str]:
    """Actions that can do nothing with a row but say why."""
    idle = set() if row is not None and mappable(row) is not None else {"map"}
    if not marked and (row is None or row.outcome is not Outcome.FORWARDED):
        idle.add("resend")
    return frozenset(idle)


def count_words(export: "Export") -> str:
    """How many events it holds."""
    return events_words(export.count)


def events_words(count: int) -> str:
    """`1 event`, `2,400 events`."""
    return f"{count:,} event{'' if count == 1 else 's'}"
