"""A real terminal: the program in tmux, keys in, screen text out."""

import os
import shlex
import subprocess
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.e2e.program import wait_for


class Tmux:
    """Runs one command in a tmux server of its own; use as a context manager."""

    def __init__(
        self, command: list[str], *, width: int = 80, height: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._socket = f"sprig-tui-{uuid.uuid4().hex[:8]}"
        self._command = command
        self._size = ["-x", str(width), "-y", str(height)]
        self._environ = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self._environ |= environ or {}

    def __enter__(self) -> Self:
        line = f"{shlex.join(self._command)}; echo exit=$?; exec cat"
        self._tmux("-f", "/dev/null", "new-session", "-d", *self._size, line)
        return self

    def __exit__(self, *_exc: object) -> None:
        self._tmux("kill-server")

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names ("Enter", "Escape", "a")."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text as it is."""
        self._tmux("send-keys", "-l", text)

    def screen(self) -> str:
        """What is on the screen now."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, *texts: str) -> str:
        """The screen once it shows all of `texts`."""
        try:
            wait_for(lambda: all(text in self.screen() for text in texts), f"{texts}")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.screen()}") from None
        return self.screen()

    def record(self, path: Path) -> None:
        """Write every byte that the program sends from now on into a file."""
        self._tmux("pipe-pane", "-O", f"exec cat >> {shlex.quote(str(path))}")

    def pid(self) -> int:
        """The process id of the program (the shell's child)."""
        shell = self._tmux("list-panes", "-F", "#{pane_pid}").strip()

        def child() -> str:
            done = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True)
            return done.stdout.strip()

        return int(wait_for(child, "the program").split()[0])

    def reports_mouse(self) -> bool:
        """Whether the program asked to be told what the mouse does."""
        return self._tmux("display-message", "-p", "#{mouse_any_flag}").strip() == "1"

    def title(self) -> str:
        """The pane's title, which a payload must never set."""
        return self._tmux("display-message", "-p", "#{pane_title}").strip()

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *words],
            capture_output=True,
            text=True,
            env=self._environ,
            check=True,
        )
        return done.stdout
