"""Lights are answers to questions."""

from itertools import pairwise

from sprig_tui.ui.engine_state import EngineState, new_refusals, probe_engine
from tests.fakes.engine import ADDRESS, MemoryEngine


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
    assert (state.asked, state.listening, state.problem) == (True, False, "nobody there")


def test_before_the_first_answer_nothing_is_claimed() -> None:
    """Neither up nor down."""
    state = EngineState()
    assert (state.asked, state.listening) == (False, False)


async def test_a_new_cause_of_refusals_is_told_once_with_what_to_do() -> None:
    """The operator must learn of what never becomes a row."""
    engine = MemoryEngine()
    states = [await probe_engine(engine)]
    for refused in (
        {"origin https://shop.example": 1},
        {"origin https://shop.example": 2, "host evil.example": 1, "unknown or missing key": 1},
        {"origin https://shop.example": 3, "host evil.example": 1, "unknown or missing key": 1},
    ):
        engine.refused = refused
        states.append(await probe_engine(engine))
    told = [new_refusals(before, now) for before, now in pairwise(states)]
    assert [len(sentences) for sentences in told] == [1, 2, 0]
    assert told[0][0].startswith("Refused a page of https://shop.example. Put this origin into")
    assert "host evil.example" in told[1][0]
    assert "listener.allowed_hosts" in told[1][0]
    assert told[1][1].startswith("Refused a request: unknown or missing key. Use a write key")
    assert told[1][1].endswith("Nothing of it was stored.")
    assert states[-1].refused == 5
    engine.unreachable = "gone"
    assert new_refusals(states[-1], await probe_engine(engine)) == []
