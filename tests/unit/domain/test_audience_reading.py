"""Engage audiences and computed traits: facts.md, section 2."""

import pytest

from sprig_tui.domain.audience_reading import AudienceChange, read_audience
from tests.factories import AUDIENCE, Payload, audience, event_of, identify, track


@pytest.mark.parametrize(
    ("payload", "change", "member"),
    [
        (audience(True), AudienceChange(AUDIENCE, "audience", True), True),
        (audience(False), AudienceChange(AUDIENCE, "audience", False), False),
        (audience(12, computation="trait"), AudienceChange(AUDIENCE, "trait", 12), True),
        (audience(False, computation="trait"), AudienceChange(AUDIENCE, "trait", False), True),
        (audience(True, computation="trait"), AudienceChange(AUDIENCE, "trait", True), True),
        (audience(None, computation="trait"), AudienceChange(AUDIENCE, "trait", None), False),
    ],
)
def test_who_entered_and_who_left(payload: Payload, change: AudienceChange, member: bool) -> None:
    """A boolean trait tells membership; a computed trait has a value or none."""
    read = read_audience(event_of(payload))
    assert read == change
    assert change.member is member


@pytest.mark.parametrize(
    "payload",
    [
        identify(),
        identify(context="web"),
        identify("traits", context={"personas": {"computation_class": "audience"}}),
        identify(context={"personas": "audience"}),
        audience("yes"),
        audience(True, computation="journey"),
        audience(True, key="another"),
        identify(context={"personas": {"computation_class": "trait", "computation_key": 7}}),
        track(**{key: value for key, value in audience(True).items() if key != "type"}),
    ],
)
def test_other_events_carry_no_change(payload: Payload) -> None:
    """Only an Identify whose trait has the audience's name."""
    assert read_audience(event_of(payload)) is None
