"""Lights are answers to questions."""

from sprig_tui.ui.engine_state import EngineState, probe_engine
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
