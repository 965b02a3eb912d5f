"""The terminal as an operator has it: in tmux, on the installed program, with real events."""

import os
import re
import shlex
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from sprig_tui.adapters.store.lock import read_owner
from tests.e2e.program import PROGRAM, Places, Serve, wait_for
from tests.e2e.tmux import Tmux

pytestmark = pytest.mark.tmux


@pytest.fixture
def places_without_engine(places: Places) -> Iterator[Places]:
    """Stops the engine that a terminal may have left behind."""
    yield places
    places.run("stop", check=False)


def open_terminal(places: Places, *, width: int = 80, height: int = 24) -> Tmux:
    return Tmux([PROGRAM, *places.options], width=width, height=height)


def address_of(places: Places) -> str:
    lines = wait_for(lambda: places.run("status", check=False).stdout, "the engine").splitlines()
    return next(line for line in lines if line.startswith("address: ")).removeprefix("address: ")


def send(address: str, type_: str, **fields: object) -> None:
    event = {"userId": "u_1", **fields}
    httpx.post(f"{address}/v1/{type_}", json=event, trust_env=False).raise_for_status()


def send_every_verdict(address: str) -> None:
    send(address, "identify", traits={"plan": "pro"})
    send(address, "track", event="Signed Up")
    send(address, "track", event="Order Completed")
    send(address, "page", properties={"url": "https://shop.example/pricing"})
    send(address, "alias", previousId="a_1")
    send(address, "group", groupId="acme")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (160, 45)])
def test_live_shows_each_event_with_its_verdict(
    places_without_engine: Places, width: int, height: int
) -> None:
    with open_terminal(places_without_engine, width=width, height=height) as terminal:
        terminal.wait_for("LISTENING", "DRY RUN", "3 of 7 steps")
        address = address_of(places_without_engine)
        send_every_verdict(address)
        screen = terminal.wait_for("Order Completed", "unmapped event", "unsupported type", "alias")
        assert address.removeprefix("http://") in screen
        rows = re.findall(r"\d\d:\d\d:\d\d\S* (\w+) .*(FWD dry|FILT|REJ) +(\S.*\S)", screen)
        assert rows == [
            ("group", "FILT", "unsupported type"),
            ("alias", "FWD dry", "alias"),
            ("page", "FWD dry", "page #1"),
            ("track", "FILT", "unmapped event"),
            ("track", "FWD dry", "event #1"),
            ("identify", "FWD dry", "identify"),
        ]


def test_a_killed_terminal_loses_nothing_and_the_next_one_attaches(
    places_without_engine: Places,
) -> None:
    places = places_without_engine
    with open_terminal(places) as terminal:
        terminal.wait_for("LISTENING")
        address = address_of(places)
        send(address, "track", event="Before The Kill")
        terminal.wait_for("Before The Kill")
        os.kill(terminal.pid(), signal.SIGKILL)
        send(address, "track", event="After The Kill")
    with open_terminal(places) as terminal:
        terminal.wait_for("Before The Kill", "After The Kill")
        assert address_of(places) == address
        terminal.keys("q")
        said = terminal.wait_for("exit=0").replace("\n", "")
        assert "sprig-tui stop" in said
    send(address, "track", event="It Only Attached")
    assert len(places.records()) == 3


def test_the_engine_that_a_terminal_started_ends_with_it(places_without_engine: Places) -> None:
    with open_terminal(places_without_engine) as terminal:
        terminal.wait_for("LISTENING")
        terminal.keys("q")
        terminal.wait_for("exit=0")
    wait_for(
        lambda: places_without_engine.run("status", check=False).returncode == 1, "the engine's end"
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_in_good_order(places_without_engine: Places, number: int) -> None:
    with open_terminal(places_without_engine) as terminal:
        terminal.wait_for("LISTENING")
        os.kill(terminal.pid(), number)
        screen = terminal.wait_for("exit=0")
        assert "LISTENING" not in screen, "the screen is not restored"
    wait_for(
        lambda: places_without_engine.run("status", check=False).returncode == 1, "the engine's end"
    )


def test_the_mouse_is_given_to_the_terminal_and_taken_back(
    places_without_engine: Places, tmp_path: Path
) -> None:
    """By what the terminal is told, and by what it made of it."""
    sent = tmp_path / "sent"
    with open_terminal(places_without_engine) as terminal:
        terminal.wait_for("LISTENING", "DRY RUN")
        assert terminal.reports_mouse()
        terminal.record(sent)
        terminal.keys("F2")
        terminal.wait_for("The mouse is off here", "f2 Mouse is off")
        assert b"\x1b[?1000l" in sent.read_bytes()
        assert not terminal.reports_mouse()
        terminal.keys("2")
        terminal.wait_for("[2 Mappings]", "f2 Mouse is off")
        terminal.keys("F2")
        terminal.wait_for("The mouse is on here again")
        assert b"\x1b[?1000h" in sent.read_bytes()
        assert terminal.reports_mouse()


def test_a_payload_cannot_drive_the_terminal(places_without_engine: Places) -> None:
    with open_terminal(places_without_engine) as terminal:
        terminal.wait_for("LISTENING")
        before = terminal.title()
        evil = "\x1b]0;owned\x07\x1b[2J\x9b31m[@click=app.quit]x[/]"
        send(address_of(places_without_engine), "track", event=evil)
        terminal.wait_for("\\x1b]0;owned")
        assert terminal.title() == before
        terminal.keys("a")
        terminal.wait_for("Add a triggered event", "]0;owned")
        assert terminal.title() == before


def test_the_terminal_attaches_to_an_engine_that_runs(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        send(engine.address, "track", event="Order Completed")
        with open_terminal(places) as terminal:
            terminal.wait_for("Order Completed")
            terminal.keys("q")
            terminal.wait_for("exit=0")
        send(engine.address, "track", event="Still There")
        assert engine.process.poll() is None
    assert len(places.records()) == 2


def test_another_config_on_the_same_store_is_refused(places: Places) -> None:
    with Serve(places, "--output", "quiet") as engine:
        other = places.folder / "other.toml"
        other.write_text("version = 1\n", encoding="utf-8")
        options = ["--config", str(other), "--store", str(places.store)]
        with Tmux([PROGRAM, *options], width=160) as terminal:
            screen = terminal.wait_for("exit=3")
            said = screen.replace("\n", "")
            assert str(engine.process.pid) in said
            assert "other.toml" in said
            assert "sprig.toml" in said


def test_mapping_an_event_from_live_forwards_the_next_one(places_without_engine: Places) -> None:
    places = places_without_engine
    with open_terminal(places) as terminal:
        terminal.wait_for("LISTENING")
        address = address_of(places)
        send(address, "identify")
        send(address, "track", event="Order Completed")
        terminal.wait_for("Order Completed")
        terminal.keys("a")
        terminal.wait_for("Order Completed", "exactly")
        terminal.keys("C-s")
        terminal.wait_for("enter save", "esc back")
        terminal.keys("Enter")
        wait_for(lambda: "Order Completed" in places.config.read_text(encoding="utf-8"), "the file")
        assert "# registered by the product team" in places.config.read_text(encoding="utf-8")

        def forwarded() -> bool:
            send(address, "track", event="Order Completed")
            return any(r["reason"] == "forwarded.event" for r in places.records("type:track"))

        wait_for(forwarded, "the new mapping")


@pytest.mark.parametrize("stop", ["ctrl+z", "SIGSTOP"])
def test_the_whole_screen_is_there_after_a_stop(places_without_engine: Places, stop: str) -> None:
    """Also after a stop that no program can prepare for, with a shell's words on it meanwhile.

    At the end the terminal is as the shell had it.
    """
    modes = places_without_engine.folder / "modes"
    command = shlex.join([PROGRAM, *places_without_engine.options])
    with Tmux(["bash", "--norc", "-i"], width=100, height=30) as terminal:
        terminal.type(f"stty -a > {modes}; {command}")
        terminal.keys("Enter")
        before = terminal.wait_for("LISTENING", "config ok", "3 of 7 steps", "q Quit")
        if stop == "ctrl+z":
            terminal.keys("C-z")
        else:
            shell = psutil.Process(terminal.pid())
            wait_for(shell.children, "the program")[0].send_signal(signal.SIGSTOP)
        terminal.wait_for("Stopped")
        terminal.type("clear; fg")
        terminal.keys("Enter")
        wait_for(lambda: terminal.screen() == before, "the screen as it was")
        terminal.keys("2")
        terminal.wait_for("[2 Mappings]")
        terminal.keys("q")
        wait_for(lambda: "Mappings" not in terminal.screen(), "the shell")
        terminal.wait_for("bash-")
        terminal.type(f"stty -a | diff {modes} - && echo as-before")
        terminal.keys("Enter")
        wait_for(lambda: "as-before" in terminal.screen().splitlines(), "the modes")


def test_without_a_shell_that_controls_jobs_ctrl_z_does_not_stop_it(
    places_without_engine: Places,
) -> None:
    """A script that waits for it would never bring it back."""
    command = shlex.join([PROGRAM, *places_without_engine.options])
    with Tmux(["sh", "-c", f"{command}; sh"], width=100, height=30) as terminal:
        terminal.wait_for("LISTENING", "q Quit")
        terminal.keys("C-z")
        terminal.wait_for("There is no shell to go back to.")
        terminal.keys("2")
        terminal.wait_for("[2 Mappings]")
        terminal.keys("q")


@pytest.fixture
def temp_folder() -> Iterator[Path]:
    """Where the demo puts its files, short enough for a control socket beside the store."""
    with tempfile.TemporaryDirectory(prefix="st-", dir="/tmp") as folder:
        yield Path(folder)


def open_demo(temp_folder: Path) -> Tmux:
    command = [PROGRAM, "demo", "--rate", "50"]
    return Tmux(command, width=120, height=36, environ={"TMPDIR": str(temp_folder)})


def test_demo_delivers_sample_traffic_and_leaves_nothing_behind(temp_folder: Path) -> None:
    """The stand-in takes it: what is forwarded is sent."""
    with open_demo(temp_folder) as terminal:
        terminal.wait_for("DEMO", "LISTENING", "LIVE", "SENT", "FILT")
        terminal.keys("q")
        terminal.wait_for("exit=0")
        assert list(temp_folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_demo_leaves_nothing_behind(temp_folder: Path, number: int) -> None:
    with open_demo(temp_folder) as terminal:
        terminal.wait_for("DEMO", "LISTENING", "SENT")
        folder = next(temp_folder.iterdir())
        owner = read_owner(folder / "events.db")
        assert owner is not None
        os.kill(terminal.pid(), number)
        wait_for(lambda: not list(temp_folder.iterdir()), "the folder's end")
        wait_for(lambda: not psutil.pid_exists(owner.pid), "the engine's end")
