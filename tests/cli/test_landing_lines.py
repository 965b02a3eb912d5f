"""What became of deliveries, in the lines of `serve --output plain`."""

import asyncio
import re
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.cli import landing_lines
from sprig_tui.cli.landing_lines import LandingLines
from sprig_tui.domain.outbox import Fate, Landing, SendEnd
from tests.e2e.program import Places, Serve, wait_for
from tests.e2e.test_engine_life import post

CONFIG = """\
[listener]
port = 0
[destination]
mode = "live"
unknown_users = "forward"
endpoint = "{endpoint}"
[destination.api_keys]
development = "canary-key-1234"
[[triggered_events]]
event = "e"
match = "contains"
"""
LINE = re.compile(r"\d\d:\d\d:\d\d (FORWARDED|FILTERED|REJECTED|DELIVERED|RETRYING|FAILED) .+: .+")
HOSTILE = ("Over\nand\r\nover", "e\x1b[2J\x9b1m", "re\u202eversed", "te\u2028xt", "e┃────█")


async def test_every_line_is_one_event_or_what_became_of_it(folder: Path) -> None:
    """Whatever the names hold; in order: decided, tried again, failed or delivered."""
    async with Sandbox.start(("1x500", "1x400"), seed=1) as sandbox:
        there = Places(folder, CONFIG.format(endpoint=sandbox.url))

        def work() -> list[str]:
            with Serve(there, "--output", "plain") as engine:
                post(engine.address, {"event": "Refused for good", "userId": "u_1"})
                wait_for(lambda: any(" FAILED " in one for one in engine.lines), "a failure")
                for number, name in enumerate(HOSTILE):
                    post(engine.address, {"event": name, "userId": f"u_{number}\n"})
                wait_for(lambda: sum(" DELIVERED " in one for one in engine.lines) > 4, "the rest")
            return engine.lines

        lines = await asyncio.to_thread(work)
    assert all(LINE.fullmatch(line) and line.isprintable() for line in lines), lines
    decided = [line for line in lines if " FORWARDED " in line]
    assert len(decided) == 1 + len(HOSTILE)
    first = [line.split()[1] for line in lines if "Refused" in line]
    assert first == ["FORWARDED", "RETRYING", "FAILED"]
    assert "canary" not in "\n".join(lines)
    assert "\\x1b[2J" in "\n".join(lines)


async def test_more_than_can_be_told_is_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log that is not there any more stops nobody."""
    monkeypatch.setattr(landing_lines, "MAX_WAITING", 1)
    said: list[str] = []
    landing = Landing((1,), SendEnd(Fate.DELIVERED, 1, 1, 202, "Answered 202."))
    lines = LandingLines(folder / "none.db", said.extend)
    async with lines:
        lines(landing)
        lines(landing)
    assert lines.left_out == 1
    assert said == []
