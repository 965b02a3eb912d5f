"""The machine's clipboard, with scripts in the place of its tools."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from sprig_tui.adapters import clipboard
from sprig_tui.adapters.clipboard import COPIED, MachineClipboard
from sprig_tui.ports import ClipboardError

SHELL = "#!/bin/sh\n"
TEXT = "Größe\n\x1b[2J 'q' $HOME"


class Machine:
    """A PATH with tools of our own, and what they were given."""

    def __init__(self, folder: Path) -> None:
        self.tools, self.state = folder / "bin", folder / "state"
        self.tools.mkdir()
        self.state.mkdir()
        self.got = folder / "got"

    def install(self, name: str, script: str = "") -> None:
        tool = self.tools / name
        tool.write_text(f"{SHELL}{script or self.takes(name)}\n")
        tool.chmod(0o755)

    def takes(self, name: str) -> str:
        return f'/bin/cat > "{self.got}"; echo {name} "$@" >> "{self.got}.by"'

    def clipboard(self, **environ: str) -> MachineClipboard:
        return MachineClipboard(self.state, {"PATH": str(self.tools), **environ})

    @property
    def taken_by(self) -> str:
        return Path(f"{self.got}.by").read_text().strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("tool", "environ", "words"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
        ("xclip", {"DISPLAY": ":0"}, "xclip -selection clipboard"),
        ("xsel", {"DISPLAY": ":0"}, "xsel --clipboard --input"),
        ("pbcopy", {}, "pbcopy"),
        ("clip.exe", {}, "clip.exe"),
        ("tmux", {"TMUX": "/tmp/tmux-0/default,1,0"}, "tmux load-buffer -w -"),
    ],
)
async def test_the_tool_of_the_machine_gets_the_text_on_its_stdin(
    machine: Machine, tool: str, environ: dict[str, str], words: str
) -> None:
    """Never in its arguments, which other users can read."""
    machine.install(tool)
    assert await machine.clipboard(**environ).copy(TEXT) == tool
    assert machine.got.read_text() == TEXT
    assert machine.taken_by == words


async def test_a_tool_that_cannot_work_here_is_not_run(machine: Machine) -> None:
    """Without a display, outside tmux, or not there at all."""
    for tool in ("wl-copy", "xclip", "tmux"):
        machine.install(tool)
    with pytest.raises(ClipboardError, match="there is no clipboard tool on this machine"):
        await machine.clipboard().copy(TEXT)
    with pytest.raises(ClipboardError, match="there is no clipboard tool"):
        await machine.clipboard(PATH="").copy(TEXT)
    assert not machine.got.exists()


async def test_over_ssh_only_tmux_knows_the_way_to_the_operator(machine: Machine) -> None:
    """The display of the other machine may have a clipboard, but nobody sits there."""
    machine.install("wl-copy")
    machine.install("tmux")
    remote = {"WAYLAND_DISPLAY": "wayland-0", "SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
    with pytest.raises(ClipboardError):
        await machine.clipboard(**remote).copy(TEXT)
    assert await machine.clipboard(**remote, TMUX="/tmp/t,1,0").copy(TEXT) == "tmux"


@pytest.mark.parametrize("script", ["exit 1", "exec /bin/sleep 60", "/bin/kill -9 $$"])
async def test_a_tool_that_fails_or_never_ends_gives_way_to_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(clipboard, "PATIENCE_S", 0.3)
    machine.install("wl-copy", script)
    environ = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
    with pytest.raises(ClipboardError, match="wl-copy did not take the text"):
        await machine.clipboard(**environ).copy("x" * 200_000)
    machine.install("xclip")
    assert await machine.clipboard(**environ).copy(TEXT) == "xclip"
    assert machine.got.read_text() == TEXT


async def test_a_file_that_is_no_program_is_no_tool(machine: Machine) -> None:
    (machine.tools / "pbcopy").write_bytes(b"\x00\x01no program")
    (machine.tools / "pbcopy").chmod(0o755)
    with pytest.raises(ClipboardError, match="pbcopy did not take the text"):
        await machine.clipboard().copy(TEXT)


async def test_a_tool_ends_when_the_copy_is_called_off(machine: Machine, tmp_path: Path) -> None:
    """Another text was copied meanwhile."""
    named = tmp_path / "pid"
    machine.install("pbcopy", f'echo $$ > "{named}.new"; /bin/mv "{named}.new" "{named}"; '
                              "exec /bin/sleep 60")  # fmt: skip
    copying = asyncio.create_task(machine.clipboard().copy(TEXT))
    async with asyncio.timeout(20):
        while not named.exists():
            await asyncio.sleep(0.01)
    copying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await copying
    with pytest.raises(ProcessLookupError):
        os.kill(int(named.read_text()), 0)


async def test_a_text_is_kept_in_a_file_for_its_owner_alone(machine: Machine) -> None:
    """The newest takes the place of the one before, and no link is followed."""
    elsewhere = machine.state / "elsewhere"
    elsewhere.write_text("mine")
    (machine.state / COPIED).symlink_to(elsewhere)
    path = Path(await machine.clipboard().keep("first"))
    assert path == machine.state / COPIED
    assert not path.is_symlink()
    assert elsewhere.read_text() == "mine"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    await machine.clipboard().keep(TEXT + "\ud800")
    assert path.read_text(encoding="utf-8") == TEXT + "?"


async def test_a_folder_that_takes_no_file_is_said(machine: Machine) -> None:
    machine.state.rmdir()
    with pytest.raises(ClipboardError, match=r"copied\.txt cannot be written: No such file"):
        await machine.clipboard().keep(TEXT)
