"""The terminal's end of the control socket."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from sprig_tui.adapters.control.server import MAX_LINE
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer, Reached
from sprig_tui.ports import EngineHangsError, EngineStatus, EngineUnreachableError

TIMEOUT: Final = 5.0
"""Seconds to wait for an answer; the engine's loop never blocks that long when it is well."""

RESET_TIMEOUT: Final = 120.0
"""A log of millions of rows takes a while to empty."""

RESEND_SLICE: Final = 2_000

UNREACHABLE: Final = "no engine answers"


class ControlClient:
    """Asks the engine behind a control socket; implements `ports.EngineCommands`.

    Two connections are kept, so that the engine can be asked how it is while a command takes its
    time; after a failure the next call makes a new one. `owner` is the process that owns the store
    at the moment, 0 where none does: one that gives no answer is told apart from none.
    """

    def __init__(self, path: Path, owner: Callable[[], int] = lambda: 0) -> None:
        self._presence = _Line(path, owner)
        self._commands = _Line(path, owner)

    async def status(self) -> EngineStatus:
        """The engine's own view of itself; raises EngineUnreachableError."""
        answer = await self._presence.ask("status")
        # an engine of an earlier version leaves out what it does not know
        values = {name: answer[name] for name in EngineStatus.__slots__ if name in answer}
        values["restart_needed"] = tuple(values["restart_needed"])
        values["delivery"] = _delivery(values["delivery"])
        if values.get("reached"):
            values["reached"] = Reached(**values["reached"])
        return EngineStatus(**values)

    async def attach(self) -> None:
        """Count as a terminal, for as long as this process lives or until `leave`."""
        await self._presence.ask("attach")
        self._presence.attached = True

    async def leave(self, *, owner: bool) -> bool:
        """Say goodbye; `owner` is whether this terminal started the engine.

        Returns whether the engine ends now.
        """
        self._presence.attached = False
        answer = await self._presence.ask("leave", owner=owner)
        await self.close()
        return bool(answer["stops"])

    async def stop(self) -> None:
        """Ask the engine to drain and end."""
        await self._commands.ask("stop")

    async def know_user(self, user_id: str) -> None:
        """Make a user known, as if it had been identified here."""
        await self._commands.ask("know_user", user_id=user_id)

    async def import_users(self, user_ids: Sequence[str]) -> int:
        """Make users known; returns how many were new."""
        answer = await self._commands.ask("import_users", user_ids=list(user_ids))
        return int(answer["new"])

    async def deny_request(self, name: str) -> None:
        """Take an event request off the list until it is seen again."""
        await self._commands.ask("deny_request", name=name)

    async def resend(self, row_ids: Sequence[int]) -> int:
        """Queue rows for delivery again; returns how many."""
        queued = 0
        for start in range(0, len(row_ids), RESEND_SLICE):
            part = list(row_ids[start : start + RESEND_SLICE])
            queued += int((await self._commands.ask("resend", row_ids=part))["queued"])
        return queued

    async def reset(self) -> int:
        """Empty the log; returns how many rows were removed."""
        return int((await self._commands.ask("reset", seconds=RESET_TIMEOUT))["removed"])

    async def close(self) -> None:
        """Hang up; closing twice is fine."""
        await self._presence.close()
        await self._commands.close()


class _Line:
    """One connection, on which one thing is asked at a time."""

    def __init__(self, path: Path, owner: Callable[[], int]) -> None:
        self._path = path
        self._owner = owner
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()
        self.attached = False

    async def close(self) -> None:
        """Hang up; closing twice is fine."""
        streams, self._streams = self._streams, None
        if streams is not None:
            streams[1].close()
            with contextlib.suppress(OSError):
                await streams[1].wait_closed()

    async def ask(
        self, command: str, *, seconds: float = TIMEOUT, **arguments: object
    ) -> dict[str, Any]:
        """The answer to a command; raises EngineUnreachableError."""
        async with self._turn:
            try:
                async with asyncio.timeout(seconds):
                    return await self._exchange(command, arguments)
            except (OSError, TimeoutError, ValueError) as error:
                await self.close()
                late, pid = isinstance(error, TimeoutError), self._owner()
                if late or pid:
                    raise EngineHangsError(pid, asked=late) from error
                raise EngineUnreachableError(UNREACHABLE) from error

    async def _exchange(self, command: str, arguments: dict[str, object]) -> dict[str, Any]:
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(str(self._path), limit=MAX_LINE)
            if self.attached and command != "attach":
                await self._roundtrip({"command": "attach"})
        answer = await self._roundtrip({"command": command, **arguments})
        if not answer.get("ok"):
            raise RuntimeError(str(answer.get("error")))
        return answer

    async def _roundtrip(self, question: dict[str, object]) -> dict[str, Any]:
        if self._streams is None:
            raise ConnectionError(UNREACHABLE)
        reader, writer = self._streams
        writer.write(json.dumps(question).encode() + b"\n")
        await writer.drain()
        line = await reader.readline()
        if not line:
            raise ConnectionError(UNREACHABLE)
        answer: dict[str, Any] = json.loads(line)
        return answer


def _delivery(values: dict[str, Any]) -> DeliveryStatus:
    last = values["last"]
    return DeliveryStatus(
        **{
            **values,
            "flow": Flow(values["flow"]),
            "last": LastAnswer(**last) if last else None,
        }
    )
