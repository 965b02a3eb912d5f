"""What a row's timeline tells of an attempt."""

from dataclasses import replace

from sprig_tui.domain.outbox import UNKNOWN_END, Attempt, Fate


def test_an_attempt_that_was_cut_off_has_an_unknown_outcome() -> None:
    """Neither a failure with another sentence nor an answer is one."""
    cut_off = Attempt(1, 2, Fate.RETRY, None, 1, UNKNOWN_END, b"", 1, "POST", "/v2/users")
    assert cut_off.unknown
    assert not replace(cut_off, sentence="The connection was refused.").unknown
    assert not replace(cut_off, status=503).unknown
