"""What a newcomer copies."""

import ast
import json
import shlex

from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Listener, MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.setup_guide import (
    LISTED_KEY,
    guides,
    registration_text,
    registrations,
    sample_event,
)

URL = "http://127.0.0.1:8765"
CONFIG = Config(
    triggered_events=(
        TriggeredEvent(event="Off", enabled=False),
        TriggeredEvent(event="Cart", match=MatchType.CONTAINS),
        TriggeredEvent(event='It\'s "quoted"'),
        TriggeredEvent(event="Trial Started"),
    ),
    page_urls=(
        PageUrl(url="https://shop.example/pricing", match=MatchType.STARTS_WITH),
        PageUrl(url="/off", enabled=False),
    ),
)


def test_every_sender_is_shown_its_lines() -> None:
    """Each names the address that the listener has."""
    found = {guide.name: guide for guide in guides(URL, Config())}
    assert list(found) == ["curl", "Node", "Python", "Browser", "Segment cloud"]
    assert all("127.0.0.1:8765" in guide.text for guide in found.values())
    assert f"writeKey: 'any', host: '{URL}'" in found["Node"].text
    assert "apiHost: '127.0.0.1:8765/v1', protocol: 'http'" in found["Browser"].text
    assert "allowed_hosts" in found["Segment cloud"].text


def test_the_lines_are_what_their_language_reads() -> None:
    """Python parses, and curl gets JSON."""
    found = {guide.name: guide.text for guide in guides(URL, CONFIG)}
    assert len(ast.parse(found["Python"]).body) == 6
    words = shlex.split(found["curl"].replace("\\\n", " "))
    bodies = [json.loads(words[i + 1]) for i, word in enumerate(words) if word == "-d"]
    assert bodies == [
        {"userId": "u_1", "traits": {"plan": "pro"}},
        {"userId": "u_1", "event": "Trial Started"},
    ]


def test_configured_write_keys_are_asked_for_and_never_shown() -> None:
    """A placeholder stands where a key belongs."""
    config = Config(listener=Listener(write_keys=(Secret("wk-canary-1234"),)))
    found = guides(URL, config)
    assert all(LISTED_KEY in guide.text for guide in found if guide.name != "Segment cloud")
    assert not any("canary" in guide.text + guide.hint for guide in found)


def test_the_sample_is_a_registered_event_that_is_safe_in_quotes() -> None:
    """Otherwise the given one."""
    assert sample_event(CONFIG) == "Trial Started"
    assert sample_event(Config()) == "Signed Up"
    assert sample_event(Config(), "sprig-tui test") == "sprig-tui test"


def test_what_to_register_is_what_is_enabled() -> None:
    """Events first, then pages, ready to copy."""
    assert [one.pattern for one in registrations(CONFIG)] == [
        "Cart",
        'It\'s "quoted"',
        "Trial Started",
        "https://shop.example/pricing",
    ]
    assert registration_text(CONFIG).splitlines()[-1] == (
        "Page URL\thttps://shop.example/pricing\tstartsWith"
    )
    assert registration_text(Config()) == ""


def test_the_event_that_goes_out_is_told_where_it_has_another_name() -> None:
    """Sprig knows it by that one."""
    config = Config(
        triggered_events=(
            TriggeredEvent(event="Signed Up", sprig_event="User signed up"),
            TriggeredEvent(event="Same", sprig_event="Same"),
        ),
        page_urls=(PageUrl(url="/a", sprig_event="Priced"),),
    )
    assert [one.sent_as for one in registrations(config)] == ["User signed up", "", "Priced"]
    assert registration_text(config).splitlines() == [
        "Triggered event\tSigned Up\texactly\tUser signed up",
        "Triggered event\tSame\texactly",
        "Page URL\t/a\tlegacy\tPriced",
    ]
