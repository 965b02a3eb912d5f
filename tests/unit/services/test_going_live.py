"""What is said before deliveries begin."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane, LaneFigures
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Environment
from sprig_tui.services.going_live import GoLive, going_live, released, starts_sending

KEYS = '[destination.api_keys]\ndevelopment = "dev-canary-1234"\nproduction = "prod-canary-5678"\n'
OURS = Lane()


def asked(
    config: str, *lanes: LaneFigures, environment_key: str = "", named: bool = False
) -> GoLive:
    snapshot = read_config(config, "/c.toml", environment_key=Secret(environment_key))
    return going_live(snapshot, lanes, named_explicitly=named)


def figures(lane: Lane, rows: int, users: int = 1) -> LaneFigures:
    held = {DeliveryState.HELD: rows - 1, DeliveryState.RETRYING: 1}
    return LaneFigures(lane, held, users)


def test_what_waits_is_counted_and_where_it_goes_is_named() -> None:
    """Host, kind, and the key of the chosen environment by its last characters only."""
    found = asked(KEYS, figures(OURS, 1204, 12))
    text = "\n".join(found.lines)
    assert "1,204 waiting events leave at once and in order" in text
    assert "To    api.sprig.com" in text
    assert "Key   development ••••••••1234" in text
    assert "Kind  sprig" in text
    assert "dry run stays so" in text
    assert (found.warning, found.refusal) == ("", "")
    assert "canary" not in repr(found)
    assert "minutes" not in text


@pytest.mark.parametrize(
    ("rows", "words"),
    [(0, "Nothing waits now"), (1, "1 waiting event leaves at once")],
)
def test_one_and_none_are_said_as_such(rows: int, words: str) -> None:
    lanes = [figures(OURS, rows)] if rows else []
    assert asked(KEYS, *lanes).lines[0].startswith(words)


def test_production_is_warned_of() -> None:
    """By word, and with its own key."""
    found = asked('[destination]\nenvironment = "production"\n' + KEYS)
    assert found.warning.startswith("PRODUCTION")
    assert "Key   production ••••••••5678" in found.lines


def test_other_lanes_stay_held() -> None:
    """A row goes only to what it was decided for (design.md, section 6)."""
    other = Lane(environment=Environment.PRODUCTION)
    text = "\n".join(asked(KEYS, figures(OURS, 2), figures(other, 30)).lines)
    assert "2 waiting events leave" in text
    assert "30 wait for another destination and stay held." in text
    assert "1 waits for another destination and stays held." in asked(KEYS, figures(other, 1)).lines


def test_a_queue_longer_than_the_limit_tells_how_long_it_takes() -> None:
    """Sprig's limit is 1,000 requests in 5 minutes, and each user takes one; Gleap has none."""
    lines = asked(KEYS, figures(OURS, 9_000, 3_000)).lines
    assert any("3,000 users take about 15 minutes" in line for line in lines)
    gleap = Lane(kind=read_config('[destination]\nkind = "gleap"', "/c", environment_key=Secret())
                 .config.destination.kind)  # fmt: skip
    lines = asked('[destination]\nkind = "gleap"\n' + KEYS, figures(gleap, 9_000, 3_000)).lines
    assert not any("minutes" in line for line in lines)


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ("", ("NO KEY.", "development environment", "Settings")),
        ('[destination]\nenvironment = "production"', ("NO KEY.", "production environment")),
        ('[destination]\nendpoint = "http://far.example"\n' + KEYS, ("BAD ENDPOINT.",)),
    ],
)
def test_what_could_not_be_sent_is_refused(config: str, words: tuple[str, ...]) -> None:
    """With what to do about it."""
    found = asked(config)
    assert all(word in found.refusal for word in words)
    assert found.lines == ()


def test_a_key_from_the_environment_is_named_and_not_lured_away() -> None:
    """Only an explicitly named config may send it to a host of its own (design.md, section 3)."""
    assert any("$SPRIG_TUI_API_KEY" in line for line in asked("", environment_key="e" * 9).lines)
    elsewhere = '[destination]\nendpoint = "https://far.example"'
    assert "is not sent to far.example" in asked(elsewhere, environment_key="e" * 9).refusal
    named = asked(elsewhere, environment_key="e" * 9, named=True)
    assert "To    far.example" in named.lines


LIVE = '[destination]\nmode = "live"\n'


@pytest.mark.parametrize(
    ("before", "after", "starts"),
    [
        ("", LIVE + KEYS, True),
        (LIVE, LIVE + KEYS, True),
        (LIVE + 'endpoint = "https://far.example"\n' + KEYS, LIVE + KEYS, True),
        (LIVE + 'kind = "gleap"\n' + KEYS, LIVE + KEYS, True),
        (LIVE + KEYS, LIVE + 'environment = "production"\n' + KEYS, True),
        (LIVE + KEYS, LIVE + KEYS.replace("dev-canary", "new-canary"), True),
        (LIVE + KEYS, LIVE + KEYS.replace("prod-canary", "new-canary"), False),
        (LIVE + KEYS, LIVE, False),
        (LIVE + KEYS, KEYS, False),
        ("", KEYS, False),
    ],
)
def test_what_lets_rows_flow_is_known(before: str, after: str, starts: bool) -> None:
    """A mode, a lane or a key that rows wait for."""
    states = [read_config(text, "/c", environment_key=Secret()) for text in (before, after)]
    assert starts_sending(*states, named_explicitly=False) is starts


def test_only_rows_of_the_lane_in_use_are_released() -> None:
    """And none by a mode that sends nothing."""
    lanes = [figures(OURS, 3), figures(Lane(environment=Environment.PRODUCTION), 5)]
    for text, count in ((LIVE + KEYS, 3), (KEYS, 0), (LIVE, 0)):
        snapshot = read_config(text, "/c", environment_key=Secret())
        assert released(snapshot, lanes, named_explicitly=False) == count
