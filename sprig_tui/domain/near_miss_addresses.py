"""Addresses that agree in host and path and differ in the rest: scheme, query string, fragment."""

from collections.abc import Iterable
from typing import Final

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.matching_index import Rule
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.near_miss_changes import URL

_PARTS: Final = (
    ("scheme", "scheme"),
    ("www", "www."),
    ("slash", "trailing slash"),
    ("query", "query string"),
    ("fragment", "fragment"),
    ("path", "upper and lower case"),
)
THE_PATH: Final = "the path alone"


class AddressIndex:
    """Patterns that are addresses, by host and path in any case, and those that are a path."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._addresses: dict[str, Places] = {}
        self._paths: dict[str, Places] = {}
        for rule in rules:
            key = _host_and_path(rule.units)
            if key:
                _note(self._addresses, key, rule.places)
            if rule.units.startswith("/"):
                _note(self._paths, rule.units, rule.places)

    def find(self, text: str) -> Places | None:
        """The first places of the patterns with the host and path of `text`, else with its path."""
        units = to_code_units(text)
        key = _host_and_path(units)
        places = self._addresses.get(key) if key else None
        return places or self._paths.get(_path(units))


def difference(pattern: str, text: str) -> str:
    """How `text` would have matched a pattern that `AddressIndex` found for it."""
    ours, theirs = URL.fullmatch(pattern), URL.fullmatch(text)
    if not ours or not theirs or ours["path"].casefold() != theirs["path"].casefold():
        return THE_PATH
    words = [word for part, word in _PARTS if ours[part] != theirs[part]]
    others, comma, last = ", ".join(words).rpartition(", ")
    return f"with the same {others}{' and ' if comma else ''}{last}"


def _note(known: dict[str, Places], key: str, places: Places) -> None:
    known[key] = known.get(key, NO_PLACES).with_first_of(places)


def _host_and_path(units: str) -> str | None:
    """None for what is no address; a path counts as one."""
    found = URL.fullmatch(units)
    if not found or not (found["scheme"] or "/" in units):
        return None
    return found["path"].casefold()


def _path(units: str) -> str:
    """The path of a whole URL, "" when it has none."""
    found = URL.fullmatch(units)
    if not found or not found["scheme"]:
        return ""
    _, slash, path = found["path"].partition("/")
    return f"{slash}{path}{found['slash']}"
