"""What to do about an event, and with which key."""

from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Kind
from sprig_tui.services.event_story import EventStories, EventStory
from sprig_tui.ui.advice import INSTEAD, advice
from sprig_tui.ui.widgets.fix_words import fix_words
from tests.factories import registered
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


async def _story(reason: Reason, kind: Kind = Kind.SPRIG, **fields: object) -> EventStory:
    log = MemoryLog()
    log.writes.save_rules("v1", registered(kind.value).source.to_json())
    log.writes.append(new_row(1, reason, rules_version="v1", **fields))
    story = await EventStories(log).tell(1, RulesSource())
    assert story is not None
    return story


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        (Reason.MAPPING_DISABLED, "Press a to switch the mapping on"),
        (Reason.UNMAPPED_EVENT, "Press a to map it"),
        (Reason.UNMAPPED_PAGE, "Press a to map the page"),
        (Reason.UNKNOWN_USER, "Press u to make the user known"),
        (Reason.DESTINATION_FILTER, "Press c to go to the filter"),
        (Reason.SAMPLED_OUT, "Press c to go to the filter"),
        (Reason.INVALID_FILTER, "Press c to go to the filter"),
        (Reason.BAD_USER_ID, "Press E to mend it"),
        (Reason.INVALID_FIELD, "Press E to mend it"),
    ],
)
async def test_a_reason_with_a_fix_names_its_key(reason: Reason, key: str) -> None:
    assert key in fix_words(await _story(reason), near=False)


@pytest.mark.parametrize("reason", list(Reason))
async def test_every_reason_says_something(reason: Reason) -> None:
    assert fix_words(await _story(reason), near=False).endswith(".")


async def test_a_near_miss_leads_to_its_mapping() -> None:
    story = await _story(Reason.UNMAPPED_EVENT)
    assert "c goes to the mapping" in fix_words(story, near=True)
    assert "c goes" not in fix_words(await _story(Reason.MISSING_URL), near=True)


@pytest.mark.parametrize(("kind", "call"), list(INSTEAD))
async def test_a_call_that_is_not_taken_says_what_to_send_instead(kind: Kind, call: str) -> None:
    story = await _story(Reason.UNSUPPORTED_TYPE, kind, type=str(call))
    said = fix_words(story, near=False)
    assert "{" not in said
    assert said.startswith(advice(story.stored.row, kind=kind)), "the list says the same"
    assert said.endswith("o shows what other kinds do.")
    other = fix_words(await _story(Reason.UNSUPPORTED_TYPE, kind, type="else"), near=False)
    assert "does not take this call" in other


async def test_a_failed_delivery_is_resent_here() -> None:
    story = await _story(Reason.EVENT, delivery=DeliveryState.FAILED)
    assert story.stored.row.outcome is Outcome.FORWARDED
    assert "Press r" in fix_words(story, near=False)
    assert fix_words(replace(story, as_kind=Kind.GLEAP), near=False) == ""


async def test_what_is_not_kept_whole_is_not_offered_for_mending() -> None:
    said = fix_words(await _story(Reason.TOO_LARGE), near=False)
    assert "Press E" not in said
    assert "the next part" in said
