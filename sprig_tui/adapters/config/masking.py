"""The text of a config file as it may be shown: every line stays, no secret does."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import unquote

from sprig_tui.adapters.config.document import Document, Path, scan_document
from sprig_tui.domain.config_checks import TABLES
from sprig_tui.domain.redaction import LOGIN_MASK as MASK
from sprig_tui.domain.redaction import login_of, without_login

SHORTEST: Final = 4
"""Shorter secrets are masked where they stand, and not looked for elsewhere in the text."""

_SECRETS: Final = (
    ("destination", "api_keys"),
    ("listener", "webhook_secret"),
    ("listener", "write_keys"),
)
_TELLING: Final = re.compile(r"(?i)secret|token|passw|credential|api[_-]?key|write[_-]?key")
_EMPTY: Final = re.compile(r"""\s*(?:""|''|\[\s*\]|\{\s*\})\s*(?:#.*)?""")
_LOGIN: Final = re.compile(r"""(://)[^/\s"'@:]*:[^/\s"'@]+@""")
"""`user:password@` in a URL."""
_ENDPOINT: Final = ("destination", "endpoint")
_UNSPELLED_LOGIN: Final = re.compile(r"://.*:.*(?:@|%40)", re.DOTALL)
"""The same where the password may hold anything: too wide for page URLs and patterns."""
_COMMENTED_LOGIN: Final = re.compile(r"(\#.*?://).*:.*(?:@|%40|\\)")
_COMMENTED_ENDPOINT: Final = re.compile(
    r"""(\#.*?endpoint["']?\s*[=:]\s*["']*(?:[A-Za-z][A-Za-z0-9+.-]*://)?).*(?:@|%40|\\)"""
)
_COMMENTED: Final = re.compile(
    r"""(?i)(\#.*?["']?[\w.-]*(?:development|production|secret|token|passw|credential|_?keys?)"""
    r"""[\w-]*["']?\s*[=:]\s*)(.*)"""
)


def mask_texts(texts: Sequence[str], *, known: Sequence[str] = ()) -> list[str]:
    """The texts, which `tomllib` accepts, with the secrets of all of them and `known` masked.

    A line stays a line. Masked are the values of `[destination.api_keys]`, `webhook_secret` and
    `write_keys`, those of unknown keys that sound like a secret, and the same texts wherever else
    they stand, escaped too; the login of the endpoint and of other URLs; in comments also what
    follows such a key.
    """
    read = [(text, scan_document(text)) for text in texts]
    found = {secret for text, document in read for secret in _secrets(text, document)}
    plain = {*found, *known}
    escaped = {json.dumps(secret, ensure_ascii=False)[1:-1] for secret in plain}
    longest_first = sorted(plain | escaped, key=len, reverse=True)
    pool = [secret for secret in longest_first if len(secret) >= SHORTEST]
    return [_mask(text, document, pool) for text, document in read]


def _mask(text: str, document: Document, pool: Sequence[str]) -> str:
    hidden = _hidden(text, document)
    lines, place, masked_to = [], 0, 0
    for line in text.split("\n"):
        value, end, shown = hidden.get(place, (0, 0, ""))
        if end:
            lines.append(_without(text[place:value], pool) + _without(shown, pool))
            masked_to = end
        elif place < masked_to:
            lines.append(MASK)
        else:
            lines.append(_without(_mask_comments(line), pool))
        place += len(line) + 1
    return "\n".join(lines)


def _hidden(text: str, document: Document) -> dict[int, tuple[int, int, str]]:
    """The values that are not shown, by the start of their line.

    Of each where it begins, where its statement ends, and what stands in its place.
    """
    logins = dict(_logins(text, document))
    owners = _owners([*filter(_is_secret, document.values), *logins])
    found = {}
    for statement in document.statements:
        if not statement.header and statement.path in owners:
            value, end = document.values[statement.path]
            if not _EMPTY.fullmatch(text[value:end]):
                address = logins.get(statement.path)
                shown = MASK if address is None else json.dumps(without_login(address))
                found[text.rfind("\n", 0, value) + 1] = value, statement.end, shown
    return found


def _logins(text: str, document: Document) -> Iterator[tuple[Path, str]]:
    """The path and text of each address that has a login, however the file spells it."""
    data = tomllib.loads(text.removeprefix("\ufeff"))
    for path in document.values:
        value = _value(data, path)
        if not isinstance(value, str) or path[0] in TABLES or path[0] == "filters":
            continue
        if login_of(value) if path == _ENDPOINT else _UNSPELLED_LOGIN.search(value):
            yield path, value


def _mask_comments(line: str) -> str:
    line = _COMMENTED.sub(_mask_comment, line)
    line = _COMMENTED_ENDPOINT.sub(rf"\1{MASK}@", line)
    return _COMMENTED_LOGIN.sub(rf"\1{MASK}@", line)


def _mask_comment(match: re.Match[str]) -> str:
    return match[0] if _EMPTY.fullmatch(match[2]) or not match[2].strip() else match[1] + MASK


def _without(line: str, pool: Sequence[str]) -> str:
    for secret in pool:
        line = line.replace(secret, MASK)
    return _LOGIN.sub(rf"\1{MASK}@", line)


def _owners(secrets: Iterable[Path]) -> set[Path]:
    """The paths of the secrets, and of all that they are inside of."""
    return {path[:length] for path in secrets for length in range(1, len(path) + 1)}


def _is_secret(path: Path) -> bool:
    telling = any(isinstance(name, str) and _TELLING.search(name) for name in path)
    return telling or path[:2] in _SECRETS


def _secrets(text: str, document: Document) -> Iterator[str]:
    data = tomllib.loads(text.removeprefix("\ufeff"))
    for path in document.values:
        if _is_secret(path):
            yield from _strings(_value(data, path))
    for _, address in _logins(text, document):
        login = login_of(address)
        password = login.partition(":")[2]
        yield from (login, unquote(login), password, unquote(password))


def _value(data: Any, path: Path) -> Any:  # noqa: ANN401
    for name in path:
        data = data[name]
    return data


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
