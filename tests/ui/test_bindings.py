"""Every key of the terminal has an id that the config and the documents know."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from textual.binding import Binding

from sprig_tui import ui
from sprig_tui.domain.binding_ids import BINDING_IDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "keys.md"
NAMES = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "colon": ":",
    "asterisk": "*",
    "at": "@",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def bindings() -> Iterator[Binding]:
    for found in pkgutil.walk_packages(ui.__path__, "sprig_tui.ui."):
        module = import_module(found.name)
        for _name, member in inspect.getmembers(module, inspect.isclass):
            if member.__module__ == found.name:
                listed = member.__dict__.get("BINDINGS", [])
                yield from (one for one in listed if isinstance(one, Binding) and one.id)


def test_the_config_knows_every_id() -> None:
    assert sorted({binding.id for binding in bindings() if binding.id}) == list(BINDING_IDS)


def test_the_page_of_keys_says_of_every_id_what_the_help_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for binding in bindings():
        keys = " ".join(f"`{NAMES.get(key, key)}`" for key in binding.key.split(","))
        words = binding.tooltip or binding.description
        assert f"| `{binding.id}` | {keys} | {words}" in page
