"""Test events are found again in the log."""

from collections.abc import Mapping

from sprig_tui.ports import SendResult
from sprig_tui.services.sending import TEST_USER, RecordedSender, sample_events
from tests.unit.services.test_ingest import Bench


class DirectSender:
    """Hands events to an ingest, as the listener would."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    async def send(self, event: Mapping[str, object]) -> SendResult:
        await self._bench.accept(event)
        return SendResult(200, "")


async def test_an_identify_and_a_track_of_the_test_user_are_sent_and_found() -> None:
    bench = Bench()
    sender = RecordedSender(DirectSender(bench), bench.log)
    results = [await sender.send(event) for event in sample_events("t1", event="Button Clicked")]
    records = [result.record for result in results]
    assert [record and record["reason"] for record in records] == [
        "forwarded.identify",
        "forwarded.event",
    ]
    assert {record and record["user_id"] for record in records} == {TEST_USER}


async def test_what_the_listener_refused_has_no_record() -> None:
    class Refusing:
        async def send(self, event: Mapping[str, object]) -> SendResult:
            return SendResult(401, "the key is unknown")

    result = await RecordedSender(Refusing(), Bench().log).send(sample_events("t")[0])
    assert result == SendResult(401, "the key is unknown")
