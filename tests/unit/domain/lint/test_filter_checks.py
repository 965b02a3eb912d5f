"""Filters that leave nothing, or do nothing."""

import pytest

from sprig_tui.domain.lint.filter_checks import check_filters
from sprig_tui.domain.settings import Config

Written = dict[str, object]
DROP, SAMPLE, TAKE, ALLOW = "drop_event", "sample_event", "drop_properties", "allow_properties"


def found(*filters: Written, kind: str = "sprig", **parts: object) -> list[tuple[int, str, str]]:
    config = Config.model_validate({"destination": {"kind": kind}, "filters": filters, **parts})
    return [(each.index, each.key, each.message) for each in check_filters(config)]


def written(condition: str, action: str = DROP, **more: object) -> Written:
    return {"if": condition, "action": action, **more}


EVERYTHING = "it drops every event, so nothing is forwarded"


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        ("all", "sprig"),
        ('type = "track" or type != "track"', "sprig"),
        ('type in ["track", "page", "identify", "alias", "delete"]', "sprig"),
        ('type in ["track", "screen", "identify"]', "sprig_actions"),
        ('type in ["track", "screen", "identify", "page", "delete"]', "gleap"),
        ('type != "Track"', "gleap"),
    ],
)
def test_a_filter_that_drops_every_event(condition: str, kind: str) -> None:
    """Of those that get as far as the filters."""
    assert (0, "if", EVERYTHING) in found(written(condition), kind=kind)


@pytest.mark.parametrize(
    "condition",
    [
        "userId != null",
        'type != "track" or userId != null',
        '!(userId = null or userId = "")',
        'typeof(userId) in ["string", "number", "bool"]',
        'typeof(userId) != "null"',
    ],
)
def test_a_filter_that_drops_what_has_a_user(condition: str) -> None:
    """Nothing else could be forwarded (design.md, section 4)."""
    message = "it drops every event that has a userId, so nothing is forwarded"
    behind = "no event that has a userId gets to it, #1 drops every event that has a userId"
    assert found(written(condition), written('event = "a"')) == [
        (0, "if", message),
        (1, "if", behind),
    ]


@pytest.mark.parametrize(
    "condition", ["length(userId) > 0", "1 <= length(userId)", 'typeof(userId) = "string"']
)
def test_a_user_that_is_a_number_may_pass(condition: str) -> None:
    """It counts as text, so a little less is certain."""
    message = "it drops every event whose userId is text, so hardly anything is forwarded"
    assert found(written(condition)) == [(0, "if", message)]


def test_users_may_be_dropped_together_or_sampled_away() -> None:
    together = "#1 and #2 drop every event that has a userId together, so nothing is forwarded"
    parts = [written('userId = "a"'), written('userId != "a" and userId != null')]
    assert found(*parts) == [(1, "if", together)]
    message = "it sends 0 % of any event that has a userId, so nothing is forwarded"
    assert found(written("userId != null", SAMPLE, percent=0)) == [(0, "if", message)]


@pytest.mark.parametrize(
    "condition",
    [
        "length(userId) > 1",
        'userId != "a"',
        "anonymousId != null",
        "userId = null",
        "userId",
        'type = "track"',
        'type in ["track", "page"]',
        'event = "a"',
        'contains(event, "a") or type = "page"',
    ],
)
def test_a_filter_that_drops_some_is_fine(condition: str) -> None:
    assert found(written(condition)) == []


def test_a_filter_that_is_off_or_does_not_parse_is_not_judged() -> None:
    assert found(written("all", enabled=False), written("=")) == []


def test_a_sample_of_nothing_drops_too() -> None:
    message = "it sends 0 % of all events, so nothing is forwarded"
    assert found(written("all", SAMPLE, percent=0.0)) == [(0, "if", message)]
    assert found(written("all", SAMPLE, percent=0.1)) == []


def test_filters_may_drop_every_event_together() -> None:
    """In Segment's order: samples come before drops, wherever they stand."""
    filters = [
        written('event = "x"', TAKE, fields={"properties": ["a"]}),
        written('type = "page"'),
        written('type != "page" and type != "track"'),
        written('type = "track"', SAMPLE, percent=0.0),
        written('type = "track"'),
    ]
    together = "#2, #3 and #4 drop every event together, so nothing is forwarded"
    behind = "no event gets to it, #2, #3 and #4 drop every event"
    assert found(*filters) == [(2, "if", together), (4, "if", behind), (0, "if", behind)]


def test_behind_one_that_drops_every_event_nothing_matters() -> None:
    filters = [written("all"), written('type = "Page"')]
    assert found(*filters) == [
        (0, "if", EVERYTHING),
        (1, "if", 'no call has the type "Page"; did you mean "page"?'),
        (1, "if", "no event gets to it, #1 drops every event"),
    ]


NEVER = "its condition is never true, so it does nothing"


@pytest.mark.parametrize("condition", ['type = "track" and type = "page"', "1 = 2"])
def test_a_condition_that_is_never_true(condition: str) -> None:
    assert found(written(condition)) == [(0, "if", NEVER)]


def test_a_type_may_be_missing_behind_a_filter_that_takes_it() -> None:
    first = written("all", TAKE, fields={"": ["type"]})
    second = written("type = null", TAKE, fields={"": ["userId"]})
    assert found(second) == [(0, "if", NEVER)]
    assert found(first, second) == []
    kept = written("all", ALLOW, fields={"": ["userId"]})
    assert found(kept, {**second, "action": ALLOW}) == []


@pytest.mark.parametrize(
    ("condition", "messages"),
    [
        ('type = "Track"', ['no call has the type "Track"; did you mean "track"?']),
        ('"pgae" = type', ['no call has the type "pgae"; did you mean "page"?']),
        ('type = "zzz" or type = "zzz"', ['no call has the type "zzz"']),
        (
            'type in ["Identify", "track", "Groop"] and event = "Track"',
            [
                'no call has the type "Identify"; did you mean "identify"?',
                'no call has the type "Groop"; did you mean "group"?',
            ],
        ),
        ("type = null", [NEVER]),
        ("type = event", []),
    ],
)
def test_a_type_that_no_call_has(condition: str, messages: list[str]) -> None:
    assert [message for _, _, message in found(written(condition))] == messages


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (written("all", SAMPLE), "it has no percent, so it lets every event pass"),
        (written("all", TAKE), "its fields name nothing, so it takes nothing out"),
        (written("all", TAKE, fields={"": []}), "its fields name nothing, so it takes nothing out"),
        (written("all", ALLOW), "it has no fields, so it takes nothing out"),
    ],
)
def test_a_filter_that_is_not_finished(entry: Written, message: str) -> None:
    assert found(entry) == [(0, "action", message)]


USER = "it takes userId out of every event, and without one nothing is forwarded"


@pytest.mark.parametrize(
    "entry",
    [
        written("all", TAKE, fields={"": ["userId"]}),
        written("all", ALLOW, fields={"": ["event", "type"]}),
        written("all", ALLOW, fields={"": []}),
        written("userId != null", TAKE, fields={"": ["userId"]}),
    ],
)
def test_nothing_is_forwarded_without_its_user(entry: Written) -> None:
    assert found(entry, triggered_events=[{"event": "a"}]) == [(0, "fields", USER)]


@pytest.mark.parametrize(
    "entry",
    [
        written('event = "a"', TAKE, fields={"": ["userId"]}),
        written("all", TAKE, fields={"properties": ["userId"], "userId": ["userId"]}),
        written("all", ALLOW, fields={"": ["userId"], "properties": ["event"]}),
    ],
)
def test_taking_other_things_is_fine(entry: Written) -> None:
    assert found(entry) == []


def test_a_track_call_needs_its_event_where_one_is_registered() -> None:
    entry = written('type = "track"', TAKE, fields={"": ["event"]})
    message = "it takes event out of every track call, so no triggered event matches"
    assert found(entry, triggered_events=[{"event": "a"}]) == [(0, "fields", message)]
    assert found(entry) == []


@pytest.mark.parametrize(
    "entry",
    [
        written("all", TAKE, fields={"properties": ["url"]}),
        written('type = "page"', TAKE, fields={"": ["properties"]}),
        written("all", ALLOW, fields={"properties": ["title"]}),
    ],
)
def test_a_page_call_needs_its_url_where_one_is_registered(entry: Written) -> None:
    urls = [{"url": "/a"}]
    message = "it takes properties.url out of every page call, so no page URL matches"
    assert found(entry, page_urls=urls) == [(0, "fields", message)]
    assert found(entry, page_urls=urls, kind="sprig_actions") == []
    assert found(entry) == []
