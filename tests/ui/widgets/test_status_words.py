"""What the head of every screen says."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer, Reached
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineStatus
from sprig_tui.ui.engine_state import EngineState
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.fitting import wrapped_lines
from sprig_tui.ui.widgets.status_fitting import status_content
from sprig_tui.ui.widgets.status_words import banner_lines, status_parts
from tests.fakes.engine import ADDRESS

KEY = '[destination.api_keys]\ndevelopment = "key-canary-1234"\n'
STATUS = EngineStatus(1, ADDRESS, "/c", "/s", 1, "v")


def _text(
    config: str = "",
    *,
    engine: EngineState | None = None,
    error: ConfigError | None = None,
    width: int = 160,
) -> str:
    snapshot = read_config(config, "/c.toml", environment_key=Secret())
    state = engine or EngineState(STATUS)
    return status_content(status_parts(snapshot, error, state, ADDRESS, UNICODE), width).plain


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ("", "DRY RUN"),
        ('[destination]\nmode = "hold"', "HOLD"),
        ('[destination]\nmode = "live"', "LIVE, NO KEY"),
        ('[destination]\nmode = "live"\n' + KEY, "LIVE"),
    ],
)
def test_the_mode_is_told(config: str, word: str) -> None:
    """Live without a key sends nothing, and says so; the key itself is never shown."""
    text = _text(config)
    assert word in text
    assert "canary" not in text


LIVE = '[destination]\nmode = "live"\n' + KEY
UNTIL = 1_795_348_800_000


GOOD, BAD, NONE = LastAnswer(202, 41, 0), LastAnswer(429, 7, 0), LastAnswer(None, 0, 0, "no route")


@pytest.mark.parametrize(
    ("last", "reached", "age_s", "word", "short"),
    [
        (GOOD, None, 0, "● SPRIG 202 41 ms  ", "● SPRIG 202 "),
        (GOOD, None, 10, "● SPRIG 202 41 ms 10 s ago", "● SPRIG 202 "),
        (GOOD, Reached(4), 20, "● SPRIG reached 4 ms", "● SPRIG reached "),
        (GOOD, Reached(4, "gone"), 20, "✗ SPRIG no answer", "✗ SPRIG no answer"),
        (BAD, None, 0, "✗ SPRIG 429 7 ms  ", "✗ SPRIG 429 "),
        (BAD, Reached(4), 120, "✗ SPRIG 429 7 ms 2 min ago", "✗ SPRIG 429 "),
        (BAD, Reached(4, "gone"), 20, "✗ SPRIG no answer", "✗ SPRIG no answer"),
        (NONE, None, 0, "✗ SPRIG no answer", "✗ SPRIG no answer"),
        (NONE, Reached(4), 20, "● SPRIG reached 4 ms", "● SPRIG reached "),
        (None, Reached(4), 0, "● SPRIG reached 4 ms", "● SPRIG reached "),
        (None, Reached(4, "gone"), 0, "✗ SPRIG no answer", "✗ SPRIG no answer"),
    ],
)
def test_the_destinations_light_is_what_was_heard_of_it_last(
    last: LastAnswer | None, reached: Reached | None, age_s: int, word: str, short: str
) -> None:
    """Nothing is claimed before it was asked, nor while nothing is sent."""
    delivery = DeliveryStatus(Flow.IDLE, last=last)
    state = EngineState(replace(STATUS, delivery=delivery, reached=reached), answer_age_s=age_s)
    assert word in _text(LIVE, engine=state)
    assert short in _text(LIVE, engine=state, width=80)
    assert "SPRIG" not in _text("", engine=state)
    assert "SPRIG" not in _text(LIVE)


@pytest.mark.parametrize("flow", [Flow.IDLE, Flow.BACKING_OFF])
def test_a_destination_that_is_gone_stays_on_narrow_screens(flow: Flow) -> None:
    """Beside the word of the mode, which tells what is made of it."""
    delivery = DeliveryStatus(flow, waiting=12_000)
    state = EngineState(replace(STATUS, delivery=delivery, reached=Reached(1, "gone")))
    text = _text(LIVE, engine=state, width=68)
    assert "✗ SPRIG no answer" in text
    assert flow is Flow.IDLE or "BACKING OFF" in text


def test_a_config_that_the_engine_does_not_use_is_said() -> None:
    """The file may be read by the terminal and not by the engine."""
    assert "CONFIG NOT IN FORCE" in _text(engine=EngineState(STATUS, in_force=False))
    assert "config ok" in _text(engine=EngineState(STATUS, in_force=True))


@pytest.mark.parametrize(
    ("delivery", "word", "short"),
    [
        (DeliveryStatus(Flow.IDLE), "  LIVE  config", "  LIVE"),
        (DeliveryStatus(Flow.SENDING, waiting=12_345), "LIVE  queue 12,345", "LIVE  queue 12k"),
        (DeliveryStatus(Flow.KEY_REFUSED), "LIVE, KEY REFUSED", "LIVE, KEY REFUSED"),
        (
            DeliveryStatus(Flow.RATE_LIMITED, until_ms=UNTIL),
            "RATE LIMITED until ",
            "LIVE, LIMITED until",
        ),
        (DeliveryStatus(Flow.NO_KEY, "Not there."), "LIVE, NO KEY", "LIVE, NO KEY"),
        (DeliveryStatus(Flow.BAD_ENDPOINT), "LIVE, BAD ENDPOINT", "LIVE, BAD ENDPOINT"),
        (
            DeliveryStatus(Flow.BACKING_OFF, until_ms=UNTIL),
            "LIVE, BACKING OFF until",
            "LIVE, BACKING OFF until",
        ),
    ],
)
def test_what_keeps_the_queue_is_told(delivery: DeliveryStatus, word: str, short: str) -> None:
    """With until when, and how many events wait."""
    state = EngineState(replace(STATUS, delivery=delivery))
    assert word in _text(LIVE, engine=state)
    assert short in _text(LIVE, engine=state, width=70)


def test_a_dry_run_is_no_flow_problem() -> None:
    """Whatever the engine still says of the mode before."""
    state = EngineState(replace(STATUS, delivery=DeliveryStatus(Flow.KEY_REFUSED)))
    assert "REFUSED" not in _text(engine=state)


@pytest.mark.parametrize("width", [50, 60, 80])
def test_the_worst_of_news_fits_on_narrow_screens(width: int) -> None:
    """Environment, mode and queue come before the program's own name."""
    delivery = DeliveryStatus(Flow.RATE_LIMITED, until_ms=UNTIL, waiting=123_456)
    state = EngineState(replace(STATUS, delivery=delivery))
    config = LIVE.replace("development", "production").replace(
        'mode = "live"', 'mode = "live"\nenvironment = "production"'
    )
    text = _text(config, engine=state, width=width)
    assert cell_len(text.rstrip()) <= width
    assert all(word in text for word in ("! PROD", ":8765", "LIMITED", "queue 123k"))


def test_production_stands_out() -> None:
    """In capitals, with a sign, and in a warning's colour."""
    snapshot = read_config(
        '[destination]\nenvironment = "production"', "/c", environment_key=Secret()
    )
    parts = status_parts(snapshot, None, EngineState(STATUS), ADDRESS, UNICODE)
    part = next(part for part in parts if part.text == "! PRODUCTION !")
    assert "warning" in part.style
    assert all("!" in form for form in part.forms)
    assert "development" in _text()


@pytest.mark.parametrize(
    ("engine", "word"),
    [
        (EngineState(), "◌ ASKING 127.0.0.1:8765"),
        (EngineState(STATUS), "● LISTENING 127.0.0.1:8765"),
        (EngineState(problem="nobody"), "✗ DOWN 127.0.0.1:8765"),
        (EngineState(STATUS, "disk full"), "✗ NOT TAKING EVENTS"),
    ],
)
def test_the_light_is_what_the_engine_answered(engine: EngineState, word: str) -> None:
    """And never claims more."""
    assert word in _text(engine=engine)


def test_the_config_file_is_told() -> None:
    """Fine, with warnings, broken with line and column, and what waits for a restart."""
    assert "config ok" in _text()
    assert "config 1 warning " in _text("[listener]\nprot = 1")
    problem = ConfigProblem("error", "bad", line=12, column=3)
    assert "config broken 12:3" in _text(error=ConfigError("/c", (problem,)))
    assert "config broken " in _text(error=ConfigError("/c", (ConfigProblem("error", "gone"),)))
    waiting = EngineStatus(1, ADDRESS, "/c", "/s", 1, "v", restart_needed=("listener.port",))
    assert "RESTART NEEDED" in _text(engine=EngineState(waiting))


@pytest.mark.parametrize("mode", ["dry_run", "live"])
@pytest.mark.parametrize(
    ("width", "said"),
    [(160, "FILTER BROKEN, nothing is sent"), (80, "FILTER BROKEN"), (50, "FILTER BROKEN")],
)
def test_a_filter_that_stops_every_event_is_no_mere_warning(
    mode: str, width: int, said: str
) -> None:
    """Whatever the mode is; one that is off stops nothing."""
    config = f'[destination]\nmode = "{mode}"\n{KEY}[[filters]]\nif = "nonsense ("\n'
    assert said in _text(config, width=width)
    assert "BROKEN" not in _text(config + "enabled = false", width=width)


def test_everything_fits_at_eighty_columns() -> None:
    """Words are shortened before any is lost."""
    waiting = EngineStatus(
        1, "http://127.0.0.1:65535", "/c", "/s", 1, "v", restart_needed=("listener.port",)
    )
    text = _text(
        '[destination]\nenvironment = "production"\n[listener]\nprot = 1',
        engine=EngineState(waiting),
        width=80,
    )
    assert cell_len(text.rstrip()) <= 80
    assert all(word in text for word in ("PROD", "LISTENING", "DRY RUN", "cfg 1 warn", "RESTART"))


@pytest.mark.parametrize("width", [58, 78, 158])
def test_the_banner_keeps_what_was_meant(width: int) -> None:
    """However long the message is; the key that lists the problems comes before it."""
    message = (
        "[[triggered_events]] #1: match must be one of exactly, notExactly, contains, "
        'notContains, startsWith, endsWith, regex, legacy; did you mean "exactly"?'
    )
    problem = ConfigProblem("error", message, "triggered_events.0.match", 12, 9)
    error = ConfigError("/a/long/way/to/the/config/of/somebody/else/sprig.toml", (problem,))
    engine = EngineState(problem="no engine answers " * 30)
    lines = banner_lines(engine, error, width, UNICODE)
    assert sum(wrapped_lines(line, width) for line in lines) <= 5
    assert lines[1].endswith("! shows what is wrong with the config.")
    assert lines[2].startswith("sprig.toml:12:9: [[triggered")
    assert lines[2].endswith('did you mean "exactly"?')
    assert banner_lines(EngineState(), None, width, UNICODE) == []


@pytest.mark.parametrize(("width", "word"), [(160, "REFUSED 2"), (60, "REFUSED 2")])
def test_refused_requests_are_counted_in_whole_words(width: int, word: str) -> None:
    """Nobody has to guess what REF is."""
    assert word in _text(engine=EngineState(replace(STATUS, refused={"key": 2})), width=width)


@pytest.mark.parametrize("width", [78, 158])
def test_what_happened_to_the_store_is_a_banner_until_it_is_put_away(width: int) -> None:
    """The light stays green, for events are taken."""
    notice = (
        "The store was damaged. It was moved to /a/long/way/to/it with 50 events" + " more" * 40
    )
    engine = EngineState(replace(STATUS, notice=notice))
    (line,) = banner_lines(engine, None, width, UNICODE)
    assert line.startswith("The store was damaged.")
    assert line.endswith("(esc)")
    assert wrapped_lines(line, width) <= 2
    assert banner_lines(engine, None, width, UNICODE, put_away=notice) == []
    later = EngineState(replace(STATUS, notice=f"{notice} Then it went."))
    (line,) = banner_lines(later, None, width, UNICODE, put_away=notice)
    assert line == "Then it went. (esc)"
    assert "LISTENING" in _text(engine=engine)
