"""The writer's thread: takes works from a queue, commits many at once, reports to their loops."""

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from sprig_tui.adapters.store.check import BackgroundCheck
from sprig_tui.adapters.store.errors import sentence
from sprig_tui.adapters.store.mark import Mark
from sprig_tui.adapters.store.opening import (
    CHECKED_BYTES,
    OpenOptions,
    events_text,
    open_session,
)
from sprig_tui.adapters.store.place import StorePlace
from sprig_tui.adapters.store.session import Work, WriterSession
from sprig_tui.adapters.store.space import FreeSpace
from sprig_tui.ports import StoreUnavailableError

GATHER_SECONDS: Final = 0.01
GATHER_WORKS: Final = 1_000
"""How long, and how far, one transaction goes on taking works before it commits."""
IDLE_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A work and who waits for it.

    `frees` marks a work that makes room: it is done on a full disk too.
    """

    work: Work
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    frees: bool = False


class Committer:
    """Runs on one thread; `put` and `stop` may be called from any.

    `notice` is one sentence about damage that the operator must see, "" while there is none.
    """

    def __init__(self, path: Path, options: OpenOptions) -> None:
        self.notice = ""
        self._path = path
        self._options = options
        self._queue: SimpleQueue[Order | None] = SimpleQueue()
        self._space = FreeSpace(path.parent)
        self._session: WriterSession | None = None
        self._place: StorePlace | None = None
        self._check: BackgroundCheck | None = None
        self._account = ""
        self._last_id = 0
        self._stopping = False

    def put(self, order: Order) -> None:
        """Queue a work."""
        self._queue.put(order)

    def stop(self) -> None:
        """End the thread once everything queued before is done."""
        self._queue.put(None)

    def run(self) -> None:
        """The thread: until `stop`, then checkpoint and close."""
        try:
            while not self._stopping:
                try:
                    first = self._queue.get(timeout=IDLE_SECONDS)
                except Empty:
                    self._rest()
                    continue
                if first is None:
                    break
                self._serve(first)
        finally:
            if self._check is not None:
                self._check.stop()
            if self._session is not None:
                self._session.close()

    def _serve(self, first: Order) -> None:
        taken: list[Order] = []
        try:
            session = self._open_session()
            session.commit(order.work for order in self._gather(first, taken))
            self._require_file()
        except Exception as error:  # noqa: BLE001 - whatever it is, the senders must hear of it
            self._give_up(taken or [first, *self._queued()], error)
            return
        _report(taken)
        with contextlib.suppress(sqlite3.Error):
            session.checkpoint_when_due()

    def _gather(self, first: Order, taken: list[Order]) -> Iterator[Order]:
        """The works of one transaction; all that are answered with it are added to `taken`."""
        full = self._fullness()
        until = time.monotonic() + GATHER_SECONDS
        order: Order | None = first
        while order is not None:
            taken.append(order)
            if full is not None and not order.frees:
                order.work.error = StoreUnavailableError(str(full))
            elif not order.future.cancelled():
                yield order
            if len(taken) >= GATHER_WORKS or time.monotonic() >= until:
                return
            order = self._next()

    def _next(self) -> Order | None:
        """What is queued already, None if nothing is."""
        try:
            order = self._queue.get_nowait()
        except Empty:
            return None
        self._stopping = self._stopping or order is None
        return order

    def _queued(self) -> Iterator[Order]:
        while (order := self._next()) is not None:
            yield order

    def _fullness(self) -> StoreUnavailableError | None:
        try:
            self._space.require()
        except StoreUnavailableError as error:
            return error
        return None

    def _open_session(self) -> WriterSession:
        self._went()
        if self._session is None:
            went = self._account
            if went and self._place is not None:
                self._place.clear()
            session, notice = open_session(self._path, self._options, another=bool(went))
            self._session, self._place = session, StorePlace(self._path)
            if went:
                session.catch_up(Mark(last_id=self._last_id))  # a screen knows rows by their ids
                self._account = ""
            self._notify(went)
            self._notify(notice)
            if self._check is None and self._path.stat().st_size > CHECKED_BYTES:
                self._check = BackgroundCheck(self._path, self._report_damage)
        return self._session

    def _require_file(self) -> None:
        if self._went():
            raise StoreUnavailableError("the store's file was taken away")

    def _went(self) -> bool:
        """Whether the open files are not those of the store any more; then they are let go of.

        What was committed to them is completed first, so that a file that was moved away is whole.
        """
        session, place = self._session, self._place
        if session is None or place is None or place.holds:
            return False
        state = session.state
        self._account, self._last_id = place.account(events_text(state.kept)), state.last_id
        self._session = None
        if self._check is not None:
            self._check.stop()
            self._check = None
        session.close()
        return True

    def _give_up(self, orders: Sequence[Order], error: Exception) -> None:
        """Nothing of `orders` was kept; the next work opens the store anew."""
        if not isinstance(error, (sqlite3.Error, StoreUnavailableError)):
            log.error("the store's writer failed", exc_info=error)
        if self._session is not None:
            self._session.abandon()
            self._session = None
            self._options = replace(self._options, after_failure=error)
        reason = str(error) if isinstance(error, StoreUnavailableError) else sentence(error)
        for order in orders:
            order.work.error = StoreUnavailableError(reason)
        _report(orders)

    def _rest(self) -> None:
        if self._session is not None:
            with contextlib.suppress(sqlite3.Error):
                self._session.checkpoint_when_idle()

    def _report_damage(self, reason: str) -> None:
        self._notify(
            f"The store is damaged ({reason}): some of its events may be missing."
            " Stop sprig-tui and move the file away to begin a new one."
        )

    def _notify(self, notice: str) -> None:
        if notice:
            log.warning("%s", notice)
            self.notice = f"{self.notice} {notice}".strip()


def _report(orders: Sequence[Order]) -> None:
    """Hand the outcomes to the loops that wait; one that is closed waits no more."""
    by_loop = defaultdict[asyncio.AbstractEventLoop, list[Order]](list)
    for order in orders:
        by_loop[order.loop].append(order)
    for loop, waiting in by_loop.items():
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, waiting)


def _settle(orders: Sequence[Order]) -> None:
    for order in orders:
        if order.future.done():
            continue
        error = order.work.error
        if error is None:
            order.future.set_result(order.work.result)
        elif isinstance(error, StopIteration):
            order.future.set_exception(RuntimeError("a unit of work raised StopIteration"))
        else:
            order.future.set_exception(error)
