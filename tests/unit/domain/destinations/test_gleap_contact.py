"""Gleap's contact: facts.md, section 6, «Identify Contact»."""

import pytest

from sprig_tui.domain.destinations.gleap_contact import contact
from tests.factories import LEFT_OUT, TIMESTAMP, event_of, identify

BASE = {"userId": "u-1", "lastActivity": TIMESTAMP}


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ({"traits": {"email": "a@b.example"}}, {"email": "a@b.example"}),
        ({"traits": {"phone": 49}}, {"phone": "49"}),
        ({"traits": {"plan": True}}, {"plan": "true"}),
        (
            {"traits": {"company": {"name": "Acme", "id": 7, "seats": 3}}},
            {
                "companyName": "Acme",
                "companyId": "7",
                "company": {"name": "Acme", "id": 7, "seats": 3},
            },
        ),
        ({"traits": {"company": "Acme"}}, {"company": "Acme"}),
        ({"context": {"locale": "de-AT"}}, {"lang": "de-AT"}),
        (
            {"context": {"page": {"url": "https://shop.example/"}}},
            {"lastPageView": {"page": "https://shop.example/", "date": TIMESTAMP}},
        ),
        ({"properties": {"first_name": "Laura", "last_name": "Gibbon"}}, {"name": "Laura Gibbon"}),
        ({"properties": {"first_name": "Laura"}}, {"name": "Laura"}),
        ({"properties": {"last_name": "Gibbon", "first_name": ""}}, {"name": "Gibbon"}),
        ({"properties": {"first_name": " "}}, {}),
        ({"properties": {"first_name": "L"}, "traits": {"name": "Lou"}}, {"name": "Lou"}),
        ({"traits": {"name": "Lou"}}, {"name": "Lou"}),
        ({"traits": {"a": {"b": [1]}, "n": None, "e": ""}}, {"a": {"b": [1]}, "n": None, "e": ""}),
        ({"traits": {"createdAt": "x", "value": 3, "firstName": "L", "lastName": "G"}}, {}),
        ({"traits": {"userId": "other", "lang": "fr", "companyName": "X", "companyId": "1"}}, {}),
        ({"traits": {"lastActivity": "never"}}, {}),
        ({"traits": {"lastPageView": "old"}}, {"lastPageView": "old"}),
        ({"traits": LEFT_OUT}, {}),
        ({"traits": {"id": 2**64}}, {"id": str(2**64)}),
    ],
)
def test_the_contact(fields: dict[str, object], own: dict[str, object]) -> None:
    """Named fields from their places, every other trait as it came, what is absent left out."""
    event = event_of(identify({}, **fields) if "traits" not in fields else identify(**fields))
    assert contact(event) == BASE | own


def test_without_a_timestamp_there_is_no_date() -> None:
    """«Absent fields are left out»; and half a name is never joined with `undefined`."""
    payload = identify(
        {},
        timestamp=LEFT_OUT,
        context={"page": {"url": "https://shop.example/"}},
        properties={"last_name": "Gibbon"},
    )
    assert contact(event_of(payload)) == {
        "userId": "u-1",
        "name": "Gibbon",
        "lastPageView": {"page": "https://shop.example/"},
    }
