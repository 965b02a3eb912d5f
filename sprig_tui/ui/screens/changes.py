"""The events that other rules would decide otherwise."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sprig_tui.domain.comparison import Change, Comparison, Effect
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.change_preview import ChangePreview
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.change_line import MOST
from sprig_tui.ui.widgets.change_words import (
    NAME_COLUMN,
    WIDE,
    change_cells,
    change_columns,
    change_detail,
    change_sentence,
    effects_content,
    progress_sentence,
    shift_content,
)
from sprig_tui.ui.widgets.columns import ColumnTitles, fit_columns, lay_out
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.row_list import GUTTER, RowList
from sprig_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from collections.abc import Sequence

FURTHER: Final = 10
TALL: Final = 30
SHIFTS_LOW: Final = 3
SHIFTS_TALL: Final = 8
FILTER_TIP: Final = "List only what is lost, gained, sent differently; then all again"


class ChangesScreen(Screen[None]):
    """What `after` would decide otherwise than `before`; nothing is changed by looking.

    `title` says what is compared. `found` is what is known already of the newest `limit` events.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "changes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="changes.back"),
        Binding("e", "open", "Event", key_display="enter", tooltip="The event", id="changes.open"),
        Binding("f", "filter", "Filter", tooltip=FILTER_TIP, id="changes.filter"),
        Binding("m", "more", "Older too", tooltip="Look at ten times more", id="changes.more"),
    ]
    rows = getters.query_one(RowList)

    def __init__(
        self,
        title: str,
        before: RulesSource,
        after: RulesSource,
        *,
        limit: int,
        found: Comparison | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._before = before
        self._after = after
        self._limit = limit
        self._found = found or Comparison()
        self._known = found is not None
        self._preview = ChangePreview(self.app.context.reader)
        self._effect: Effect | None = None
        self._listed: Sequence[Change] = ()

    def compose(self) -> ComposeResult:
        """What is compared, the counts, the events, one of them in full, keys."""
        yield StatusBar()
        yield Static(Content(safe(self._title)), id="title")
        yield Static(id="sentence")
        yield Static(id="effects")
        yield Static(id="shifts")
        yield ColumnTitles(change_columns(wide=False), inset=GUTTER)
        yield RowList(self._draw)
        yield Static(id="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is known, or look; when a day ends, the rows are of the day before."""
        self.watch(self.app, "today", self._draw_rows, init=False)
        self.rows.focus()
        if self._known:
            self._show()
        else:
            self._compare()

    def on_resize(self) -> None:
        """Other columns fit another width, more sums another height."""
        self.query_one(ColumnTitles).show_columns(change_columns(wide=self._wide))
        self._show_shifts()
        self.rows.refresh()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        del parameters
        if action == "more":
            return self._known and self._found.older
        if action == "filter":
            return len(self._effects) > 1
        return action != "open" or bool(self._listed)

    @property
    def selected(self) -> Change | None:
        """The change of the cursor."""
        return self._listed[self.rows.cursor] if self._listed else None

    @property
    def _effects(self) -> list[Effect]:
        """The effects that there are, the gravest first."""
        return [effect for effect in Effect if self._found.counted(effect)]

    @property
    def _wide(self) -> bool:
        return self.size.width >= WIDE

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """The event in full; for another kind as that one would decide it."""
        if self.selected is not None:
            kind = self._after.kind if self._after.kind is not self._before.kind else None
            self.app.open_event(int(self.selected.id), kind)

    def action_filter(self) -> None:
        """List the events of the next effect alone, and after the last one all again."""
        choices = [None, *self._effects]
        place = choices.index(self._effect) if self._effect in choices else 0
        self._effect = choices[(place + 1) % len(choices)]
        self._show()

    def action_more(self) -> None:
        """Look at more of the log."""
        self._limit *= FURTHER
        self._compare()

    @work(group="changes", exclusive=True, description="what would change")
    async def _compare(self) -> None:
        self._known = False
        self.refresh_bindings()
        self._say("Comparing.")
        try:
            found = await self._preview.compare(
                self._before,
                self._after,
                limit=self._limit,
                most=MOST,
                progress=lambda so_far: self._say(progress_sentence(so_far)),
            )
        except StoreUnavailableError as error:
            self._say(f"The log cannot be read: {error}")
            return
        self._found, self._known = found, True
        self._show()

    def _say(self, sentence: str) -> None:
        self.query_one("#sentence", Static).update(Content(safe(sentence)))

    def _show(self) -> None:
        found = self._found
        listed = f" {len(found.changes):,} of them are listed." if found.left_out else ""
        self._say(change_sentence(found) + listed)
        self._listed = sorted(
            (one for one in found.changes if self._effect in (None, one.effect)),
            key=lambda one: one.effect,
        )
        self._show_shifts()
        empty = [Content("Every event that was looked at is decided and sent as now.")]
        self.rows.show_rows(len(self._listed), 0, empty=empty)
        self.refresh_bindings()

    def _show_shifts(self) -> None:
        found = self._found
        effects = effects_content(found, self._effect) if found.differs else Content()
        self.query_one("#effects", Static).update(effects)
        shifts = sorted(
            (one for one in found.shifts if self._effect in (None, one.effect)),
            key=lambda one: one.effect,
        )
        most = SHIFTS_TALL if self.size.height >= TALL else SHIFTS_LOW
        shown = shifts if len(shifts) <= most else shifts[: most - 1]
        lines = [shift_content(shift, self.app.glyphs) for shift in shown]
        if len(shown) < len(shifts):
            rest = shifts[len(shown) :]
            count = sum(shift.count for shift in rest)
            lines.append(Content.styled(f"{count:>7,}  in {len(rest)} other ways", "$text-muted"))
        self.query_one("#shifts", Static).update(Content("\n").join(lines))

    def _draw_rows(self) -> None:
        self.rows.refresh()

    def _draw(self, position: int, width: int) -> Content:
        columns = change_columns(wide=self._wide)
        cells = change_cells(
            self._listed[position],
            self.app.today,
            wide=self._wide,
            glyphs=self.app.glyphs,
            room=fit_columns(columns, width)[NAME_COLUMN],
        )
        return lay_out(columns, width, cells)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        change = self.selected
        shown = Content() if change is None else change_detail(change, self.app.glyphs)
        self.query_one("#detail", Static).update(shown)
