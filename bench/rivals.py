"""Other servers to compare with, where the machine has them; the project never depends on them."""

import contextlib
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from bench.figures import NotMeasuredError
from bench.processes import bare_server, running

EXPRESS_FOLDER: Final = "SPRIG_TUI_BENCH_EXPRESS"
"""Names the folder in which `npm install express body-parser` was run."""
START_SECONDS: Final = 30.0
EXPRESS: Final = """
const app = require("express")();
app.use(require("body-parser").json());
app.post("/v1/track", (_request, response) => response.type("json").send('{"success": true}'));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
"""


@contextlib.contextmanager
def mitmdump() -> Iterator[int]:
    """Mitmdump on the first core, in front of a bare server on the last; its port.

    Raises:
        NotMeasuredError: there is no `mitmdump` on the PATH.
    """
    program = shutil.which("mitmdump")
    if program is None:
        raise NotMeasuredError("mitmdump is not on the PATH")
    port = _free_port()
    with bare_server(core=-1) as upstream:
        mode = f"reverse:http://127.0.0.1:{upstream}"
        command = [
            program,
            "--quiet",
            "--mode",
            mode,
            "--listen-host",
            "127.0.0.1",
            "--listen-port",
        ]
        with running([*command, str(port)], stream="none") as (process, _line):
            _wait_for(port, lambda: process.poll() is None)
            yield port


@contextlib.contextmanager
def express() -> Iterator[int]:
    """Express with body-parser on the first core; its port.

    Raises:
        NotMeasuredError: there is no Node.js, or no express for it.
    """
    node, folder = shutil.which("node"), os.environ.get(EXPRESS_FOLDER, "")
    if node is None:
        raise NotMeasuredError("Node.js is not on the PATH")
    if not (Path(folder) / "node_modules" / "express").is_dir():
        raise NotMeasuredError(f"${EXPRESS_FOLDER} names no folder with express")
    with running([node, "-e", EXPRESS], folder=Path(folder)) as (_process, line):
        yield int(line)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _wait_for(port: int, is_running: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and is_running():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise NotMeasuredError("mitmdump did not start")
