"""Rules: what the log keeps of a configuration, and its compiled form."""

import pytest
from pydantic import ValidationError

from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import (
    ApiKeys,
    Config,
    Destination,
    Kind,
    PageUrl,
    TriggeredEvent,
    mapping_count_problem,
)
from tests.factories import BUTTON, registered, rules

KEY = "sk-secret-1234"


def test_the_source_keeps_the_rules_and_no_key() -> None:
    """An old row can be explained from it (design.md, section 1)."""
    config = Config(
        destination=Destination(kind=Kind.GLEAP, api_keys=ApiKeys(development=Secret(KEY))),
        triggered_events=(TriggeredEvent(event=BUTTON),),
        page_urls=(PageUrl(url="/a"),),
    )
    source = RulesSource.of(config, {"triggered_events.0": 3})
    text = source.to_json()
    assert KEY not in text
    assert RulesSource.model_validate_json(text) == source
    assert (source.kind, source.triggered_events[0].event) == (Kind.GLEAP, BUTTON)


def test_filters_keep_their_keys_in_the_source() -> None:
    """`if` is the key of the file, and of the stored text."""
    source = registered(filters=[{"if": "type = 'page'", "action": "drop_event"}]).source
    assert '"if":' in source.to_json()
    assert RulesSource.model_validate_json(source.to_json()).filters[0].if_ == "type = 'page'"


def test_the_version_names_the_rules() -> None:
    """The same rules have the same version, any change another."""
    versions = {
        registered().version,
        registered(lines={"triggered_events.0": 3}).version,
        registered(auto_accept_events=True).version,
        registered("gleap").version,
        rules().version,
    }
    assert len(versions) == 5
    assert registered().version == registered().version
    assert len(registered().version) == 12


def test_what_is_on_is_counted_once() -> None:
    """Details say how many entries are on; 10,000 are not counted for each event."""
    entries = [{"event": "a"}, {"event": "b", "enabled": False}]
    compiled = rules(triggered_events=entries, page_urls=[{"url": "a", "enabled": False}])
    assert (compiled.events_on, compiled.urls_on) == (1, 0)
    assert len(compiled.triggered_events.entries) == 2
    assert compiled.filters.filters == ()


def test_lines() -> None:
    """A key's line, None where the file leaves it out."""
    compiled = Rules(RulesSource(lines={"destination.kind": 4}))
    assert compiled.line("destination.kind") == 4
    assert compiled.line("destination.endpoint") is None


@pytest.mark.parametrize(
    ("kind", "count", "fine"),
    [(Kind.GLEAP, 50, True), (Kind.GLEAP, 51, False), (Kind.SPRIG, 51, True)],
)
def test_gleap_takes_fifty_mappings(kind: Kind, count: int, fine: bool) -> None:
    """facts.md, section 6; design.md, section 4: «at most 50 mappings (more: error)»."""
    assert (mapping_count_problem(kind, count) == "") is fine
    fields = {
        "destination": Destination(kind=kind),
        "triggered_events": (TriggeredEvent(event="a"),) * (count - 1),
        "page_urls": (PageUrl(url="a"),),
    }
    if fine:
        assert Config.model_validate(fields).destination.kind is kind
    else:
        with pytest.raises(ValidationError, match="at most 50 mappings, and the file has 51"):
            Config.model_validate(fields)
