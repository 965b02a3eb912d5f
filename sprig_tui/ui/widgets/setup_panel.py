"""The steps of the first run: a line each, and what can be done about the one of the cursor."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final, Self

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from sprig_tui.domain.log import Books
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import PreferencesError
from sprig_tui.services.first_run import (
    SKIPPABLE,
    SetupFacts,
    SetupStep,
    StepId,
    StepState,
    next_step,
    progress,
    setup_steps,
)
from sprig_tui.services.setup_guide import Guide, guides, registration_text
from sprig_tui.ui.setup_actions import has_sender, take_step
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.row_list import GUTTER, RowList
from sprig_tui.ui.widgets.setup_words import (
    detail_content,
    head_content,
    sender_content,
    short_path,
    step_content,
)

PATH_LABEL: Final = len("Config file ")
MAX_SENTENCE: Final = 1_000


class SetupPanel(Vertical):
    """Shown while the log is empty, and again by its key; it begins at the first step that is left.

    How far the steps are is told to `app.setup_left`.
    """

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "choose(-1)", "Previous sender", show=False, id="setup.previous"),
        Binding("right,l,tab", "choose(1)", "Next sender", key_display="right", id="setup.next"),
        Binding("c", "check_key", "Check key", tooltip="Is it accepted?", id="setup.check_key"),
        Binding("x", "skip", "Skip", tooltip="Skip this step, or not", id="setup.skip"),
        Binding("y", "copy_lines", "Copy lines", id="setup.copy"),
        Binding("Y", "copy_list", "Copy list", id="setup.copy_list"),
        Binding("pagedown", "scroll(1)", "Scroll down", show=False, id="setup.down"),
        Binding("pageup", "scroll(-1)", "Scroll up", show=False, id="setup.up"),
    ]
    books: reactive[Books] = reactive(Books(), init=False)
    rows = getters.query_one(RowList)
    detail = getters.query_one(VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = 0
        self._skipped: tuple[str, ...] = ()
        self._steps: Sequence[SetupStep] = ()
        self._is_open = False
        self._foreign = False

    def compose(self) -> ComposeResult:
        """How far it is, the steps, what is to say about one."""
        yield Static(id="head")
        yield RowList(self._draw)
        with VerticalScroll(id="step", can_focus=False):
            yield Static(id="words")

    async def on_mount(self) -> None:
        """Follow what the steps are judged by."""
        with contextlib.suppress(PreferencesError):
            self._skipped = (await self.app.context.preferences.load()).skipped_steps
        for name in ("snapshot", "config_error", "engine"):
            self.watch(self.app, name, self.judge, init=False)

        async def take_books() -> None:
            self._foreign = self._foreign or await has_sender(self.app, self.books)
            self.judge()

        self.watch(self, "books", take_books, init=False)
        self.judge()

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002 (as Widget has it)
        """Put the cursor on the steps, as they stand now."""
        self.judge()
        self.rows.focus(scroll_visible)
        return self

    def judge(self) -> None:
        """How every step stands now."""
        engine = self.app.engine
        facts = SetupFacts(
            self.app.snapshot,
            self.books,
            self._address,
            error=self.app.config_error,
            listener_problem=engine.problem if engine.asked else None,
            skipped=self._skipped,
            foreign=self._foreign,
        )
        before, self._steps = self._steps, setup_steps(facts)
        self.app.setup_left = progress(self._steps)
        if not self.display:
            self._is_open = False
            return
        self.rows.show_rows(len(self._steps), self._place(before))
        self._is_open = True
        head = head_content(self.app.setup_left, arrived=bool(self.books.received))
        self.query_one("#head", Static).update(head)

    def _place(self, before: Sequence[SetupStep]) -> int:
        """Where the cursor belongs: from a step that is done now on to the next that is left.

        It stays on a key that was typed just now: there it can be checked. When the steps come on
        show it begins at the next one.
        """
        place, left = self.rows.cursor, next_step(self._steps)
        if left is None:
            return place
        next_place = self._steps.index(left)
        if not self._is_open:
            return next_place
        now = self._steps[place]
        goes_on = now.id is not StepId.KEY and _is_news(before[place], now)
        return max(place, next_place) if goes_on else place

    @property
    def step(self) -> SetupStep:
        """The step of the cursor."""
        return self._steps[self.rows.cursor]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of one step do nothing at the others."""
        del parameters
        if not self._steps:
            return True
        match action:
            case "choose" | "copy_lines":
                return self.step.id is StepId.SENDER
            case "check_key":
                return self.step.id is StepId.KEY
            case "skip":
                return self.step.id in SKIPPABLE
            case "copy_list":
                return self.step.id is StepId.MAPPINGS
            case _:
                return True

    def on_resize(self) -> None:
        """The path and the sentence have another room."""
        if self._steps:
            self._show_step()

    @on(RowList.Moved)
    def _show_step(self) -> None:
        config = self.app.snapshot.config
        if self.step.id is StepId.SENDER:
            words = sender_content(self._guides(), self._chosen)
        else:
            room = max(self.size.width - PATH_LABEL, 20)
            path = short_path(self.app.context.config_path, room, self.app.glyphs.gap)
            words = detail_content(
                self.step.id,
                config,
                path=path,
                address=self._address,
                program=self.app.context.program,
            )
        width = max(self.rows.scrollable_content_region.width - GUTTER, 1)
        line = step_content(self.step, 1, width, self.app.glyphs)
        if not line.plain.endswith(safe(self.step.sentence)):
            words = Content(safe(self.step.sentence, MAX_SENTENCE)) + Content("\n") + words
        self.query_one("#words", Static).update(words)
        self.refresh_bindings()

    @on(RowList.Chosen)
    @work(group="setup", exclusive=True, description="a step of the first run")
    async def _take(self) -> None:
        """Do what the step of the cursor asks for."""
        await take_step(self.app, self.step.id)

    @work(group="setup", exclusive=True, description="check a key")
    async def action_check_key(self) -> None:
        """Ask the destination whether it takes the key in use."""
        from sprig_tui.ui.key_question import check_key

        await check_key(self.app, self.app.snapshot, "")

    @work(group="setup", exclusive=True, description="skip a step")
    async def action_skip(self) -> None:
        """Pass over the step of the cursor, or take that back; it is remembered."""
        name = self.step.id.value
        store = self.app.context.preferences
        try:
            present = await store.load()
            kept = [one for one in present.skipped_steps if one != name]
            skipped = kept if name in present.skipped_steps else [*kept, name]
            await store.save(replace(present, skipped_steps=tuple(skipped)))
        except PreferencesError as error:
            self.app.notify(str(error), severity="warning")
            return
        self._skipped = tuple(skipped)
        self.judge()

    def action_scroll(self, pages: int) -> None:
        """The words of a step may be longer than their room."""
        self.detail.scroll_relative(y=pages * max(self.detail.size.height - 1, 1), animate=False)

    def action_choose(self, step: int) -> None:
        """Show another sender's lines."""
        self._chosen = (self._chosen + step) % len(self._guides())
        self._show_step()

    def action_copy_lines(self) -> None:
        """The lines on show, to the operator's clipboard."""
        guide = self._guides()[self._chosen]
        self.app.copy_text(guide.text, f"the {guide.name} lines")

    def action_copy_list(self) -> None:
        """What to register, to the operator's clipboard."""
        text = registration_text(self.app.snapshot.config)
        if text:
            self.app.copy_text(text, "the list to register in Sprig")
        else:
            self.app.notify("Nothing is mapped yet; 2 opens Mappings.", severity="warning")

    @property
    def _address(self) -> str:
        status = self.app.engine.status
        return status.address if status else self.app.context.address

    def _guides(self) -> tuple[Guide, ...]:
        return guides(self._address, self.app.snapshot.config)

    def _draw(self, position: int, width: int) -> Content:
        return step_content(self._steps[position], position + 1, width, self.app.glyphs)


def _is_news(before: SetupStep, now: SetupStep) -> bool:
    """Whether a step is done that was not."""
    return now.state is StepState.DONE is not before.state
