"""What a kind of destination has no use for."""

import pytest

from sprig_tui.domain.lint.kind_checks import check_kind, useless_part
from sprig_tui.domain.settings import Config, Kind, PageUrl, TriggeredEvent


def found(kind: str, *page_urls: dict[str, object], **destination: object) -> list[tuple[str, str]]:
    written = {"destination": {"kind": kind, **destination}, "page_urls": page_urls}
    return list(check_kind(Config.model_validate(written)))


URL: dict[str, object] = {"url": "/a"}
NAMED: dict[str, object] = {"url": "/a", "sprig_event": "seen"}
OFF: dict[str, object] = {**NAMED, "enabled": False}


def test_page_urls_never_win_without_page_calls() -> None:
    """One warning for the table, at the first that is switched on."""
    assert found("sprig_actions", URL) == [
        (
            "page_urls.0.url",
            "[[page_urls]] #1: it can never win: Sprig (Actions) takes no Page calls",
        )
    ]
    ((key, message),) = found("sprig_actions", OFF, *[NAMED] * 1001)
    assert key == "page_urls.1.url"
    assert "#2: it can never win, like 1,000 more: " in message
    assert found("sprig_actions", OFF) == []
    assert found("sprig", URL, NAMED) == []


def test_gleap_gets_every_page_by_one_name() -> None:
    """Whatever the mapping calls it."""
    message = "[[page_urls]] #2: its sprig_event is not sent: Gleap gets every page as pageView"
    assert found("gleap", URL, NAMED, OFF) == [("page_urls.1.sprig_event", message)]


@pytest.mark.parametrize("kind", ["sprig_actions", "gleap"])
def test_only_sprig_asks_who_is_known(kind: str) -> None:
    """Its default is in every file, and says nothing."""
    ((key, message),) = found(kind, unknown_users="forward")
    assert key == "destination.unknown_users"
    assert "does nothing" in message
    assert found(kind, unknown_users="filter") == []
    assert found("sprig", unknown_users="forward") == []


def test_auto_accept_is_nothing_to_a_gleap_without_mappings() -> None:
    """Which gets every event; with mappings it accepts those that none names."""
    ((key, message),) = found("gleap", auto_accept_events=True)
    assert key == "destination.auto_accept_events"
    assert "Gleap gets every event" in message
    assert found("gleap", URL, auto_accept_events=True) == []
    assert found("sprig", auto_accept_events=True) == []


def test_triggered_events_are_of_use_to_every_kind() -> None:
    entry = TriggeredEvent(event="a", sprig_event="b")
    assert [useless_part(kind, entry) for kind in Kind] == [None] * 3
    assert useless_part(Kind.SPRIG, PageUrl(url="/a", sprig_event="b")) is None
