"""The engine's end of the control socket."""

import asyncio
import contextlib
import json
import os
import stat
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Protocol

from sprig_tui.adapters.plain_files import make_private_folder
from sprig_tui.ports import EngineStatus

MAX_LINE: Final = 1_048_576


class ControlHandler(Protocol):
    """What the engine does when it is asked."""

    async def status(self, terminals: int) -> EngineStatus:
        """The engine's view of itself."""

    def stop(self) -> None:
        """Begin to drain; returns at once."""

    async def know_user(self, user_id: str) -> None:
        """Make a user known."""

    async def import_users(self, user_ids: list[str]) -> int:
        """Make users known; returns how many were new."""

    async def deny_request(self, name: str) -> None:
        """Take an event request off the list."""

    async def resend(self, row_ids: list[int]) -> int:
        """Queue rows for delivery again; returns how many."""

    async def reset(self) -> int:
        """Empty the log; returns how many rows were removed."""


class ControlServer:
    """Answers one JSON object a line: `{"command": …}` with `{"ok": true, …}`.

    A terminal stays connected after `attach`. When the terminal that started the engine leaves in
    good order and no other one is attached, the engine is asked to stop; a connection that just
    breaks (the terminal was killed) leaves it running.
    """

    def __init__(self, path: Path, handler: ControlHandler) -> None:
        self._path = path
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._attached: set[asyncio.StreamWriter] = set()
        self._connections: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen, readable and writable by the owner only.

        Raises:
            OSError: the socket cannot be made.
        """
        make_private_folder(self._path.parent)
        folder = self._path.parent.lstat()
        if folder.st_uid != os.getuid() and not folder.st_mode & stat.S_ISVTX:
            raise PermissionError(f"{self._path.parent} belongs to another user")
        self._path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(
                self._serve, str(self._path), limit=MAX_LINE
            )
        finally:
            os.umask(before)

    async def keep(self) -> None:
        """Listen anew where the socket's file went; terminals that are attached stay so.

        Raises:
            OSError: the socket cannot be made.
        """
        if self._server is not None and not self._path.is_socket():
            self._server.close()
            await self.start()

    async def close(self) -> None:
        """Hang up on everybody and take the socket away."""
        if self._server is None:
            return
        self._server.close()
        for writer in list(self._connections):
            writer.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._server = None
        self._path.unlink(missing_ok=True)

    @property
    def terminals(self) -> int:
        """How many terminals are attached."""
        return len(self._attached)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            while line := await reader.readline():
                answer = await self._answer(line, writer)
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except (ConnectionError, ValueError):
            pass  # the peer left in the middle, or sent a line beyond all bounds
        finally:
            self._attached.discard(writer)
            self._connections.discard(writer)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, line: bytes, writer: asyncio.StreamWriter) -> dict[str, Any]:
        try:
            asked = json.loads(line)
            command = self._commands(writer)[asked["command"]]
        except (ValueError, KeyError, TypeError):
            return {"ok": False, "error": "unknown command; is the terminal of another version?"}
        try:
            return {"ok": True, **(await command(asked) or {})}
        except Exception as error:  # noqa: BLE001 - one command must not end the engine
            return {"ok": False, "error": f"{type(error).__name__}: {error}"}

    def _commands(
        self, writer: asyncio.StreamWriter
    ) -> Mapping[str, Callable[[Mapping[str, Any]], Awaitable[dict[str, Any] | None]]]:
        async def attach(_asked: Mapping[str, Any]) -> None:
            self._attached.add(writer)

        async def leave(asked: Mapping[str, Any]) -> dict[str, Any]:
            self._attached.discard(writer)
            stops = bool(asked["owner"]) and not self._attached
            if stops:
                self._handler.stop()
            return {"stops": stops}

        async def status(_asked: Mapping[str, Any]) -> dict[str, Any]:
            return asdict(await self._handler.status(len(self._attached)))

        async def stop(_asked: Mapping[str, Any]) -> None:
            self._handler.stop()

        async def know_user(asked: Mapping[str, Any]) -> None:
            await self._handler.know_user(str(asked["user_id"]))

        async def import_users(asked: Mapping[str, Any]) -> dict[str, Any]:
            return {"new": await self._handler.import_users([str(u) for u in asked["user_ids"]])}

        async def deny_request(asked: Mapping[str, Any]) -> None:
            await self._handler.deny_request(str(asked["name"]))

        async def resend(asked: Mapping[str, Any]) -> dict[str, Any]:
            return {"queued": await self._handler.resend([int(row) for row in asked["row_ids"]])}

        async def reset(_asked: Mapping[str, Any]) -> dict[str, Any]:
            return {"removed": await self._handler.reset()}

        commands = (
            attach, leave, status, stop, know_user, import_users, deny_request, resend, reset,
        )  # fmt: skip
        return {command.__name__: command for command in commands}
