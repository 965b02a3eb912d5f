"""What filters make of events that were seen."""

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.lint.filter_use import FilterUse
from sprig_tui.domain.settings import Config, Kind
from tests.factories import event_of, group, page, track

FILTERS = [
    {"if": 'type = "page"', "action": "drop_event"},
    {"if": 'event = "Button Clicked"', "action": "sample_event", "percent": 0.0},
    {"if": "all", "action": "drop_properties", "fields": {"": ["name"]}},
    {"if": "all", "action": "drop_event", "enabled": False},
]


def test_events_are_counted_by_the_filters_that_they_got_to() -> None:
    """Those that never reach the filters do not count."""
    config = Config.model_validate({"filters": FILTERS})
    use = FilterUse(config.filters, DESTINATIONS[Kind.SPRIG])
    use.add(event_of(page(), received_at_ms=2000))
    use.add(event_of(track(), received_at_ms=1000))
    use.add(event_of(track("Other")))
    use.add(event_of(group()))
    use.add(event_of(track(integrations={"All": False})))
    assert (use.seen, use.since_ms) == (3, 0)
    assert use.looked_at == {1: 3, 0: 2, 2: 1}
    assert use.matched == {1: 1, 0: 1, 2: 1}
    assert use.stopped == {0: 1, 1: 1}
