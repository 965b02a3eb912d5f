"""A line of text with offers for what is begun, and the texts of before."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from sprig_tui.domain.query import Completion
from sprig_tui.domain.query.completing import Vocabulary
from sprig_tui.ui.widgets.completion_list import CompletionList
from sprig_tui.ui.widgets.filter_input import FilterHistory, FilterInput

MAX_OFFERS: Final = 40


class OfferingLine(Vertical):
    """Holds a `FilterInput` and a `CompletionList`; `vocabulary` gives the words to offer.

    Whoever inherits composes both and calls `offer` when text, cursor or words have changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", tooltip="Take what is chosen", id="filter.complete"),
        Binding("down", "choose(1)", "Next choice", show=False, id="filter.next"),
        Binding(
            "up",
            "choose(-1)",
            "Previous",
            show=False,
            tooltip="Previous choice; in an empty line the filter before",
            id="filter.previous",
        ),
    ]
    input = getters.query_one(FilterInput)
    offers = getters.query_one(CompletionList)

    def __init__(self, vocabulary: Callable[[], Vocabulary]) -> None:
        super().__init__()
        self._vocabulary = vocabulary
        self.history = FilterHistory()
        self._settled = ""
        self._asked: str | None = None
        self._moved = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The list can only be closed while it is open."""
        del parameters
        return action != "close" or (self.is_mounted and self.offers.is_open)

    def action_close(self) -> None:
        """Close the list until the text changes."""
        self.settle(self.input.value)

    def action_complete(self) -> None:
        """Take the chosen offer; without a list, open it."""
        if self.offers.choice is not None:
            self._take(self.offers.choice)
        else:
            self._asked = self.input.value
            self.offer()

    def action_choose(self, rows: int) -> None:
        """Another offer; without a list, a text of before."""
        if self.offers.is_open:
            self._moved = True
            self.offers.move(rows)
            return
        text = self.history.step(self.input.value, -rows)
        if text is not None:
            self.settle(text)
            self.input.show(text)

    @on(FilterInput.PastEnd)
    def take_by_arrow(self) -> None:
        """The arrow to the right takes what is chosen."""
        if self.offers.choice is not None:
            self._take(self.offers.choice)

    @on(CompletionList.Picked)
    def take_by_click(self, event: CompletionList.Picked) -> None:
        """So does a click on any."""
        self._take(event.choice)
        self.input.focus()

    def take_moved(self) -> bool:
        """Take the offer that the operator went to; returns whether there was one."""
        if not self._moved or self.offers.choice is None:
            return False
        self._take(self.offers.choice)
        return True

    def offer(self) -> None:
        """Offer what the piece under the cursor could become: if it was asked, or not declined."""
        text = self.input.value
        wanted = text == self._asked or (self.input.begun and text != self._settled)
        self._show_offers(wanted=wanted and self.input.has_focus)

    def offer_news(self) -> None:
        """There are other words; nothing changes under the hand of somebody who is choosing."""
        if not self._moved:
            self.offer()

    def settle(self, text: str) -> None:
        """Close the list, and offer nothing for this text."""
        self._settled, self._asked = text, None
        self._show_offers(wanted=False)

    def _show_offers(self, *, wanted: bool) -> None:
        from sprig_tui.domain.query import complete

        found: tuple[Completion, ...] = ()
        if wanted:
            text, cursor = self.input.value, self.input.cursor_position
            found = tuple(complete(text, cursor, self._vocabulary(), limit=MAX_OFFERS))
        if found != self.offers.choices:
            self._moved = False
            column = self.input.column(found[0].start) if found else 0
            self.offers.offer(found, column=column)
            self.refresh_bindings()

    def _take(self, choice: Completion) -> None:
        """Put an offer in its place; its values are offered next where it is a key."""
        after = self.input.with_choice(choice)
        self.settle("" if choice.text.endswith((":", ".")) else after)
        self.input.take(choice)
