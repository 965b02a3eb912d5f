"""What could stand where somebody is typing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.keys import ALIASES, CHOICES, KEYS, Sort
from sprig_tui.domain.query.parsing import HEAD_BEGUN
from sprig_tui.domain.query.printing import field_name, plain_or_quoted
from sprig_tui.domain.query.scanning import KEY, SIGN, Scanner, path_of, unquoted

BETWEEN: Final = re.compile(r"[()-]")
OPERATORS: Final = {"OR": "either side", "AND": "both sides", "NOT": "the opposite"}
SAVED_NAMES: Final = "@"
NAME_KEYS: Final = {"name": ("event", "url")}
"""Keys whose values are those of others."""
IDS: Final = ("user", "anon")
"""Keys whose values are mostly wanted whole: a part of one finds others too."""

Vocabulary = Mapping[str, Sequence[str]]
"""Words seen, the best first, by key: values of `event`, `url`, `user`, `src`…; under `properties`,
`traits` and `context` their fields as a query names them (`plan`, `address.city`, `"first name"`),
and under `properties.plan` the values of one; the names of saved filters under `@`."""


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` takes the place of what stands from `start` to `end`; `about` says what it is."""

    text: str
    start: int
    end: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class _Begun:
    """The piece before the cursor: `typed` begins at `start`, as a value of `key` where it is.

    `signed` tells that a sign stands before the value.
    """

    start: int
    typed: str
    key: str = ""
    signed: bool = False


def complete(
    text: str, cursor: int, vocabulary: Vocabulary, *, limit: int = 20
) -> list[Completion]:
    """What the piece of `text` before `cursor` could become: at most `limit`, the nearest first."""
    begun = _begun(text[:cursor])
    found: dict[str, Completion] = {}
    for word, about in _candidates(begun, vocabulary):
        if word != begun.typed and word not in found:
            found[word] = Completion(word, begun.start, cursor, about)
        if len(found) == limit:
            break
    return list(found.values())


def _begun(before: str) -> _Begun:
    scan = Scanner(before, typing=True)
    while not scan.ended:
        if scan.take(BETWEEN):
            continue
        start = scan.at
        found = scan.take(KEY)
        if found is not None:
            key = _canonical(found["head"] or found["key"])
            value = _value(scan, field_name(key, path_of(found["path"] or "")))
            if value is not None:
                return value
            continue
        _skip_word(scan)
        if scan.at == len(before):
            return _Begun(start, before[start:])
    return _Begun(len(before), "")


def _skip_word(scan: Scanner) -> None:
    try:
        scan.word()
    except QueryError:
        scan.at = len(scan.text)


def _value(scan: Scanner, key: str) -> _Begun | None:
    """The value of a key that the text ends with, None when it goes on behind its values."""
    while True:
        signed = scan.take(SIGN) is not None
        start = scan.at
        _skip_value(scan)
        if scan.at == len(scan.text):
            return _Begun(start, scan.text[start:], key, signed)
        if not scan.sees(","):
            return None
        scan.at += 1


def _skip_value(scan: Scanner) -> None:
    try:
        scan.value()
    except QueryError:
        scan.at = len(scan.text)


def _candidates(begun: _Begun, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if begun.key:
        typed = unquoted(begun.typed[1:]) if begun.typed.startswith('"') else begun.typed
        values = [*CHOICES.get(begun.key, ())]
        for source in NAME_KEYS.get(begun.key, (begun.key,)):
            values += () if _has_fields(source) else vocabulary.get(source, ())
        for value in nearest(typed, values):
            text = plain_or_quoted(value)
            if begun.key in IDS and not begun.signed:
                yield f"={text}", "exactly this one"
            yield text, ""
    elif HEAD_BEGUN.match(begun.typed):
        head, _, typed = begun.typed.partition(".")
        for part in nearest(typed, vocabulary.get(_canonical(head), ())):
            yield f"{head}.{part}:", ""
    elif begun.typed.startswith(SAVED_NAMES):
        yield from _saved(begun.typed[1:], vocabulary)
    else:
        yield from _anything(begun.typed, vocabulary)


def _anything(typed: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Keys, operators, saved filters, and events whose name has it."""
    for word, about in OPERATORS.items():
        if typed and word.startswith(typed):
            yield word, about
    for name, key in KEYS.items():
        if name.startswith(typed.casefold()):
            yield f"{name}{'.' if key.sort is Sort.PAYLOAD else ':'}", key.about
    for alias, name in ALIASES.items():
        if typed and alias.startswith(typed.casefold()):
            yield f"{name}{'.' if KEYS[name].sort is Sort.PAYLOAD else ':'}", KEYS[name].about
    if not typed:
        yield from _saved("", vocabulary)
        return
    for source in ("event", "url"):
        for value in nearest(typed, vocabulary.get(source, ())):
            yield f"{source}:{plain_or_quoted(value)}", ""
    for head in (name for name in KEYS if _has_fields(name)):
        for field in vocabulary.get(head, ()):
            if field.lstrip('"').casefold().startswith(typed.casefold()):
                yield f"{head}.{field}:", "a field of the payload"


def _saved(typed: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for name in nearest(typed, vocabulary.get(SAVED_NAMES, ())):
        yield f"@{name}", "saved filter"


def nearest(typed: str, words: Iterable[str]) -> list[str]:
    """The words that begin with what was typed, then those that have it somewhere."""
    needle = typed.casefold()
    having = [word for word in words if needle in word.casefold()]
    return sorted(having, key=lambda word: not word.casefold().startswith(needle))


def _canonical(given: str) -> str:
    return ALIASES.get(given.lower(), given.lower())


def _has_fields(key: str) -> bool:
    """The vocabulary of a payload's key are names of fields, not values."""
    return key in KEYS and KEYS[key].sort is Sort.PAYLOAD
