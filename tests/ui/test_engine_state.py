"""Lights are answers to questions."""

import asyncio

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineHangsError, EngineStatus
from sprig_tui.ui.engine_state import (
    KNOCK_EVERY_S,
    READING_S,
    EngineProbe,
    EngineState,
    RefusalNews,
)
from sprig_tui.ui.terminal import ENGINE_POLL_S
from tests.fakes.engine import ADDRESS, FixedClock, MemoryEngine, QuietPort
from tests.virtual_time import VirtualClock, run

HANGS = "process 4711 owns the store and does not answer: it is stopped or very busy"


def _snapshot(text: str = "") -> ConfigSnapshot:
    return read_config(text, "/c.toml", environment_key=Secret())


async def probe_engine(engine: MemoryEngine) -> EngineState:
    return await EngineProbe(engine, QuietPort(), FixedClock()).ask(_snapshot())


async def test_an_engine_that_answers_is_listening() -> None:
    """Unless it says what keeps it from taking events."""
    engine = MemoryEngine()
    state = await probe_engine(engine)
    assert state.listening
    assert state.status is not None
    assert state.status.address == ADDRESS
    engine.problem = "the disk is full"
    state = await probe_engine(engine)
    assert (state.asked, state.listening, state.problem) == (True, False, "the disk is full")


async def test_an_engine_that_does_not_answer_is_down() -> None:
    """Whatever it says or does not say."""
    engine = MemoryEngine()
    engine.unreachable = "nobody there"
    state = await probe_engine(engine)
    assert (state.asked, state.listening) == (True, False)
    assert state.problem == "nobody there; start one with: sprig-tui serve"


async def test_an_engine_that_hangs_is_not_to_be_started() -> None:
    """Not when the client gave up on it either, and before it ever answered."""

    class Hanging(MemoryEngine):
        async def status(self) -> EngineStatus:
            raise EngineHangsError(4711)

    assert (await probe_engine(Hanging())).problem == HANGS


def test_before_the_first_answer_nothing_is_claimed() -> None:
    """Neither up nor down."""
    state = EngineState()
    assert (state.asked, state.listening) == (False, False)


async def test_a_new_cause_of_refusals_is_told_once_with_what_to_do() -> None:
    """The operator must learn of what never becomes a row."""
    engine = MemoryEngine()
    news, told = RefusalNews(), []
    assert news.take(await probe_engine(engine)) == []
    for refused in (
        {"origin https://shop.example": 1},
        {"origin https://shop.example": 2, "host evil.example": 1, "unknown or missing key": 1},
        {"origin https://shop.example": 3, "host evil.example": 1, "unknown or missing key": 1},
    ):
        engine.refused = refused
        told.append(news.take(await probe_engine(engine)))
    assert [len(sentences) for sentences in told] == [1, 2, 0]
    assert told[0][0].startswith("Refused a page of https://shop.example. Put this origin into")
    assert "host evil.example" in told[1][0]
    assert "listener.allowed_hosts" in told[1][0]
    assert told[1][1].startswith("Refused a request: unknown or missing key. Use a write key")
    assert told[1][1].endswith("Nothing of it was stored.")
    assert (await probe_engine(engine)).refused == 5
    engine.unreachable = "gone"
    assert news.take(await probe_engine(engine)) == []
    engine.unreachable = ""
    assert news.take(await probe_engine(engine)) == []


async def test_what_was_refused_before_somebody_looked_is_no_news() -> None:
    """A terminal that is opened again does not tell it again, only what comes on top."""
    engine, news = MemoryEngine(), RefusalNews()
    engine.refused = {"host a": 7, "host b": 1}
    assert news.take(await probe_engine(engine)) == []
    engine.refused = {"host a": 8, "host b": 1}
    assert [one.split(".")[0] for one in news.take(await probe_engine(engine))] == [
        "Refused a request for host a"
    ]
    engine.refused = {"host a": 9, "host b": 1}
    assert news.take(await probe_engine(engine)) == []


async def test_an_engine_that_was_started_anew_tells_its_own() -> None:
    """Its counts begin at zero."""
    engine, news = MemoryEngine(), RefusalNews()
    engine.refused = {"host a": 7}
    assert news.take(await probe_engine(engine)) == []
    engine.refused = {}
    assert news.take(await probe_engine(engine)) == []
    engine.refused = {"host a": 1}
    assert len(news.take(await probe_engine(engine))) == 1


async def test_the_port_is_tried_now_and_then() -> None:
    """An engine may live while nobody can reach its port."""
    engine, port, clock = MemoryEngine(), QuietPort(), FixedClock()
    probe = EngineProbe(engine, port, clock)
    port.said = "nothing answers at the port"
    state = await probe.ask(_snapshot())
    assert (state.listening, state.problem) == (False, "nothing answers at the port")
    port.said = ""
    assert not (await probe.ask(_snapshot())).listening
    assert port.asked == [ADDRESS, ADDRESS]
    clock.ms += int(KNOCK_EVERY_S * 1000)
    assert (await probe.ask(_snapshot())).listening


async def test_rules_that_stay_others_than_the_files_are_not_in_force() -> None:
    """The engine has a while to read each state of the file, also when one follows another."""
    engine, before, now = MemoryEngine(), _snapshot(), _snapshot("[[page_urls]]\nurl = '/a'\n")
    later, clock = _snapshot("[[page_urls]]\nurl = '/b'\n"), FixedClock()
    probe = EngineProbe(engine, QuietPort(), clock)
    engine.rules_version = RulesSource.of(before.config, before.lines).version
    seen = []
    for snapshot in (before, now, now, later, later, later, later, before):
        seen.append((await probe.ask(snapshot)).in_force)
        clock.ms += int(READING_S * 1000) // 2
    assert seen == [True, True, True, True, True, False, False, True]
    assert EngineState().in_force is None


async def test_an_engine_that_goes_on_sending_does_not_have_the_file_in_force() -> None:
    """The head would say DRY RUN; the rules are the same, as the mode is none of them."""
    engine, snapshot, clock = MemoryEngine(), _snapshot(), FixedClock()
    probe = EngineProbe(engine, QuietPort(), clock)
    engine.rules_version = RulesSource.of(snapshot.config, snapshot.lines).version
    engine.delivery = DeliveryStatus(Flow.SENDING)
    assert (await probe.ask(snapshot)).in_force
    clock.ms += int(READING_S * 1000)
    assert (await probe.ask(snapshot)).in_force is False
    engine.delivery = DeliveryStatus(Flow.DRY_RUN)
    assert (await probe.ask(snapshot)).in_force


async def test_the_age_of_an_answer_goes_in_coarse_steps() -> None:
    """Each one draws the head of the screen anew."""
    engine, clock = MemoryEngine(), FixedClock()
    probe, ages = EngineProbe(engine, QuietPort(), clock), []
    engine.delivery = DeliveryStatus(Flow.IDLE, last=LastAnswer(202, 4, clock.now_ms()))
    for seconds in (0, 4, 9, 59, 100):
        clock.ms = 1_795_348_800_000 + seconds * 1_000
        ages.append((await probe.ask(_snapshot())).answer_age_s)
    assert ages == [0, 0, 5, 55, 60]
    clock.ms = 0
    assert (await probe.ask(_snapshot())).answer_age_s == 0


class SlowEngine(MemoryEngine):
    """Answers when it is let; a stopped process keeps its socket, and says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.going = asyncio.Event()
        self.going.set()
        self.asked = 0

    async def status(self) -> EngineStatus:
        """As the engine says it, in its time."""
        self.asked += 1
        await self.going.wait()
        return await super().status()


def test_an_engine_that_was_stopped_is_found_within_three_seconds() -> None:
    """Of its last answer, with the pause between two questions; it is not asked twice at a time."""

    async def scenario(clock: VirtualClock) -> None:
        engine = SlowEngine()
        probe = EngineProbe(engine, QuietPort(), clock)
        assert (await probe.ask(_snapshot())).listening
        engine.going.clear()
        began = clock.monotonic()
        await asyncio.sleep(ENGINE_POLL_S)
        assert (await probe.ask(_snapshot())).problem == HANGS
        assert clock.monotonic() - began <= 3
        assert (await probe.ask(_snapshot())).problem == HANGS
        assert engine.asked == 2
        engine.going.set()
        assert (await probe.ask(_snapshot())).listening

    run(scenario)


def test_an_answer_that_is_late_is_no_alarm() -> None:
    """Machines are busy now and then, for a second."""

    async def scenario(clock: VirtualClock) -> None:
        engine = SlowEngine()
        probe = EngineProbe(engine, QuietPort(), clock)
        engine.going.clear()
        asyncio.get_running_loop().call_later(1.2, engine.going.set)
        assert (await probe.ask(_snapshot())).listening

    run(scenario)


class SlowPort(QuietPort):
    """Takes its time, and misses the first of two knocks."""

    async def problem(self, address: str) -> str:
        """As `ports.ListenerProbe`."""
        await asyncio.sleep(2)
        said = await super().problem(address)
        self.said = ""
        return said


def test_a_port_that_is_slow_once_is_no_alarm_and_keeps_nobody_waiting() -> None:
    """The engine is asked all the same meanwhile."""

    async def scenario(clock: VirtualClock) -> None:
        port = SlowPort()
        probe = EngineProbe(MemoryEngine(), port, clock)
        assert (await probe.ask(_snapshot())).listening
        await asyncio.sleep(KNOCK_EVERY_S)
        port.said = "nothing answers"
        began = clock.monotonic()
        assert (await probe.ask(_snapshot())).listening
        assert clock.monotonic() - began < 0.5
        await asyncio.sleep(5)
        assert (await probe.ask(_snapshot())).listening
        assert len(port.asked) == 3

    run(scenario)
