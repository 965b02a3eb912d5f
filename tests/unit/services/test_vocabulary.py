"""The words that are offered while a filter is typed."""

import json

from sprig_tui.domain.events import Envelope
from sprig_tui.domain.query import complete
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.vocabulary import (
    MAX_FIELDS,
    MAX_PAYLOAD,
    MAX_WORD,
    PAYLOADS,
    read_vocabulary,
)
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


async def test_the_words_of_the_rows_are_there_the_frequent_first() -> None:
    """By the key that finds them."""
    log = MemoryLog()
    log.writes.append(new_row(1, name="Rare", user_id="u_1", anonymous_id="a_1", source="node 2"))
    log.writes.append(new_row(2, name="Often", warnings=("Odd time.",)))
    log.writes.append(new_row(3, name="Often", user_id=None))
    page = "https://shop.example/a"
    log.writes.append(new_row(4, Reason.UNMAPPED_PAGE, type="page", name=page))
    log.writes.append(new_row(5, Reason.INVALID_JSON, type=None, name=None, user_id=None))
    words = await read_vocabulary(log)
    assert words["event"] == ["Often", "Rare"]
    assert words["url"] == [page]
    assert words["user"] == ["u_1"]
    assert (words["anon"], words["src"], words["warn"]) == (["a_1"], ["node 2"], ["Odd time."])


async def test_the_fields_of_payloads_are_named_as_a_query_names_them() -> None:
    """Deep ones and odd names too, each with its values, lists by their elements."""
    log = MemoryLog()
    payload = {
        "type": "track",
        "properties": {
            "plan": "pro",
            "first name": "Ada",
            "a.b": {"c": 1.5},
            "products": [{"name": "hat"}, {"name": "cap"}, 7],
            "ok": True,
            "none": None,
        },
        "traits": ["odd"],
        "context": {"library": {"name": "node"}},
    }
    log.writes.append(new_row(1, value=payload, envelope=Envelope(context={"ip": "192.0.2.1"})))
    words = await read_vocabulary(log)
    names = {"plan", '"first name"', '"a.b".c', "products.name", "products", "ok", "none"}
    assert {*words["properties"]} == names
    assert words['properties."a.b".c'] == ["1.5"]
    assert {*words["properties.products.name"]} == {"hat", "cap"}
    assert (words["properties.ok"], words["properties.none"]) == (["true"], ["null"])
    assert {*words["context"]} == {"library.name", "ip"}
    assert words["context.ip"] == ["192.0.2.1"]
    assert "traits" not in words
    offered = {one.text for one in complete("prop.prod", 9, words)}
    assert offered == {"prop.products:", "prop.products.name:"}


async def test_what_cannot_be_typed_or_shown_is_no_word() -> None:
    """Control characters, endless names, and payloads that are none."""
    log = MemoryLog()
    for name in ("a\x1b[2J", "b\u202e", "c\nd", "x" * (MAX_WORD + 1), ""):
        value = {"properties": {name: "v", "fine": name}}
        log.writes.append(new_row(log.writes.changes + 1, name=name, value=value, user_id=None))
    for payload in (b"no json", b"[1]", b'{"properties": 1}', b"[" * 9_000):
        log.writes.append(new_row(log.writes.changes + 1, name=None, payload=payload, user_id=None))
    words = await read_vocabulary(log)
    assert words == {"properties": ["fine"]}


async def test_the_look_is_bounded_whatever_the_log_holds() -> None:
    """Payloads by their number and size, a payload by its fields and its depth."""
    log = MemoryLog()
    deep: object = "v"
    for _ in range(9):
        deep = {"d": deep}
    many = {f"f{number}": number for number in range(MAX_FIELDS * 2)}
    log.writes.append(new_row(1, value={"properties": {"old": 1}}))
    log.writes.append(new_row(2, value={"properties": {"big": "x" * MAX_PAYLOAD}}))
    log.writes.append(new_row(3, value={"properties": deep}))
    log.writes.append(new_row(4, value={"traits": many}))
    assert "big" not in (await read_vocabulary(log))["properties"]
    assert len((await read_vocabulary(log))["traits"]) == MAX_FIELDS
    assert (await read_vocabulary(log))["properties"] == ["old"]
    for number in range(PAYLOADS):
        log.writes.append(new_row(10 + number, value=json.loads('{"properties": {"new": 1}}')))
    assert (await read_vocabulary(log))["properties"] == ["new"]


async def test_an_empty_log_has_no_words() -> None:
    assert await read_vocabulary(MemoryLog()) == {}
