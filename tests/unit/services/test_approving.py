"""Several proposals as one edit."""

from sprig_tui.domain.settings import MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.approving import plan_approval
from sprig_tui.services.edit_history import EditHistory
from sprig_tui.services.seen_unmapped import Seen
from tests.fakes.config import MemoryConfigRepository

START = '[[triggered_events]]\nevent = "Old"\n'


def seen(mapping: TriggeredEvent | PageUrl) -> Seen:
    return Seen(mapping, 1, 0, (mapping.pattern,))


async def test_all_are_added_by_one_save_and_taken_back_by_one_undo() -> None:
    """Each at the end of its table."""
    config = MemoryConfigRepository(START)
    history = EditHistory(config)
    page = PageUrl(url="/a", match=MatchType.STARTS_WITH)
    events = [TriggeredEvent(event="A"), TriggeredEvent(event="B")]
    wanted = [seen(events[0]), seen(page), seen(events[1])]
    planned = await plan_approval(wanted, await config.load())
    assert planned is not None
    assert planned.label == "3 mappings added"
    saved = await history.save(planned)
    assert saved.config.triggered_events == (TriggeredEvent(event="Old"), *events)
    assert saved.config.page_urls == (page,)
    await history.undo()
    assert config.text == START


async def test_one_is_said_as_one() -> None:
    config = MemoryConfigRepository(START)
    planned = await plan_approval([seen(TriggeredEvent(event="A"))], await config.load())
    assert planned is not None
    assert planned.label == "1 mapping added"


async def test_what_is_mapped_meanwhile_is_not_added_again() -> None:
    """By a pattern too, and by an entry that is off."""
    off = '[[triggered_events]]\nevent = "Ca"\nmatch = "startsWith"\nenabled = false\n'
    config = MemoryConfigRepository(START + off)
    wanted = [seen(TriggeredEvent(event=name)) for name in ("Old", "Cart", "New")]
    planned = await plan_approval(wanted, await config.load())
    assert planned is not None
    saved = await EditHistory(config).save(planned)
    assert [one.event for one in saved.config.triggered_events] == ["Old", "Ca", "New"]
    assert await plan_approval(wanted, saved) is None
