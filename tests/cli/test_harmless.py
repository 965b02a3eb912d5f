"""What a payload or a file holds cannot drive the terminal that a verb prints to."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.cli.output import plain_record
from tests import factories
from tests.cli.filling import fill
from tests.ui.naughty import EVERYTHING, EVIL, MARKER, nested, toml

Run = Callable[..., Result]
FILE_TEXTS = [MARKER + text[:400] for text in EVIL.values()]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A verb, to a terminal; what it prints is looked at."""
    monkeypatch.setattr(
        "click.testing._NamedTextIOWrapper.isatty", lambda self: self.name != "<stdin>"
    )
    places = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]

    def verb(*words: str, stdin: str | bytes = "", store: bool = True) -> Result:
        given = [*words, *(places if store else places[:2])]
        done = CliRunner().invoke(main, given, input=stdin)
        assert "Traceback" not in done.stderr
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        for stream in (done.stdout_bytes, done.stderr_bytes):
            for line in stream.decode().split("\n"):
                columns = line.split("\t") if words[:2] == ("users", "list") else [line]
                assert len(columns) in (1, 3), line
                assert all(one.isprintable() for one in columns), f"{words}: {line!r}"
        return done

    return verb


@pytest.fixture
def filled(folder: Path) -> None:
    """A log whose every text is a hostile one."""
    events = []
    for number, text in enumerate(EVERYTHING.values()):
        shown = MARKER + text[:400]
        ids = {"userId": shown, "messageId": f"{number}{shown}"}
        events.append(factories.track(shown, properties={shown: nested(shown, 4)}, **ids))
        events.append(factories.page(f"https://x.example/{shown}", **ids | {"messageId": shown}))
        personas = {"computation_class": "audience", "computation_key": shown}
        context = {"personas": personas, "library": {"name": shown, "version": shown}}
        ids = {"userId": shown, "messageId": f"i{number}"}
        events.append(factories.identify(**ids, traits={shown: True}, context=context))
    fill(folder / "s.db", *events, {"type": MARKER + "\x1b]0;x\x07"})


@pytest.mark.usefixtures("filled")
def test_the_log_is_printed_harmlessly(run: Run, folder: Path) -> None:
    """Tables, one event in full, users, audiences and who is in them."""
    (folder / "c.toml").touch()
    assert MARKER in run("events", "list", "--limit", "500").stdout
    for form in ("plain", "jsonl", "csv"):
        words = ["--output", form]
        assert MARKER in run("events", "list", "--limit", "500", *words).stdout
        assert MARKER in run("events", "export", *words).stdout
        assert MARKER in run("wait", "--count", "40", *words).stdout
    assert MARKER in run("events", "export", "--events").stdout
    for number in range(1, 3 * len(EVERYTHING) + 3, 4):
        assert MARKER in run("events", "show", str(number)).stdout or number > 60
    assert MARKER in run("users", "list").stdout
    assert MARKER in run("audiences").stdout
    for text in FILE_TEXTS[:6]:
        run("audiences", text.replace("\0", ""))
        run("events", "list", text.replace("\0", ""))
        run("events", "filters", "--save", text.replace("\0", ""), "is:failed")
    run("events", "filters")


@pytest.mark.usefixtures("filled")
def test_records_of_the_engine_are_harmless_lines(run: Run, folder: Path) -> None:
    """What `serve --output plain` prints; each record is one line."""
    (folder / "c.toml").touch()
    lines = run("events", "list", "--limit", "500", "--output", "jsonl").stdout.splitlines()
    assert len(lines) > len(EVERYTHING)
    assert all(plain_record(json.loads(line)).isprintable() for line in lines)


def test_events_on_stdin_are_decided_harmlessly(run: Run, folder: Path) -> None:
    (folder / "c.toml").touch()
    lines = [json.dumps(factories.track(MARKER + text)) for text in EVERYTHING.values()]
    done = run("decide", stdin="\n".join(lines))
    assert MARKER in done.stdout


def test_a_config_is_printed_harmlessly(run: Run, folder: Path) -> None:
    """Lists, values and where they come from, problems, the doctor, tries of mappings."""
    entries = "".join(
        f"[[triggered_events]]\nevent = {toml(text)}\nnote = {toml(text)}\n"
        f'[[page_urls]]\nurl = {toml(text)}\nmatch = "regex"\n'
        for text in FILE_TEXTS
    )
    filters = "".join(
        f'[[filters]]\nname = {toml(text)}\nif = {toml(text)}\naction = "drop_event"\n'
        for text in FILE_TEXTS[:10]
    )
    keys = "".join(f"{toml(text)} = {toml(text)}\n" for text in FILE_TEXTS)
    path = folder / "c.toml"
    for number, text in enumerate(
        (
            entries + filters,
            entries.replace('"regex"', '"contains"'),
            f"[ui]\ntheme = {toml(FILE_TEXTS[0])}\n[ui.keys]\n{keys}",
            f"{keys}[destination]\nmode = {toml(FILE_TEXTS[2])}\n",
            "\n".join(EVIL.values()),
        )
    ):
        path.write_text(text, encoding="utf-8")
        run("config", "validate", store=False)
        run("config", "show", store=False)
        for form in ("csv", "json", "toml"):
            run("mappings", "export", "--format", form, store=False)
        listed = run("mappings", "list")
        assert MARKER in listed.stdout + listed.stderr or number != 1
        run("status")
        run("doctor")
        run("mappings", "test", stdin=json.dumps(factories.track(FILE_TEXTS[2])))


def test_reports_of_an_import_are_harmless(run: Run, folder: Path) -> None:
    """CSV and TOML, taken and refused, by a dry run and written."""
    path = folder / "c.toml"
    path.touch()
    for number, text in enumerate(FILE_TEXTS):
        cell = '"' + text.replace('"', '""').replace("\0", "") + '"'
        lines = f"event,{cell},\nurl,{cell},{cell}\n{cell},{cell},{cell}\n"
        name = folder / f"m{number}.csv"
        name.write_text("table,pattern,match\n" + lines, encoding="utf-8", newline="")
        done = run("mappings", "import", str(name))
        assert "added" in done.stderr or "refused" in done.stderr, done.stderr
        run("mappings", "remove", "--event", text.replace("\0", ""), store=False)
        run("mappings", "add", "--event", text.replace("\0", ""), store=False)
    (folder / "m.toml").write_text("\n".join(EVIL.values()), encoding="utf-8")
    assert "no TOML" in run("mappings", "import", str(folder / "m.toml")).stderr
    run("users", "import", "-", stdin="\n".join(FILE_TEXTS))


def test_the_fixture_stands_for_a_terminal(run: Run, folder: Path) -> None:
    """Tables are what a terminal gets."""
    (folder / "c.toml").write_text('[[triggered_events]]\nevent = "A"\n', encoding="utf-8")
    assert "{" not in run("mappings", "list").stdout
    assert isinstance(sys.stdout, io.TextIOBase)
