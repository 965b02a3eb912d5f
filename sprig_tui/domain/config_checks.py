"""What a readable config says that will not work: shared by engine, terminal and verbs."""

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.binding_ids import BINDING_IDS
from sprig_tui.domain.config_edits import ConfigProblem
from sprig_tui.domain.decision import Table
from sprig_tui.domain.filters import FilterProblem, compile_filters
from sprig_tui.domain.lint.filter_checks import check_filters
from sprig_tui.domain.lint.kind_checks import check_kind
from sprig_tui.domain.lint.shadowing import Shadow, find_shadowed
from sprig_tui.domain.matching_index import read_rules
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import CONFIG_VERSION, Config, MatchType
from sprig_tui.domain.settings import Mapping as MappingEntry

MAX_PATTERN: Final = 250
TABLES: Final[tuple[Table, Table]] = ("triggered_events", "page_urls")
PATTERN_FIELDS: Final[Mapping[Table, str]] = {"triggered_events": "event", "page_urls": "url"}
_ANY: Final = "it matches every text"
_NONE: Final = "it never matches"
_EMPTY: Final[Mapping[MatchType, str]] = {
    match: _NONE if match in (MatchType.EXACTLY, MatchType.NOT_CONTAINS) else _ANY
    for match in MatchType
}
NO_LINES: Final[Mapping[str, int]] = {}
HTTP_ONLY: Final = "http:// only to this machine, such as http://127.0.0.1:8766"
_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt|meta|super|hyper)\+)*(?:\S|[a-z][a-z0-9_]*)")


def check_exposure(
    config: Config, lines: Mapping[str, int] = NO_LINES
) -> tuple[ConfigProblem, ...]:
    """The error of a listener that others can reach and that no key guards (design.md, section 3).

    Empty when the engine may start. `lines` as in ConfigSnapshot.
    """
    listener = config.listener
    if is_loopback(listener.host) or _guards(config):
        return ()
    message = (
        f'[listener].host = "{safe(listener.host, 60)}" lets other machines in, and no key '
        "guards it: set a write key, the webhook secret or an API key, or listen on 127.0.0.1"
    )
    return (ConfigProblem("error", message, "listener.host", lines.get("listener.host")),)


def check_config(config: Config, lines: Mapping[str, int] = NO_LINES) -> tuple[ConfigProblem, ...]:
    """Every warning about values, in the order of the file's sections; never an error."""
    broken = compile_filters(config.filters).problems
    found = [
        *_check_values(config),
        *check_kind(config),
        *(warning for table in TABLES for warning in _check_mappings(table, config)),
        *_check_filters(config, broken),
    ]
    stopping = {f"filters.{each.index}.if" for each in broken if each.stops}
    return tuple(
        ConfigProblem("warning", message, key, line_of(lines, key), stops=key in stopping)
        for key, message in found
    )


def check_keys(config: Config, lines: Mapping[str, int] = NO_LINES) -> tuple[ConfigProblem, ...]:
    """The warning about one key for both environments.

    `config` is the file's own: $SPRIG_TUI_API_KEY takes the place of both, which is no mistake.
    """
    keys = config.destination.api_keys
    if not keys.production or keys.development != keys.production:
        return ()
    message = (
        "the development and production keys are the same: what is sent for one environment "
        "reaches the other's users too"
    )
    key = "destination.api_keys.production"
    return (ConfigProblem("warning", message, key, line_of(lines, key)),)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a listener on `host` (a name or an address)."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def endpoint_problem(endpoint: str) -> str:
    """Why `endpoint` cannot be sent to, in one sentence; "" when it can (design.md, section 3)."""
    if not endpoint:
        return ""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in ("https", "http") or port == 0:
        return f'the endpoint must look like "https://host" or "https://host:port", {HTTP_ONLY}'
    if parts.username is not None or parts.password is not None:
        return "a login has no place in the endpoint: take out what stands before the @"
    if parts.path.strip("/") or parts.query or parts.fragment:
        return "the endpoint is scheme, host and port only: paths are appended to it"
    if parts.scheme == "http" and not is_loopback(host):
        return f"plain http would show the API key to the network: use https, {HTTP_ONLY}"
    return ""


def nearest_name(name: str, names: Sequence[str]) -> str:
    """The one of `names` that `name` was most likely meant to be, "" if none is like it."""
    folded = {known.lower().replace("-", "_"): known for known in names}
    close = get_close_matches(name.lower().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def find_twins(entries: Sequence[MappingEntry]) -> dict[int, int]:
    """For each entry that can never win because an earlier one says the same: that one's index.

    An earlier entry counts when it is enabled, or when the two are equal in everything.
    """
    twins: dict[int, int] = {}
    enabled: dict[tuple[str, str], int] = {}
    whole: dict[MappingEntry, int] = {}
    for index, entry in enumerate(entries):
        key = (entry.match.value, entry.pattern)
        twin = whole.get(entry, enabled.get(key))
        if twin is not None and entry.pattern:
            twins[index] = twin
        whole.setdefault(entry, index)
        if entry.enabled:
            enabled.setdefault(key, index)
    return twins


def _guards(config: Config) -> bool:
    keys = config.destination.api_keys
    listener = config.listener
    return bool(
        keys.development or keys.production or listener.webhook_secret or any(listener.write_keys)
    )


def _check_values(config: Config) -> Iterator[tuple[str, str]]:
    listener = config.listener
    if config.version != CONFIG_VERSION:
        message = f"version {config.version} is not known here: it is read as version 1"
        yield "version", message
    if problem := endpoint_problem(config.destination.endpoint):
        yield "destination.endpoint", f"nothing can be sent: {problem}"
    if not is_loopback(listener.host) and not any(listener.write_keys):
        message = "other machines reach the listener, and without write_keys it takes any call"
        yield "listener.host", message
    keys = config.destination.api_keys
    if listener.allowed_hosts and not (
        listener.webhook_secret or keys.development or keys.production
    ):
        message = "webhooks on allowed_hosts are answered 401 until an API key or a secret is set"
        yield "listener.allowed_hosts", message
    for index, entry in enumerate(config.filters):
        if "action" not in entry.model_fields_set:
            message = f"[[filters]] #{index + 1} has no action: it drops the events it matches"
            yield f"filters.{index}", message
    for name, given in config.ui.keys.items():
        if name not in BINDING_IDS:
            nearest = nearest_name(name, BINDING_IDS)
            meant = f'; did you mean "{nearest}"?' if nearest else ""
            yield f"ui.keys.{name}", f'no key of the terminal is named "{name}"{meant}'
        elif not given.strip():
            yield f"ui.keys.{name}", "it names no key, so that the built-in one holds"
        elif wrong := [key for key in given.split(",") if not _KEY.fullmatch(key.strip())]:
            said = f'"{safe(wrong[0], 40)}" is no key'
            yield f"ui.keys.{name}", f"{said}: the key tester of the terminal names each one"


def _check_mappings(table: Table, config: Config) -> Iterator[tuple[str, str]]:
    entries: Sequence[MappingEntry] = getattr(config, table)
    rules, problems = read_rules(entries)
    messages = {
        index: f"it can never win, {shadow_words(shadow, entries)}"
        for index, shadow in find_shadowed(rules).items()
    }
    for index, twin in find_twins(entries).items():
        messages[index] = _twin_message(entries, index, twin)
    for problem in problems:
        place = f" (character {problem.position + 1})" if problem.position is not None else ""
        messages[problem.index] = f"{problem.message}{place}"
    for index, entry in enumerate(entries):
        if not entry.pattern:
            messages[index] = f'"{PATTERN_FIELDS[table]}" is empty: {_EMPTY[entry.match]}'
        elif len(entry.pattern) > MAX_PATTERN:
            messages[index] = pattern_too_long(entry.pattern)
    for index in sorted(messages):
        key = f"{table}.{index}.{PATTERN_FIELDS[table]}"
        yield key, f"[[{table}]] #{index + 1}: {messages[index]}"


def shadow_words(shadow: Shadow, entries: Sequence[MappingEntry]) -> str:
    """`#3 (startsWith "/shop") comes first and matches as much`."""
    names = " and ".join(
        f'#{index + 1} ({entries[index].match.value} "{safe(entries[index].pattern, 40)}")'
        for index in shadow.by
    )
    if len(shadow.by) > 1:
        return f"{names} come first and match every text together"
    what = "every text" if shadow.everything else "all that it matches"
    return f"{names} comes first and matches {what}"


def _check_filters(config: Config, broken: Sequence[FilterProblem]) -> Iterator[tuple[str, str]]:
    found = [(problem.index, "if", _filter_problem(problem)) for problem in broken]
    found += [(each.index, each.key, each.message) for each in check_filters(config)]
    for index, key, message in sorted(found, key=lambda each: each[0]):
        yield f"filters.{index}.{key}", f"[[filters]] #{index + 1}: {message}"


def _filter_problem(problem: FilterProblem) -> str:
    place = (
        f"line {problem.line}, column {problem.column}"
        if problem.line > 1
        else (f"column {problem.column}")
    )
    effect = "it does not parse, so nothing is sent: " if problem.stops else ""
    return f"{effect}{problem.message} ({place})"


def pattern_too_long(pattern: str) -> str:
    """The sentence about a pattern of over 250 characters (facts.md, section 5)."""
    return f"the pattern has {len(pattern)} characters, Sprig takes {MAX_PATTERN}: it never matches"


def _twin_message(entries: Sequence[MappingEntry], index: int, twin: int) -> str:
    if entries[index] == entries[twin]:
        return f"it repeats #{twin + 1}"
    return f"it can never win, #{twin + 1} has the same pattern and comes first"


def line_of(lines: Mapping[str, int], key: str) -> int | None:
    """The key's own line, else that of the entry or table that it belongs to."""
    while key:
        if key in lines:
            return lines[key]
        key = key.rpartition(".")[0]
    return None
