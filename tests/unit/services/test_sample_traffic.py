"""The demo's traffic."""

import tomllib
from itertools import islice

from sprig_tui.domain.settings import Config
from sprig_tui.services.sample_traffic import demo_config, sample_traffic


def test_the_same_seed_gives_the_same_events() -> None:
    first = list(islice(sample_traffic(1, "a"), 50))
    assert first == list(islice(sample_traffic(1, "a"), 50))
    assert first != list(islice(sample_traffic(2, "a"), 50))


def test_every_message_id_is_unique_and_every_call_type_occurs() -> None:
    events = list(islice(sample_traffic(1, "a"), 2_000))
    assert len({event["messageId"] for event in events}) == len(events)
    assert {event["type"] for event in events} == {"identify", "track", "page", "group", "alias"}


def test_the_demo_config_delivers_to_the_stand_in_alone() -> None:
    config = Config.model_validate(tomllib.loads(demo_config("http://127.0.0.1:9")))
    assert config.destination.mode == "live"
    assert config.destination.endpoint == "http://127.0.0.1:9"
    assert config.destination.api_key()
    assert config.triggered_events
    assert config.page_urls
