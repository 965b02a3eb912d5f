"""What would change, over a file and over the log."""

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Kind
from sprig_tui.services.log_slices import SLICE
from sprig_tui.services.what_would_change import compare_contents, compare_log
from tests import factories
from tests.unit.services.test_ingest import Bench, known

NONE = factories.rules()
REGISTERED = factories.registered()
NO_IDENTIFY = factories.registered(filters=[{"if": 'type = "identify"', "action": "drop_event"}])


def tracks(count: int) -> list[factories.Payload]:
    return [factories.track(messageId=f"t-{number}") for number in range(count)]


def test_changes_of_a_file_are_numbered_by_its_events() -> None:
    contents = map(factories.content_of, [factories.identify(messageId="i"), *tracks(3)])
    found = compare_contents(contents, NONE, REGISTERED, most=2)
    assert [change.id for change in found.changes] == ["2", "3"]
    assert (found.looked_at, found.gained, found.left_out) == (4, 3, 1)


def test_a_repeat_in_a_file_is_one_on_both_sides() -> None:
    contents = map(factories.content_of, [factories.track(), factories.track()])
    found = compare_contents(contents, NONE, REGISTERED, known=iter([factories.USER]))
    assert found.gained == 1
    assert found.steps[Reason.DUPLICATE, Reason.DUPLICATE] == 1


def test_each_side_knows_the_users_that_its_own_rules_make_known() -> None:
    contents = [
        factories.content_of(one) for one in (factories.identify(messageId="i"), *tracks(1))
    ]
    found = compare_contents(contents, REGISTERED, NO_IDENTIFY)
    assert [(one.before.reason, one.after.reason) for one in found.changes] == [
        (Reason.IDENTIFY, Reason.DESTINATION_FILTER),
        (Reason.EVENT, Reason.UNKNOWN_USER),
    ]


async def test_changes_of_the_log_come_newest_first_by_row() -> None:
    bench = Bench()
    await bench.accept(known(), *tracks(3))
    found = await compare_log(bench.log, REGISTERED, NONE, most=2)
    assert [change.id for change in found.changes] == ["4", "3"]
    assert found.changes[0].before.mapping == MappingRef("triggered_events", 0)
    assert (found.looked_at, found.planned, found.lost, found.left_out) == (4, 4, 3, 1)
    assert found.mappings[0].lost == 3


async def test_only_the_newest_rows_are_looked_at() -> None:
    bench = Bench()
    await bench.accept(known(), *tracks(5))
    found = await compare_log(bench.log, REGISTERED, NONE, limit=2)
    assert (found.looked_at, found.older) == (2, True)
    assert not (await compare_log(bench.log, REGISTERED, NONE)).older


async def test_the_users_that_a_side_does_not_make_known_are_unknown_on_it() -> None:
    bench = Bench()
    await bench.accept(known(), *tracks(2))
    found = await compare_log(bench.log, REGISTERED, NO_IDENTIFY)
    assert found.steps[Reason.EVENT, Reason.UNKNOWN_USER] == 2


async def test_rejected_rows_stay_as_they_are() -> None:
    bench = Bench()
    await bench.accept({"type": "purchase", "userId": "u"})
    found = await compare_log(bench.log, REGISTERED, NONE)
    assert found.steps == {(Reason.UNKNOWN_TYPE, Reason.UNKNOWN_TYPE): 1}


async def test_the_comparison_so_far_is_told_after_every_slice() -> None:
    bench = Bench()
    await bench.accept(*tracks(SLICE + 1))
    told: list[Comparison] = []
    found = await compare_log(bench.log, REGISTERED, NONE, progress=told.append)
    assert [one.looked_at for one in told] == [SLICE, SLICE + 1]
    assert {one.planned for one in told} == {SLICE + 1}
    assert told[-1] == found


async def test_an_empty_log_has_nothing_to_compare() -> None:
    assert await compare_log(Bench().log, REGISTERED, NONE) == Comparison()


async def test_the_log_is_compared_for_another_kind() -> None:
    """Page calls go nowhere on Sprig (Actions)."""
    bench = Bench()
    await bench.accept(known(), factories.page(messageId="p"))
    other = Rules(REGISTERED.source.model_copy(update={"kind": Kind.SPRIG_ACTIONS}))
    found = await compare_log(bench.log, REGISTERED, other)
    assert found.steps[Reason.PAGE, Reason.UNSUPPORTED_TYPE] == 1
