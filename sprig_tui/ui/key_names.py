"""Keys by the names that the config takes, and what they do on a screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from sprig_tui.domain.binding_ids import BINDING_IDS


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What can be done: `keys` as they are shown, `words`, and the id that `[ui.keys]` knows.

    `codes` are the keys by the names that the config takes.
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


def key_groups(screen: Screen[Any]) -> list[KeyGroup]:
    """What the bindings of a screen do: its own, those of its list or field, of everywhere.

    Keys of the framework that have no id of ours, such as for scrolling, are left out.
    """
    app = screen.app
    active = list(screen.active_bindings.values())
    ours = {(id(one.node), one.binding.action) for one in active if one.binding.id in BINDING_IDS}
    known = [one for one in active if (id(one.node), one.binding.action) in ours]
    groups = (
        ("HERE", [one for one in known if one.node not in (app, screen.focused)]),
        ("IN THE LIST", [one for one in known if one.node is screen.focused]),
        ("EVERYWHERE", [one for one in known if one.node is app]),
    )
    return [KeyGroup(title, _lines(app, found)) for title, found in groups if found]


def _lines(app: App[Any], active: Iterable[ActiveBinding]) -> tuple[KeyLine, ...]:
    together: dict[tuple[int, str], list[Binding]] = {}
    for one in active:
        if not one.binding.system and one.binding.description:
            together.setdefault((id(one.node), one.binding.action), []).append(one.binding)
    return tuple(_line(app, bindings) for bindings in together.values())


def _line(app: App[Any], bindings: Sequence[Binding]) -> KeyLine:
    shown = dict.fromkeys(app.get_key_display(binding) for binding in bindings)
    named = next((binding.id for binding in bindings if binding.id in BINDING_IDS), None)
    first = bindings[0]
    return KeyLine(
        " ".join(shown),
        first.tooltip or first.description,
        named or "",
        tuple(binding.key for binding in bindings),
    )


def uses_of(groups: Sequence[KeyGroup], key: str) -> list[KeyLine]:
    """What a key does in these groups."""
    return [line for group in groups for line in group.lines if key in line.codes]
