"""Give back what Textual keeps of widgets that are gone.

Textual caches the colours of a widget under the widget's drawn lines (Textualize/textual#6665), so
each of the last thousand widgets keeps all its lines: a hundred megabytes after half an hour of
opening events. The colours are cheap to find again, so the cache is emptied now and then.
"""

from typing import Final

from textual._styles_cache import StylesCache

FORGET_EVERY_S: Final = 10.0


def forget_removed_widgets() -> None:
    """Let go of the lines of all widgets that are not shown any more."""
    StylesCache.get_inner_outer.cache_clear()
