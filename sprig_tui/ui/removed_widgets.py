"""Give back what Textual keeps of widgets that are gone.

Textual caches the colours of a widget under the widget's drawn lines (Textualize/textual#6665), so
each of the last thousand widgets keeps all its lines: a hundred megabytes after half an hour of
opening events. The colours are cheap to find again, so the cache is emptied now and then.

Who watches a reactive of the app is kept until that reactive changes again, and with it the whole
screen that it was on. The config may stay as it is for weeks, so those are let go here too.
"""

from typing import Any, Final

from textual._styles_cache import StylesCache
from textual.app import App

FORGET_EVERY_S: Final = 10.0
WATCHERS: Final = "__watchers"
"""Where Textual keeps them, by the reactive's name: pairs of the watching widget and a callback."""


def forget_removed_widgets(app: App[Any]) -> None:
    """Let go of all widgets that are not on any screen any more, and of their lines."""
    StylesCache.get_inner_outer.cache_clear()
    for watchers in getattr(app, WATCHERS, {}).values():
        watchers[:] = [one for one in watchers if not one[0]._closing]  # noqa: SLF001
