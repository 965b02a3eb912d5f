"""Saving filters under names."""

from datetime import UTC, datetime

import pytest

from sprig_tui.domain.query import QueryError
from sprig_tui.services.filter_names import name_problem, save_filter
from tests.fakes.saved_filters import MemoryFilters

NOW = datetime(2026, 11, 22, tzinfo=UTC)


async def test_a_query_is_kept_as_it_was_written() -> None:
    filters = MemoryFilters(a="x")
    await save_filter(filters, "new-1", "since:10m @a", now=NOW)
    assert await filters.load() == {"a": "x", "new-1": "since:10m @a"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a b", "x", "a name has"),
        ("", "x", "a name has"),
        ("-a", "x", "a name has"),
        ("a" * 41, "x", "a name has"),
        ("b", "is:nothing", "nothing is"),
        ("b", "user:", "expected a value"),
        ("b", "@c", "no filter is saved"),
        ("b", "@b", "asks for itself"),
        ("a", "@uses", "asks for itself"),
    ],
)
async def test_what_could_not_be_used_is_not_saved(name: str, text: str, said: str) -> None:
    filters = MemoryFilters(a="x", uses="@a")
    with pytest.raises(QueryError, match=said):
        await save_filter(filters, name, text, now=NOW)
    assert filters.filters == {"a": "x", "uses": "@a"}


def test_a_name_is_judged_while_it_is_typed() -> None:
    assert name_problem("checkout-2") == ""
    assert name_problem("a b") == "a name has 1 to 40 letters, digits, _ . and -"
