"""Keys by the names that the config takes, and what they do on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.screen import Screen

from sprig_tui.domain.binding_ids import BINDING_IDS

NO_KEY: Final = "no key"


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What can be done: `keys` as they are shown, `words`, and the id that `[ui.keys]` knows.

    `codes` are the keys by the names that the config takes; none where another action has taken
    the last of them.
    """

    keys: str
    words: str
    id: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys of one place."""

    title: str
    lines: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that can be done now: who does it, its bindings, and the keys that run it."""

    node: DOMNode
    binding: Binding
    keys: tuple[Binding, ...]
    id: str
    enabled: bool = True

    @property
    def words(self) -> str:
        """What it does."""
        return self.binding.tooltip or self.binding.description

    @property
    def title(self) -> str:
        """Its name and what it does; once where the words begin with the name."""
        name, words = self.binding.description, self.words
        return words if words.casefold().startswith(name.casefold()) else f"{name}: {words}"

    def shown_keys(self, app: App[Any]) -> str:
        """Its keys by their usual names, and no key by that of another."""
        own = [replace(binding, key_display=None) for binding in self.keys]
        shown = dict.fromkeys(app.get_key_display(binding) for binding in own)
        return " ".join(shown) or NO_KEY


def deeds(screen: Screen[Any]) -> list[Deed]:
    """What the bindings of a screen do now, also what has lost its keys to other actions.

    Textual drops a binding whose key the keymap gives away, here or in a list that is in front of
    it: it would be in no help and no palette, and could be given no other key. Keys of the
    framework that have no id of ours, such as for scrolling, are left out.
    """
    active = list(screen.active_bindings.values())
    running = {(id(one.node), one.binding.action) for one in active}
    lost = [
        one
        for one in _built_in(screen)
        if (id(one.node), one.binding.action) not in running and one.binding.id in BINDING_IDS
    ]
    together: dict[tuple[int, str], list[ActiveBinding]] = {}
    for one in (*active, *lost):
        together.setdefault((id(one.node), one.binding.action), []).append(one)
    found = [_deed(place in running, ones) for place, ones in together.items()]
    return [deed for deed in found if deed.id]


def _built_in(screen: Screen[Any]) -> list[ActiveBinding]:
    """What would be active here if nobody had chosen other keys.

    Textual has no public way to ask for it without making it so for everybody.
    """
    app = screen.app
    chosen, app._keymap = app._keymap, {}  # noqa: SLF001
    try:
        return list(screen.active_bindings.values())
    finally:
        app._keymap = chosen  # noqa: SLF001


def _deed(runs: bool, ones: Sequence[ActiveBinding]) -> Deed:  # noqa: FBT001
    bindings = tuple(one.binding for one in ones)
    named = next((one.id for one in bindings if one.id in BINDING_IDS), None)
    first = ones[0]
    return Deed(first.node, first.binding, bindings if runs else (), named or "", first.enabled)


def key_of(screen: Screen[Any], action: str) -> str:
    """The first key of an action of the screen itself, by its usual name."""
    found = (one for one in deeds(screen) if one.node is screen and one.binding.action == action)
    deed = next(found, None)
    if deed is None or not deed.keys:
        return NO_KEY
    return screen.app.get_key_display(deed.keys[0])


def key_groups(screen: Screen[Any]) -> list[KeyGroup]:
    """What can be done on a screen: by itself, in its list or field, everywhere."""
    app, known = screen.app, deeds(screen)
    groups = (
        ("HERE", [one for one in known if one.node not in (app, screen.focused)]),
        ("IN THE LIST", [one for one in known if one.node is screen.focused]),
        ("EVERYWHERE", [one for one in known if one.node is app]),
    )
    lines = [(title, tuple(_lines(app, found))) for title, found in groups]
    return [KeyGroup(title, found) for title, found in lines if found]


def _lines(app: App[Any], found: Sequence[Deed]) -> list[KeyLine]:
    return [
        KeyLine(deed.shown_keys(app), deed.words, deed.id, tuple(one.key for one in deed.keys))
        for deed in found
        if not deed.binding.system and deed.binding.description
    ]


def uses_of(groups: Sequence[KeyGroup], key: str) -> list[KeyLine]:
    """What a key does in these groups."""
    return [line for group in groups for line in group.lines if key in line.codes]
