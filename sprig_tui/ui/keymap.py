"""The keys that the config gives, as Textual's keymap takes them."""

from collections.abc import Mapping
from typing import Final

SHARED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("p", ("events.pause", "events.resume")),
    ("f2", ("app.mouse_off", "app.mouse_on")),
    ("a", ("event.map", "event.switch_on")),
    ("a", ("live.map", "live.switch_on")),
    ("escape", ("filter.close", "filter.drop")),
    ("escape", ("live.stop_export", "live.leave_setup", "live.go_back", "live.back")),
)
"""Built-in keys that do one thing or another, as things stand.

Textual takes such a key from all of them when one is given another.
"""


def keymap_of(chosen: Mapping[str, str]) -> dict[str, str]:
    """What `[ui.keys]` chooses; who shares a built-in key with one of these keeps it."""
    keymap = {name: keys for name, keys in chosen.items() if keys.strip()}
    taken = {key.strip() for keys in keymap.values() for key in keys.split(",")}
    kept = {
        name: key
        for key, names in SHARED
        if key not in taken and any(name in keymap for name in names)
        for name in names
        if name not in keymap
    }
    return {**keymap, **kept}
