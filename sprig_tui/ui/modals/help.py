"""The keys that work now, read from the bindings themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.binding_ids import BINDING_IDS
from sprig_tui.domain.safe_text import safe


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys of one place: each line is the keys, and what they do."""

    title: str
    lines: tuple[tuple[str, str], ...]


def key_groups(app: App[Any]) -> list[KeyGroup]:
    """What the active bindings do: the screen's own, those of its list or field, of everywhere.

    Keys of the framework that have no id of ours, such as for scrolling, are left out.
    """
    active = list(app.screen.active_bindings.values())
    ours = {(id(one.node), one.binding.action) for one in active if one.binding.id in BINDING_IDS}
    known = [one for one in active if (id(one.node), one.binding.action) in ours]
    groups = (
        ("HERE", [one for one in known if one.node is app.screen]),
        ("IN THE LIST", [one for one in known if one.node not in (app, app.screen)]),
        ("EVERYWHERE", [one for one in known if one.node is app]),
    )
    return [KeyGroup(title, _lines(app, found)) for title, found in groups if found]


def _lines(app: App[Any], active: Iterable[ActiveBinding]) -> tuple[tuple[str, str], ...]:
    keys: dict[tuple[int, str], list[str]] = {}
    words: dict[tuple[int, str], str] = {}
    for one in active:
        binding = one.binding
        if binding.system or not binding.description:
            continue
        place = (id(one.node), binding.action)
        keys.setdefault(place, []).append(app.get_key_display(binding))
        words.setdefault(place, binding.tooltip or binding.description)
    return tuple((" ".join(dict.fromkeys(keys[place])), words[place]) for place in keys)


def help_content(groups: Sequence[KeyGroup]) -> Content:
    """Groups under their titles, keys in one column."""
    width = max((len(keys) for group in groups for keys, _ in group.lines), default=0)
    lines: list[Content] = []
    for group in groups:
        lines += [Content(""), Content.styled(group.title, "bold $text-primary")]
        lines += [
            Content.assemble(
                (f"  {safe(keys):<{width}}  ", "bold $text-accent"), Content(safe(words))
            )
            for keys, words in group.lines
        ]
    return Content("\n").join(lines[1:])


class HelpModal(ModalScreen[None]):
    """A list of keys; any of esc, ? and q closes it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, groups: Sequence[KeyGroup]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        """The keys, scrollable."""
        with VerticalScroll(id="dialog"):
            yield Static(help_content(self._groups))
            yield Static(
                Content.styled(
                    "tab goes on, arrows and page keys scroll, as everywhere. The mouse works too; "
                    "hold shift to select text in most terminals. esc closes.",
                    "$text-muted",
                ),
                id="note",
            )
