"""Every kind has its destination."""

import pytest

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import CallType
from sprig_tui.domain.settings import Kind

TAKEN = {
    Kind.SPRIG: {"identify", "track", "page", "alias", "delete"},
    Kind.SPRIG_ACTIONS: {"identify", "track", "screen"},
    Kind.GLEAP: {"identify", "track", "page", "screen", "delete"},
}
"""facts.md, section 1; design.md, section 4, step 4."""


@pytest.mark.parametrize("kind", list(Kind))
def test_the_call_types_of_each_kind(kind: Kind) -> None:
    """What a destination does not name as unsupported it takes."""
    taken = {call.value for call in CallType} - {c.value for c in DESTINATIONS[kind].unsupported}
    assert taken == TAKEN[kind]


@pytest.mark.parametrize("kind", [Kind.SPRIG, Kind.SPRIG_ACTIONS])
def test_sprigs_names_in_the_integrations_object(kind: Kind) -> None:
    """facts.md, section 2."""
    assert set(DESTINATIONS[kind].integrations) == {"UserLeap", "Sprig", "Sprig Cloud"}
