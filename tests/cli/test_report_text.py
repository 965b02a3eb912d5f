"""The report of `mappings test`, printed."""

import json
from typing import Any

from sprig_tui.cli.report_text import report_lines, report_objects
from sprig_tui.cli.rules_reading import ReadRules
from sprig_tui.cli.text_columns import WIDTH
from sprig_tui.domain.decision import MappingRef
from sprig_tui.services.mapping_report import report_contents
from tests import factories

RULES = factories.registered(
    triggered_events=[
        {"event": factories.BUTTON, "sprig_event": "Pressed"},
        {"event": "Old", "enabled": False},
    ],
    filters=[{"name": "no carts", "if": 'event = "Cart"', "action": "drop_event"}],
)
PROBLEMS = {MappingRef("page_urls", 0): "it never matches"}
READ = ReadRules(RULES.source, "sprig.toml", PROBLEMS)
LONG = f"https://shop.example/{'a' * 120}"


def events() -> list[factories.Payload]:
    payloads = [
        factories.identify(),
        factories.track(),
        factories.track("button clicked"),
        factories.track("Evil\x1b[2J"),
        factories.track("Cart"),
        factories.group(),
        factories.page(LONG),
        factories.page(f"{LONG}?q=1"),
        *(factories.track(f"E{number}") for number in range(10)),
    ]
    return [{**payload, "messageId": str(n)} for n, payload in enumerate(payloads)]


def lines() -> list[str]:
    found = report_contents(map(factories.content_of, events()), RULES, problems=PROBLEMS)
    return list(report_lines(READ, found))


def objects() -> list[dict[str, Any]]:
    found = report_contents(map(factories.content_of, events()), RULES, problems=PROBLEMS)
    return [json.loads(line) for line in report_objects(READ, found)]


def test_every_line_is_harmless_and_fits() -> None:
    assert max(map(len, lines())) <= WIDTH
    assert all(line.isprintable() for line in lines())
    assert any("Evil\\x1b[2J" in line for line in lines())


def test_the_report_begins_with_what_was_looked_at() -> None:
    assert lines()[0] == "sprig.toml, kind sprig: 18 events"
    assert "      2  forwarded" in lines()
    assert "        1  forwarded.event" in lines()


def test_mappings_have_their_number_hits_and_problem() -> None:
    text = "\n".join(lines())
    assert '      1           1          1  "Button Clicked" exactly -> "Pressed"' in text
    assert '      2  off      0          0  "Old" exactly' in text
    assert f'"{factories.PRICING}" exactly\n{" " * 32}it never matches' in text


def test_filters_call_types_and_unmapped_names_are_listed() -> None:
    text = "\n".join(lines())
    assert '      1  Destination filter 1 "no carts" drops this event.' in text
    assert "Call types that Sprig does not take\n      1  group" in text
    assert "      1  button clicked\n" in text
    assert '#1 "Button Clicked" would match' in text
    assert "(and 1 like it)" in text
    assert "to add: page URL" in text
    assert lines()[-1] == "2 further names without a mapping"


def test_a_report_of_part_of_the_log_says_so() -> None:
    from dataclasses import replace

    found = replace(report_contents([], RULES), older=True)
    assert next(report_lines(READ, found)).endswith("0 events (the newest ones of the log)")


def test_an_empty_report_has_no_empty_parts() -> None:
    read = ReadRules(factories.rules().source)
    text = "\n".join(report_lines(read, report_contents([], factories.rules())))
    assert text.startswith("no config file: the defaults, kind sprig: 0 events")
    for word in ("Mappings", "filters", "Call types", "No mapping", "further"):
        assert word not in text


def test_json_lines_are_the_sums_the_mappings_and_the_unmapped_names() -> None:
    report, *rest = objects()
    assert (report["object"], report["looked_at"], report["older"]) == ("report", 18, False)
    assert report["outcomes"] == {"forwarded": 2, "filtered": 16, "rejected": 0}
    assert report["reasons"]["forwarded.identify"] == 1
    assert report["unsupported"] == [{"type": "group", "events": 1}]
    assert report["unmapped_left_out"] == 2
    assert [one["object"] for one in rest] == ["mapping"] * 3 + ["unmapped"] * 11
    assert (rest[0]["hits"], rest[0]["sprig_event"], rest[2]["problem"]) == (
        1,
        "Pressed",
        "it never matches",
    )
    assert rest[-1]["proposal"] == {"pattern": LONG, "match": "startsWith"}
