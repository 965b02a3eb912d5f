"""Everything about one stored event."""

from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.services.event_story import EventStories
from tests.factories import body, page, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row

THEN = RulesSource.model_validate({"kind": "sprig", "endpoint": "https://then.example"})
NOW = RulesSource.model_validate({"kind": "sprig", "endpoint": "https://now.example"})


def _log(*versions: str | None) -> MemoryLog:
    log = MemoryLog()
    for number, version in enumerate(versions, 1):
        payload = body(track("Nothing", messageId=f"m-{number}"))
        log.writes.append(new_row(number, payload=payload, rules_version=version, known_user=True))
    return log


async def test_a_row_is_explained_by_the_rules_of_then() -> None:
    """They are kept beside the events."""
    version = Rules(THEN).version
    log = _log(version, version)
    log.writes.save_rules(version, THEN.to_json())
    stories = EventStories(log)
    first = await stories.tell(1, NOW)
    second = await stories.tell(2, NOW)
    assert first is not None
    assert second is not None
    assert first.kept_rules
    assert first.rules == second.rules == THEN
    assert len(first.explanation.trace) == 10
    assert first.explanation.decision.reason is Reason.UNMAPPED_EVENT


async def test_without_its_rules_a_row_is_explained_by_those_of_now() -> None:
    """And the story says so."""
    log = _log("gone", None, "damaged")
    log.writes.save_rules("damaged", '{"kind": "neither"}')
    stories = EventStories(log)
    for row_id in (1, 2, 3):
        story = await stories.tell(row_id, NOW)
        assert story is not None
        assert not story.kept_rules
        assert story.rules == NOW


async def test_what_is_not_kept_has_no_story() -> None:
    """Retention takes rows away while they are looked at."""
    assert await EventStories(_log()).tell(7, NOW) is None


async def test_neighbours_are_those_that_the_list_shows() -> None:
    """The filter of the list holds for next and previous."""
    stories = EventStories(_log(None, None, None, None))
    assert await stories.neighbour(2, None, older=True) == 1
    assert await stories.neighbour(2, None, older=False) == 3
    assert await stories.neighbour(4, None, older=False) is None
    even = Query("even", lambda row: row.id % 2 == 0)
    assert await stories.neighbour(2, even, older=False) == 4
    assert await stories.neighbour(2, even, older=True) is None
    assert [await stories.edge(None, oldest=oldest) for oldest in (True, False)] == [1, 4]
    assert [await stories.edge(even, oldest=oldest) for oldest in (True, False)] == [2, 4]
    assert await EventStories(MemoryLog()).edge(None, oldest=True) is None


async def test_the_same_event_is_told_as_another_kind_would_decide_it() -> None:
    """Reason, detail and requests are that kind's; nothing was sent."""
    rules = registered(unknown_users="forward")
    log = MemoryLog()
    log.writes.save_rules(rules.version, rules.source.to_json())
    for number, payload in enumerate((track(), page(messageId="m-2")), 1):
        row = new_row(
            number,
            Reason.EVENT,
            payload=body(payload),
            rules_version=rules.version,
            message_id=f"m-{number}",
        )
        log.writes.append(row)
    stories = EventStories(log)
    first, second = await stories.tell(1, NOW), await stories.tell(2, NOW)
    assert first is not None
    assert second is not None
    gleap = await stories.tell_as(first, Kind.GLEAP)
    assert gleap.as_kind is Kind.GLEAP
    assert gleap.stored.row.reason is Reason.EVENT
    assert gleap.stored.row.delivery is None
    assert gleap.explanation.requests[0].url == "https://api.gleap.io/admin/track"
    assert gleap.explanation.difference == ""
    assert first.as_kind is None
    actions = await stories.tell_as(second, Kind.SPRIG_ACTIONS)
    assert actions.stored.row.reason is Reason.UNSUPPORTED_TYPE
    assert actions.explanation.requests == ()
    assert actions.rules == (await stories.tell_as(first, Kind.SPRIG_ACTIONS)).rules


async def test_what_was_rejected_is_rejected_whatever_the_kind() -> None:
    """Its row says more than the few bytes that are kept of it."""
    log = MemoryLog()
    log.writes.append(new_row(1, Reason.TOO_LARGE, payload=b'{"a', detail="40,000 bytes"))
    stories = EventStories(log)
    story = await stories.tell(1, NOW)
    assert story is not None
    other = await stories.tell_as(story, Kind.GLEAP)
    assert other.stored.row.reason is Reason.TOO_LARGE
    assert other.stored.row.detail == "40,000 bytes"
