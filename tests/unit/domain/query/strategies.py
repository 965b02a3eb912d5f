"""Queries and the events that they are asked about."""

import json

from hypothesis import strategies as st

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import Envelope
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query.tree import (
    AllOf,
    AnyOf,
    Compared,
    Field,
    Glob,
    Negation,
    Node,
    Regex,
    Saved,
    Text,
    Word,
)
from sprig_tui.domain.reasons import Outcome, Reason
from tests.unit.domain.query.reference import NOW_MS

PIECES = [
    '"', "\\", "-", ":", " ", "\n", ",", "(", ")", "*", "/", "@", "=", ">", "<", ".", "OR", "AND",
    "NOT", " OR ", "is:", "user:", "id:", "seen:", "since:", "10m", "properties.", "prop.a:",
    "type:track", "forwarded", "x", "1", "/a/i", "@a", "\x00", "İ", "ß", "\ud800",
]  # fmt: skip
LETTERS = st.text("abAB *-_.:/@\"\\()<>=',ßé1", max_size=4)
WORDS = st.sampled_from(["a", "b", "ab", "track", "order", "A b"])
STARRED = st.lists(st.sampled_from("ab.é"), max_size=3).map("*".join).filter(lambda t: "*" in t)
PATTERNS = st.sampled_from(["a", "^b", "a.*b", "[ab]$", "a|b", r"\w b"])
NAMES = st.sampled_from(["a", "b c", "d.e", 'f"'])
NUMBERS = st.integers(0, 3).map(str)


def query_texts() -> st.SearchStrategy[str]:
    """Anything that somebody could type."""
    return st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


def _listed(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, min_size=1, max_size=2).map(tuple)


_texts = st.builds(Text, LETTERS | WORDS)
_regexes = st.builds(Regex, PATTERNS, st.booleans())
_exact = st.builds(Compared, st.just("="), LETTERS | WORDS)
_orders = st.builds(Compared, st.sampled_from(["=", ">", ">=", "<", "<="]), NUMBERS)
_any_text = st.one_of(_texts, _regexes, _exact, st.builds(Glob, STARRED))


def _of(key: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[Field]:
    return st.builds(Field, st.just(key), _listed(values))


def _chosen(*words: str) -> st.SearchStrategy[Text]:
    return st.sampled_from(words).map(Text)


_fields = st.one_of(
    *(
        _of(key, _any_text)
        for key in ("type", "name", "event", "url", "user", "anon", "detail", "src", "rules")
    ),
    _of("warn", _any_text),
    _of("reason", _chosen("unmapped", "forwarded", "event") | st.just(Regex("_e"))),
    _of("delivery", _chosen(*DeliveryState)),
    _of("is", _chosen(*Outcome, *DeliveryState, "repeated", "tried", "mapped", "warned")),
    _of("mapping", _chosen("any", "none")),
    _of("seen", _orders | st.builds(Text, NUMBERS)),
    _of("tries", _orders),
    _of("id", _orders | _chosen("1", "2", "m")),
    _of("since", _chosen("1m", "5m")),
    _of("until", _chosen("2m", "0m")),
    st.builds(
        Field,
        st.sampled_from(["properties", "traits", "payload"]),
        _listed(_any_text.filter(lambda value: not _is_number(value)) | _orders),
        st.lists(NAMES, min_size=1, max_size=2).map(tuple),
    ),
)


def _is_number(value: object) -> bool:
    """The reference compares numbers as texts, which is the same only for plain ones."""
    text = getattr(value, "text", "")
    return any(character.isdigit() for character in text) or text.strip() != text


def nodes() -> st.SearchStrategy[Node]:
    """Trees as the parser makes them."""
    leaves = st.one_of(
        st.builds(Word, _texts | _regexes), _fields, st.sampled_from(["mine", "both"]).map(Saved)
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Negation, inner),
            st.lists(inner, min_size=2, max_size=3).map(tuple).map(AllOf),
            st.lists(inner, min_size=2, max_size=3).map(tuple).map(AnyOf),
        ),
        max_leaves=6,
    )


_scalars = st.one_of(st.none(), st.booleans(), st.integers(0, 3), WORDS, LETTERS)
_values = st.recursive(
    _scalars, lambda one: st.lists(one, max_size=2) | st.dictionaries(NAMES, one, max_size=2),
    max_leaves=4,
)  # fmt: skip
_payloads = st.fixed_dictionaries(
    {}, optional={"properties": st.dictionaries(NAMES, _values, max_size=2), "a": _values,
                  "traits": st.dictionaries(NAMES, _values, max_size=2)},
)  # fmt: skip
_maybe = st.none() | WORDS | LETTERS


def events() -> st.SearchStrategy[StoredEvent]:
    """Rows of few different words, with a payload."""
    rows = st.builds(
        LogRow,
        id=st.integers(1, 3),
        received_at_ms=st.integers(-6, 1).map(lambda minutes: NOW_MS + minutes * 60_000),
        reason=st.sampled_from(Reason),
        detail=LETTERS,
        type=st.sampled_from([None, "track", "page"]),
        name=_maybe,
        user_id=_maybe,
        anonymous_id=_maybe,
        message_id=st.sampled_from([None, "m-1", "a"]),
        mapping=st.none() | st.just(MappingRef("page_urls", 1)),
        warnings=st.lists(WORDS, max_size=1).map(tuple),
        delivery=st.none() | st.sampled_from(DeliveryState),
        attempts=st.integers(0, 2),
        seen=st.integers(1, 3),
        source=LETTERS,
    )
    encoded = _payloads.map(lambda payload: json.dumps(payload).encode())
    return st.builds(StoredEvent, rows, encoded, st.just(Envelope()))
