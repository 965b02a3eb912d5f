"""Addresses that agree in host and path and differ in the rest: scheme, query string, fragment."""

from collections.abc import Iterable
from typing import Final

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.matching_index import Rule
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.near_miss_changes import URL

_PARTS: Final = (
    ("www", "with www.", "without www."),
    ("slash", "with a trailing slash", "without the trailing slash"),
    ("query", "with the query string of the pattern", "without the query string"),
    ("fragment", "with the fragment of the pattern", "without the fragment"),
    ("path", "with the same upper and lower case", ""),
)
"""What to do with a text whose part is not the pattern's: where the pattern has it, and not."""
THE_PATH: Final = "the path alone"
SPELLED: Final = "spelled exactly like that"


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


def difference(pattern: str, text: str, *, ignore_case: bool) -> str:
    """What to change of `text`, so that a pattern matches which `AddressIndex` found for it."""
    wanted, given = URL.fullmatch(pattern), URL.fullmatch(text)
    if not wanted or not given or wanted["path"].casefold() != given["path"].casefold():
        return THE_PATH
    fold = str.casefold if ignore_case else str
    words = [_scheme_change(wanted["scheme"], given["scheme"])]
    words += [
        with_it if wanted[part] else without
        for part, with_it, without in _PARTS
        if fold(wanted[part]) != fold(given[part])
    ]
    others, comma, last = ", ".join(filter(None, words)).rpartition(", ")
    return f"{others}{' and ' if comma else ''}{last}" or SPELLED


def _scheme_change(wanted: str, given: str) -> str:
    if wanted == given:
        return ""
    if wanted and given:
        return f"with {wanted[:-3]} instead of {given[:-3]}"
    return f"with {wanted}" if wanted else f"without {given}"


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
