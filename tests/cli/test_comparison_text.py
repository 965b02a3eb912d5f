"""What `mappings test --against` and `--kind` print."""

import json
from dataclasses import replace
from typing import Any

from sprig_tui.cli.comparison_text import comparison_lines, comparison_objects
from sprig_tui.cli.rules_reading import ReadRules
from sprig_tui.cli.text_columns import WIDTH
from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.rules import Rules
from sprig_tui.services.what_would_change import compare_contents
from tests import factories

BEFORE = factories.registered()
AFTER = factories.rules(
    triggered_events=[
        {"event": "Cart\x1b", "match": "startsWith"},
        {"event": factories.BUTTON, "sprig_event": "Pressed"},
        {"event": "Off", "enabled": False},
    ]
)
LONG = f"https://shop.example/pricing/{'a' * 80}/checkout"


def compare(
    before: Rules, after: Rules, *payloads: factories.Payload, most: int = 50
) -> Comparison:
    contents = [
        factories.content_of({**payload, "messageId": str(number)})
        for number, payload in enumerate(payloads)
    ]
    return compare_contents(contents, before, after, known=[factories.USER], most=most)


def lines(before: Rules, after: Rules, found: Comparison) -> list[str]:
    shown = list(
        comparison_lines(
            ReadRules(before.source, "a.toml"), ReadRules(after.source, "b.toml"), found
        )
    )
    assert max(map(len, shown)) <= WIDTH
    assert all(line.isprintable() for line in shown)
    return shown


def usual() -> Comparison:
    return compare(
        BEFORE,
        AFTER,
        factories.track(),
        factories.page(),
        factories.track("Cart\x1b[2J"),
        factories.track("Off"),
    )


def test_the_sides_and_the_sum_come_first() -> None:
    shown = lines(BEFORE, AFTER, usual())
    assert shown[:2] == ["before: a.toml, kind sprig", "after:  b.toml, kind sprig"]
    assert shown[3].startswith("Of 4 events, 1 more would be forwarded, 1 would not be forwarded")


def test_pairs_of_reasons_have_their_names() -> None:
    text = "\n".join(lines(BEFORE, AFTER, usual()))
    assert "      1  filtered.unmapped_event -> forwarded.event\n          1  Cart\\x1b[2J" in text
    assert "      1  forwarded.event, sent differently\n" in text
    assert "\n         what is sent: other events.event (1)\n          1  Button Clicked" in text


def test_mappings_have_what_they_gain_and_lose() -> None:
    text = "\n".join(lines(BEFORE, AFTER, usual()))
    assert '       1      0  triggered event "Cart\\x1b" (startsWith) #1 (new)' in text
    assert f'       0      1  page URL "{factories.PRICING}" (exactly) (gone)' in text


def test_changes_have_a_sign_and_both_sides() -> None:
    shown = lines(BEFORE, AFTER, usual())[-4:]
    assert [line[0] for line in shown] == ["~", "-", "+", "~"]
    assert shown[0].endswith("event #1 -> event #2 as Pressed")
    assert shown[1].endswith("page #1 -> unmapped page")
    assert shown[2].endswith("unmapped event -> event #1")
    assert shown[3].endswith("unmapped event -> mapping disabled #3")


def test_another_mapping_alone_is_listed_and_counted() -> None:
    after = factories.rules(
        triggered_events=[{"event": "x"}, {"event": factories.BUTTON, "match": "contains"}]
    )
    found = compare(BEFORE, after, factories.track(), factories.track())
    shown = lines(BEFORE, after, found)
    assert "Of 2 events, 2 would be forwarded by another mapping." in shown
    assert "      2  forwarded.event, by another mapping" in shown
    assert shown[-1][0] == "~"
    assert shown[-1].endswith("event #1 -> event #2")
    sums, *changes = objects(found)
    assert (sums["other_mapping"], sums["other_reason"], sums["sends_other"]) == (2, 0, 0)
    assert [shift["other_mapping"] for shift in sums["shifts"]] == [True]
    assert [change["other_mapping"] for change in changes] == [True, True]


def test_a_long_url_keeps_its_end() -> None:
    before = factories.rules(page_urls=[{"url": "pricing", "match": "contains"}])
    shown = lines(before, AFTER, compare(before, AFTER, factories.page(LONG)))
    assert "shop.example" in shown[-1]
    assert "/checkout  page #1 -> unmapped page" in shown[-1]


def test_what_is_sent_otherwise_without_a_name_says_so() -> None:
    after = factories.registered("sprig_actions")
    found = compare(BEFORE, after, factories.identify())
    shown = lines(BEFORE, after, found)
    assert shown[-1].endswith("identify -> identify, without emailAddress")
    assert "         what is sent: without emailAddress (1)" in shown
    sums, change = objects(found)
    assert sums["shifts"][0]["sent"] == [{"words": "without emailAddress", "events": 1}]
    assert change["sent"] == ["without emailAddress"]


def test_a_nameless_change_and_a_list_that_is_cut_are_shown() -> None:
    after = factories.registered("sprig_actions")
    found = compare(BEFORE, after, *(factories.alias() for _ in range(3)), most=1)
    shown = lines(BEFORE, after, found)
    assert shown[-2].startswith("- 1  alias    - ")
    assert shown[-1] == "… and 2 more (--changes N lists N)"


def test_the_rest_of_the_names_is_counted() -> None:
    tracks = [factories.track(f"E{number}") for number in range(8)]
    after = factories.rules(auto_accept_events=True)
    assert "          3  others" in lines(BEFORE, after, compare(BEFORE, after, *tracks))


def test_nothing_changed_is_one_sentence() -> None:
    shown = lines(BEFORE, BEFORE, compare(BEFORE, BEFORE, factories.track()))
    assert shown[-1] == "Nothing changes for 1 event."


def test_part_of_the_log_is_said_to_be_one() -> None:
    shown = lines(BEFORE, BEFORE, replace(Comparison(), older=True))
    assert shown[-1] == "These are the newest events of the log; it holds older ones."


def objects(found: Comparison) -> list[dict[str, Any]]:
    sides = ReadRules(BEFORE.source, "a.toml"), ReadRules(AFTER.source, "b.toml")
    return [json.loads(line) for line in comparison_objects(*sides, found)]


def test_json_lines_are_the_sums_and_each_change() -> None:
    sums, *changes = objects(usual())
    assert sums["object"] == "comparison"
    assert sums["before"] == {"config": "a.toml", "kind": "sprig"}
    assert (sums["looked_at"], sums["gained"], sums["lost"]) == (4, 1, 1)
    assert (sums["sends_other"], sums["other_reason"], sums["other_mapping"]) == (1, 1, 0)
    assert {"before": "forwarded.event", "after": "forwarded.event", "events": 1} in sums["steps"]
    assert sums["shifts"][0]["names"][0]["events"] == 1
    assert {one["table"] for one in sums["mappings"]} == {"triggered_events", "page_urls"}
    assert [one["object"] for one in changes] == ["change"] * 4
    assert changes[0]["after"]["sends"] == "Pressed"
    assert changes[1]["before"]["mapping"] == {"table": "page_urls", "index": 0}
    assert changes[1]["after"]["mapping"] is None
    assert (changes[2]["id"], changes[2]["moves"], changes[2]["user_id"]) == ("3", True, "u-1")
