"""What `replay` reads and says; the end-to-end test sends through an engine."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.main import main
from sprig_tui.cli.replay import read_events, summary
from sprig_tui.domain.reasons import Outcome
from sprig_tui.services.replaying import Replayed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('{"type":"track"}\n\n{"type":"page"}\n', 2),
        ('{"batch":[{"type":"track"},{"type":"page"}]}\n', 2),
        ('[{"type":"track"}]', 1),
        ('{\n "batch": [\n  {"type": "track"}\n ]\n}\n', 1),
        ('{"batch": [\n{"type": "track"}]}\n', 1),
        ("", 0),
    ],
)
def test_a_capture_has_an_event_a_line_or_is_one_text(folder: Path, text: str, count: int) -> None:
    (folder / "c.jsonl").write_text(text, encoding="utf-8")
    assert len(list(read_events(folder / "c.jsonl"))) == count


def test_a_line_that_holds_no_event_is_named(folder: Path) -> None:
    (folder / "c.jsonl").write_text('{"type":"track"}\n3\n', encoding="utf-8")
    with pytest.raises(PlainExit, match="line 2: an event is a JSON object"):
        list(read_events(folder / "c.jsonl"))


def test_without_an_engine_it_says_so(folder: Path) -> None:
    (folder / "c.jsonl").touch()
    (folder / "c.toml").touch()
    words = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    done = CliRunner().invoke(main, ["replay", str(folder / "c.jsonl"), *words])
    assert done.exit_code == 1
    assert "no engine runs" in done.stderr


def test_the_summary_says_what_became_of_them() -> None:
    replayed = Replayed(
        sent=1_200,
        outcomes=Counter({Outcome.FILTERED: 1_100}),
        reasons=Counter({"filtered.unmapped_event": 1_100}),
        repeats=100,
        refused=Counter({"503 \x1b[2J": 7}),
    )
    assert list(summary(replayed, keep_ids=True)) == [
        "1,200 events sent: 0 forwarded, 1,100 filtered, 0 rejected, 100 repeated",
        "     1,100  filtered.unmapped_event",
        "  repeats were counted, not decided anew; --new-ids sends them as new events",
        "7 events not taken: the listener answered 503 \\x1b[2J",
    ]
