"""What the contract cannot see of the states."""

from pathlib import Path

from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Mode
from tests.adapters.store.stores import append, ask, do
from tests.log_rows import new_row


def align(session: WriterSession, mode: Mode, after: int = 0) -> int | None:
    return do(session, lambda tx: tx.outbox.align(Lane(), mode, after=after, limit=2))


def test_a_long_queue_is_aligned_in_slices(session: WriterSession, path: Path) -> None:
    """Rows that arrive between them follow the new rule already."""
    align(session, Mode.LIVE)
    rows = (new_row(n, Reason.EVENT, delivery=DeliveryState.PENDING) for n in range(1, 6))
    append(session, *rows)
    assert align(session, Mode.HOLD) == 2
    append(session, new_row(9, Reason.EVENT, delivery=DeliveryState.PENDING))
    assert align(session, Mode.HOLD, after=2) == 4
    assert align(session, Mode.HOLD, after=4) == 6
    assert align(session, Mode.HOLD, after=6) is None
    held = ask(path, "SELECT count(*) FROM events e JOIN outbox o ON o.event = e.id WHERE"
        " e.delivery = o.state GROUP BY o.state")  # fmt: skip
    assert held == [(6,)]


def test_an_aligned_queue_costs_nothing(session: WriterSession) -> None:
    """The counts alone say so."""
    align(session, Mode.LIVE)
    append(session, *(new_row(n, Reason.EVENT, delivery=DeliveryState.PENDING) for n in (1, 2, 3)))
    assert align(session, Mode.LIVE) is None
