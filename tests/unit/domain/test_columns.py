"""Columns by name, those of the list and those of the payload."""

import pytest

from sprig_tui.domain.columns import (
    MOST,
    OWN,
    ColumnError,
    known_columns,
    payload_field,
    payload_fields,
)


@pytest.mark.parametrize(
    ("text", "name", "path"),
    [
        ("properties.plan", "properties.plan", ("plan",)),
        (" prop.plan ", "properties.plan", ("plan",)),
        ("Traits.email", "traits.email", ("email",)),
        ("context.library.name", "context.library.name", ("library", "name")),
        ('properties."first name"', 'properties."first name"', ("first name",)),
        ("payload.version", "payload.version", ("version",)),
    ],
)
def test_a_field_is_written_as_in_the_search_language(
    text: str, name: str, path: tuple[str, ...]
) -> None:
    found = payload_field(text)
    assert (found.name, found.field.path) == (name, path)


@pytest.mark.parametrize(
    "text", ["", "plan", "properties", "properties.", "event", "properties.a:b", "properties." * 99]
)
def test_what_names_no_field_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ColumnError, match="properties, traits, context, payload"):
        payload_field(text)


def test_unknown_names_and_repeats_are_left_out() -> None:
    """A file from another version must not break the list."""
    given = ["why", "colour", "properties.plan", "why", "prop.plan", "time"]
    assert known_columns(given) == ("why", "properties.plan", "time")
    assert [field.name for field in payload_fields(known_columns(given))] == ["properties.plan"]
    assert known_columns(OWN) == tuple(OWN)
    assert len(known_columns(f"properties.p{number}" for number in range(50))) == MOST
