"""An event is edited in the operator's own editor and sent again, in a real terminal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.program import PROGRAM, Places
from tests.e2e.test_terminal import address_of, send
from tests.e2e.tmux import Tmux

pytestmark = pytest.mark.tmux
EDITOR = """#!/bin/sh
echo "the editor has the terminal"
sed -i 's/Order Completed/Signed Up/' "$1"
"""


@pytest.fixture
def stopped_places(places: Places) -> Iterator[Places]:
    """Stops the engine that a terminal may have left behind."""
    yield places
    places.run("stop", check=False)


def test_the_terminal_is_left_for_the_editor_and_comes_back(
    stopped_places: Places, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    command = ["env", "-u", "VISUAL", f"EDITOR={editor}", PROGRAM, *stopped_places.options]
    with Tmux(command, width=80, height=24) as terminal:
        terminal.wait_for("LISTENING")
        address = address_of(stopped_places)
        send(address, "identify")
        send(address, "track", event="Order Completed")
        terminal.wait_for("Order Completed")
        terminal.keys("Enter")
        terminal.wait_for("#2", "STEPS")
        terminal.keys("E")
        terminal.wait_for("again, as edited?", "forwarded: event", "Dry run")
        terminal.keys("s")
        terminal.wait_for("#3 is the replay of #2: forwarded", "replay of #2", "FWD dry")
        assert [record["name"] for record in stopped_places.records()][1:] == [
            "Order Completed",
            "Signed Up",
        ]
