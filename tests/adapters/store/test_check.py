"""Look through a large store while it is in use."""

import threading
from pathlib import Path

from sprig_tui.adapters.store.check import BackgroundCheck
from sprig_tui.adapters.store.session import WriterSession
from tests.adapters.store.stores import append, writing
from tests.log_rows import new_row


def test_damage_is_reported(path: Path) -> None:
    """With SQLite's words."""
    with writing(path) as session:
        append(session, *(new_row(n) for n in range(50)))
    data = bytearray(path.read_bytes())
    data[3 * 16_384 : 3 * 16_384 + 200] = b"\x55" * 200
    path.write_bytes(data)
    reported = threading.Event()
    reasons = []

    def report(reason: str) -> None:
        reasons.append(reason)
        reported.set()

    check = BackgroundCheck(path, report)
    assert reported.wait(10)
    check.stop()
    assert len(reasons) == 1


def test_a_sound_store_is_not_worth_a_word(session: WriterSession, path: Path) -> None:
    """The writer goes on meanwhile; stopping waits for nothing."""
    reasons: list[str] = []
    append(session, *(new_row(n) for n in range(50)))
    check = BackgroundCheck(path, reasons.append)
    append(session, new_row(99))
    check.stop()
    assert reasons == []
