"""Whole records of what the log holds."""

from sprig_tui.domain.query import parse_query
from sprig_tui.domain.settings import Mode
from sprig_tui.services.ingest import ActiveRules
from sprig_tui.services.records import PAGE, Records
from tests import factories
from tests.unit.services.test_ingest import Bench, known


async def test_stored_events_give_the_records_that_were_printed() -> None:
    bench = Bench()
    printed = await bench.accept(known(), factories.track(), factories.page(messageId="p"))
    rows = await bench.log.rows(after=0)
    assert await Records(bench.log).of(rows) == list(printed)
    assert all(record["requests"] for record in printed)


async def test_every_page_of_the_log_comes_oldest_first() -> None:
    bench = Bench()
    count = PAGE + 20
    await bench.accept(*(factories.track(messageId=f"m{number}") for number in range(count)))
    pages = [page async for page in Records(bench.log).all()]
    assert [len(page) for page in pages] == [PAGE, 20]
    assert [record["message_id"] for page in pages for record in page] == [
        f"m{number}" for number in range(count)
    ]


async def test_a_query_and_a_beginning_narrow_it() -> None:
    bench = Bench()
    first, *_ = await bench.accept(
        known(), factories.track(), factories.track("Other", messageId="o")
    )
    query = parse_query("type:track")
    pages = [page async for page in Records(bench.log).all(query, after=int(first["id"]))]
    assert [[record["name"] for record in page] for page in pages] == [[factories.BUTTON, "Other"]]


async def test_an_explained_event_has_its_steps_and_what_was_sent() -> None:
    bench = Bench()
    (record,) = await bench.accept(factories.track())
    shown = await Records(bench.log).explained(int(record["id"]))
    assert shown is not None
    assert len(shown["trace"]) == 10
    assert shown["trace"][9]["verdict"] == "stopped"
    assert '"Button Clicked"' in shown["sent"]


async def test_an_event_that_is_not_kept_is_none() -> None:
    assert await Records(Bench().log).explained(7) is None


async def test_without_its_rules_a_row_still_has_a_record() -> None:
    bench = Bench()
    (record,) = await bench.accept(known())
    bench.log.writes.rules.clear()
    records = Records(bench.log)
    assert (await records.of(await bench.log.rows()))[0]["reason"] == "forwarded.identify"
    shown = await records.explained(int(record["id"]))
    assert shown is not None
    assert shown["trace"] == []


async def test_many_rules_versions_are_not_all_held_compiled() -> None:
    bench = Bench()
    for number in range(12):
        rules = factories.rules(triggered_events=[{"event": f"E{number}"}])
        bench.ingest.use(ActiveRules(rules, Mode.DRY_RUN))
        await bench.accept(known(f"m{number}"))
    records = await Records(bench.log).of(await bench.log.rows(after=0))
    assert len({record["rules_version"] for record in records}) == 12
    assert all(record["requests"] for record in records)
