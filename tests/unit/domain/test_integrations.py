"""The integrations object: facts.md, section 2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.integrations import switch_of

NAMES = ("Sprig", "UserLeap", "Sprig Cloud")


@pytest.mark.parametrize(
    ("integrations", "on", "flag"),
    [
        (None, True, None),
        ({}, True, None),
        ({"All": True}, True, "All"),
        ({"All": False}, False, "All"),
        ({"All": False, "Sprig": True}, True, "Sprig"),
        ({"All": True, "UserLeap": False}, False, "UserLeap"),
        ({"All": False, "Sprig Cloud": {"options": 1}}, True, "Sprig Cloud"),
        ({"All": False, "Sprig": {}}, True, "Sprig"),
        ({"All": {}}, True, "All"),
        ({"sprig": False}, True, None),
        ({"all": False}, True, None),
        ({"Sprig (Actions)": False}, True, None),
        ({"Mixpanel": False}, True, None),
        ({"All": False, "Sprig": None}, False, "All"),
        ({"All": None, "Sprig": None}, True, None),
        ({"Sprig": True, "UserLeap": False}, False, "UserLeap"),
        ({"Sprig": 0}, True, "Sprig"),
        (["Sprig"], True, None),
        ("none", True, None),
        (False, True, None),
    ],
)
def test_who_is_meant(integrations: object, on: bool, flag: str | None) -> None:
    """Names, case, objects as values, `All`."""
    assert switch_of(integrations, NAMES) == (on, flag)


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner)))
def test_anything_but_an_object_says_nothing(value: object) -> None:
    """It never raises, and never switches off."""
    assert switch_of(value, NAMES) == (True, None)
