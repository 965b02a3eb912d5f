"""News on a slow line: drawn only when the terminal has taken what was drawn before."""

from typing import Final

from textual.driver import Driver

MOST_REST: Final = 20
"""Looks; at ten a second, news is never held back longer than two seconds by the rest alone."""


def output_waits(driver: Driver | None) -> bool:
    """True while something that was drawn is not yet handed to the terminal.

    Textual keeps up to 30 pieces in its thread that writes. On a slow line news that is drawn
    meanwhile would stand before the answer to the next key; once the queue is full even the keys
    would no longer be read.
    """
    queue = getattr(getattr(driver, "_writer_thread", None), "_queue", None)
    return queue is not None and not queue.empty()


class NewsPace:
    """`may_draw` is asked at each look for news and says whether the line has room for it.

    After a wait the line rests for as many looks, so that news takes half of it and keys find the
    other half.
    """

    def __init__(self) -> None:
        self._rest = 0

    def may_draw(self, driver: Driver | None) -> bool:
        """Whether what is new may be drawn now; else ask again at the next look."""
        if output_waits(driver):
            self._rest = min(self._rest + 1, MOST_REST)
            return False
        if self._rest:
            self._rest -= 1
            return False
        return True
