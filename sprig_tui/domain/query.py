r"""The search language over the log: words and `key:value`, all of which must hold.

    checkout -is:rejected type:track event:"Order Completed" reason:unmapped is:dry_run

A word, or a text in double quotes (`\"` and `\\` inside it), is looked for in the name, the ids,
the reason, the detail and the type, whatever the case. A minus before a term turns it around.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome

Test = Callable[[LogRow], bool]


class QueryError(ValueError):
    """The text is not a query; `str()` says what is expected, `position` where (from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `text` is what was typed."""

    text: str
    matches: Test


TERM: Final = re.compile(
    r"""\s*(?P<minus>-?)
        (?:(?P<key>[A-Za-z_]+):(?!//))?
        (?:(?P<quote>")(?P<quoted>(?:[^"\\]|\\.)*)(?P<closed>"?) | (?P<bare>\S*))""",
    re.VERBOSE | re.DOTALL,
)
"""One term; a URL is a word, not a value of the key `https`."""


def parse_query(text: str) -> Query:
    """The query that `text` says; empty text matches every row.

    Raises:
        QueryError: it is none; a key or value that begins so, or the nearest, is suggested.
    """
    tests = tuple(_tests_of(text))
    return Query(text, lambda row: all(test(row) for test in tests))


def _tests_of(text: str) -> Iterator[Test]:
    for found in TERM.finditer(text, 0, len(text.rstrip())):
        if found[0]:
            yield _test_of(found)


def _test_of(found: re.Match[str]) -> Test:
    test = _word(_value_of(found)) if found["key"] is None else _keyed(found)
    return _negated(test) if found["minus"] else test


def _value_of(found: re.Match[str]) -> str:
    if found["quote"]:
        if not found["closed"]:
            raise QueryError('expected a closing "', found.start("quote"))
        return re.sub(r"\\(.)", r"\1", found["quoted"], flags=re.DOTALL)
    value: str = found["bare"]
    if not value:
        after = f"a value after {found['key']}:" if found["key"] else "a word after -"
        raise QueryError(f"expected {after}", found.start("bare"))
    return value


def _keyed(found: re.Match[str]) -> Test:
    key = found["key"].lower()
    make = KEYS.get(key)
    if make is None:
        raise QueryError(f'there is no key "{key}"; {_suggest(key, KEYS)}', found.start("key"))
    return make(_value_of(found).casefold(), found.end("key") + 1)


def _negated(test: Test) -> Test:
    return lambda row: not test(row)


def _word(value: str) -> Test:
    needle = value.casefold()
    return lambda row: any(
        needle in text.casefold()
        for text in (
            row.name,
            row.user_id,
            row.anonymous_id,
            row.reason.value,
            row.detail,
            row.type,
            row.message_id,
        )
        if text is not None
    )


def _contains(needle: str, text: str | None) -> bool:
    return text is not None and needle in text.casefold()


def _type(value: str, _position: int) -> Test:
    return lambda row: row.type is not None and row.type.casefold() == value


def _name(value: str, _position: int) -> Test:
    return lambda row: _contains(value, row.name)


def _event(value: str, _position: int) -> Test:
    return lambda row: row.type != "page" and _contains(value, row.name)


def _url(value: str, _position: int) -> Test:
    return lambda row: row.type == "page" and _contains(value, row.name)


def _user(value: str, _position: int) -> Test:
    return lambda row: _contains(value, row.user_id)


def _anonymous(value: str, _position: int) -> Test:
    return lambda row: _contains(value, row.anonymous_id)


def _reason(value: str, _position: int) -> Test:
    return lambda row: value in row.reason.value


def _id(value: str, _position: int) -> Test:
    return lambda row: (
        str(row.id) == value
        or (row.message_id is not None and row.message_id.casefold().startswith(value))
    )


def _is(value: str, position: int) -> Test:
    test = STATES.get(value)
    if test is None:
        raise QueryError(f'nothing is "{value}"; {_suggest(value, STATES)}', position)
    return test


def _outcome(outcome: Outcome) -> Test:
    return lambda row: row.outcome is outcome


def _delivery(state: DeliveryState) -> Test:
    return lambda row: row.delivery is state


def _repeated(row: LogRow) -> bool:
    return row.seen > 1


def _suggest(given: str, known: Mapping[str, object]) -> str:
    begun = [word for word in known if given and word.startswith(given)]
    nearest = begun or get_close_matches(given, known, n=1, cutoff=0.5)
    return f"did you mean {nearest[0]}?" if nearest else f"expected one of {', '.join(known)}"


STATES: Final[Mapping[str, Test]] = {
    **{outcome.value: _outcome(outcome) for outcome in Outcome},
    **{state.value: _delivery(state) for state in DeliveryState},
    "repeated": _repeated,
    "duplicate": _repeated,
}
"""What `is:` knows."""

KEYS: Final[Mapping[str, Callable[[str, int], Test]]] = {
    "type": _type,
    "event": _event,
    "name": _name,
    "url": _url,
    "user": _user,
    "anon": _anonymous,
    "reason": _reason,
    "why": _reason,
    "is": _is,
    "id": _id,
}
"""What may stand before a colon: `key:value`, with the value in lower case and its position."""
