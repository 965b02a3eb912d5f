"""From a text to a query: two functions, one asks the row alone, one the payload too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query.keys import Test
from sprig_tui.domain.query.parsing import parse_tree
from sprig_tui.domain.query.payload_fields import Payload
from sprig_tui.domain.query.resolving import (
    EVERY_ROW,
    Check,
    Every,
    Opposite,
    PayloadCheck,
    Resolver,
    RowCheck,
)

Confirm = Callable[[StoredEvent], bool]
Verdict = Callable[[LogRow, Payload], bool]


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `text` is what was typed.

    `matches` looks at the row alone: what it refuses is out. Where the query asks for a field of
    the payload, `confirms` decides about the rest. `changing` tells that a row may come to match
    after it was stored (its delivery goes on, it arrives again).
    """

    text: str
    matches: Test
    confirms: Confirm | None = None
    changing: bool = False

    def accepts(self, row: LogRow, read: Callable[[], StoredEvent]) -> bool:
        """Whether the row matches; `read` gives its payload, and is called only when needed."""
        return self.matches(row) and (self.confirms is None or self.confirms(read()))


def parse_query(
    text: str,
    *,
    now: datetime | None = None,
    saved: Mapping[str, str] | None = None,
    typing: bool = False,
) -> Query:
    """The query that `text` says; empty text matches every row.

    Times such as `since:10m` count from `now`, once and for all, and those without a zone are in
    that of `now`. `saved` are the texts behind `@name`. While `typing`, what is only begun
    counts as not there yet.

    Raises:
        QueryError: it is none; a key or value that begins so, or the nearest, is suggested.
    """
    resolver = Resolver(now, saved or {}, typing)
    check = resolver.resolve(parse_tree(text, typing=typing)) or EVERY_ROW
    test = _test(check, negated=False) or _always
    confirm = _confirm(check) if _asks_payload(check) else None
    return Query(text, test, confirm, resolver.changing)


def _asks_payload(check: Check) -> bool:
    if isinstance(check, RowCheck | PayloadCheck):
        return isinstance(check, PayloadCheck)
    if isinstance(check, Opposite):
        return _asks_payload(check.check)
    return any(_asks_payload(one) for one in check.checks)


def _test(check: Check, *, negated: bool) -> Test | None:
    """The test of the row, None where any row may match: it lets through what it cannot tell."""
    if isinstance(check, PayloadCheck):
        return None
    if isinstance(check, RowCheck):
        test = check.test
        return (lambda row: not test(row)) if negated else test
    if isinstance(check, Opposite):
        return _test(check.check, negated=not negated)
    tests = [_test(one, negated=negated) for one in check.checks]
    known = [test for test in tests if test is not None]
    if isinstance(check, Every) is not negated:
        return _both(known)
    return None if len(known) < len(tests) else _either(known)


def _both(tests: Sequence[Test]) -> Test | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    if len(tests) == 2:
        first, second = tests
        return lambda row: first(row) and second(row)
    return lambda row: all(test(row) for test in tests)


def _either(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda row: any(test(row) for test in tests)


def _always(_row: LogRow) -> bool:
    return True


def _confirm(check: Check) -> Confirm:
    verdict = _verdict(check)
    return lambda stored: verdict(stored.row, Payload(stored))


def _verdict(check: Check) -> Verdict:
    """The whole check of a row with its payload."""
    if isinstance(check, RowCheck):
        of_row = check.test
        return lambda row, _payload: of_row(row)
    if isinstance(check, PayloadCheck):
        of_payload = check.test
        return lambda _row, payload: of_payload(payload)
    if isinstance(check, Opposite):
        inner = _verdict(check.check)
        return lambda row, payload: not inner(row, payload)
    inners = [_verdict(one) for one in check.checks]
    if isinstance(check, Every):
        return lambda row, payload: all(one(row, payload) for one in inners)
    return lambda row, payload: any(one(row, payload) for one in inners)
