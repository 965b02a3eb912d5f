"""Edits of a text: what it says afterwards, and what of it stays as it was."""

import re
import tomllib
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.config import text_edit
from sprig_tui.adapters.config.data_edit import drop_emptied, edit_data, same_data
from sprig_tui.adapters.config.steps import Change, Removal, steps_of
from sprig_tui.adapters.config.text_edit import EditRefusedError, edit_snapshot, edit_text
from sprig_tui.domain.config_edits import (
    ConfigEdit,
    ConfigError,
    ConfigSnapshot,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)
from sprig_tui.domain.settings import Config
from tests.adapters.config.random_arrays import random_array
from tests.adapters.config.toml_files import TABLES, random_edit, random_file


def lines_of(text: str) -> "Counter[str]":
    """How often each line stands in a text, its end left out."""
    return Counter(line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_edits_say_what_they_must_and_keep_the_rest(random: Random) -> None:
    """One after the other on files of all spellings, none of which needs the last resort."""
    text = random_file(random)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_edit, "_rewritten", lambda *_args: "=")
        for _ in range(3):
            said = tomllib.loads(text.removeprefix("\ufeff"))
            edit = random_edit(random, {table: len(said.get(table, ())) for table in TABLES})
            after = edit_text(text, [edit])
            check_data(edit, said, tomllib.loads(after.removeprefix("\ufeff")))
            check_lines(edit, text, after)
            text = after


def check_data(edit: ConfigEdit, said: dict[str, Any], now: dict[str, Any]) -> None:
    """The edit did what it must to what the file said, and nothing else."""
    for step in steps_of([edit]):
        edit_data(said, step)
        if isinstance(step, Change) and step.value is None and not same_data(now, said):
            drop_emptied(said, step.path)
        if isinstance(step, Removal) and now.get(step.table) == []:
            said.setdefault(step.table, [])
    assert same_data(now, said)


def check_lines(edit: ConfigEdit, before: str, after: str) -> None:
    """Lines that had nothing to do with the edit are all still there."""
    assert after.startswith("\ufeff") == before.startswith("\ufeff")
    lost = lines_of(before) - lines_of(after)
    lost_comments = [line for line in lost if line.lstrip().startswith("#")]
    if not isinstance(edit, RemoveEntry):
        assert lost_comments == []
    if isinstance(edit, InsertEntry | MoveEntry) and f"{edit.table} = " not in before:
        assert [line for line in lost if line.strip()] == []
    if "\r\n" in before:
        assert after.count("\n") == after.count("\r\n")


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=True))
def test_edits_of_a_list_in_brackets_cost_only_the_comments_of_removed_entries(
    random: Random,
) -> None:
    """Also where the list is emptied and filled again; no edit needs the last resort."""
    array = random_array(random, most=1)
    text = f"a = 1\n# above\npage_urls = {array.text} # keep me\n[ui]\n"
    owners = {"# above": "", "# keep me": ""} | {
        comment: "" if owner is None else array.items[owner]["url"]
        for comment, owner in array.owners.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_edit, "_rewritten", lambda *_args: "=")
        for number in range(6):
            said = tomllib.loads(text)["page_urls"]
            edit = random_list_edit(random, said, f"new {number}")
            text = edit_text(text, [edit])
            if isinstance(edit, RemoveEntry):
                gone = said[edit.index]["url"]
                owners = {comment: owner for comment, owner in owners.items() if owner != gone}
            expected: dict[str, Any] = {"page_urls": said}
            edit_data(expected, next(steps_of([edit])))
            assert same_data(tomllib.loads(text)["page_urls"], expected.get("page_urls", []))
            assert text.count("# ") == 2
            assert set(re.findall(r"#(?:head|free|above|behind|in|tail)-\d+-,\]\}", text)) == {
                comment for comment in owners if not comment.startswith("# ")
            }


def random_list_edit(random: Random, entries: list[dict[str, Any]], url: str) -> ConfigEdit:
    """An edit of `page_urls`, which has `entries`."""
    kind = random.choice(("insert", "update", "remove", "remove", "move"))
    if kind == "insert" or not entries:
        return InsertEntry("page_urls", random.randint(0, len(entries)), {"url": url})
    index = random.randrange(len(entries))
    if kind == "update":
        return UpdateEntry("page_urls", index, {"note": random.choice((None, "it's"))})
    if kind == "remove":
        return RemoveEntry("page_urls", index)
    return MoveEntry("page_urls", index, random.randrange(len(entries)))


def test_an_empty_list_with_a_comment_stays_where_it_is() -> None:
    """What was added can be removed again, and no byte is another."""
    text = "a = 1\npage_urls = [] # keep me\n[ui]\n"
    more = edit_text(text, [InsertEntry("page_urls", 0, {"url": "x"})])
    assert more == text.replace("[]", '[{ url = "x" }]')
    assert edit_text(more, [RemoveEntry("page_urls", 0)]) == text


def test_setting_what_is_already_said_changes_no_byte() -> None:
    """However oddly it is written."""
    text = "[destination]\r\n\tmode='live'#x"
    assert edit_text(text, [SetKey(("destination", "mode"), "live")]) == text
    assert edit_text(text, [UnsetKey(("destination", "kind"))]) == text
    assert edit_text(text, []) == text


def test_keys_of_other_tables_are_never_captured() -> None:
    """Tomlkit 0.15.2 makes `a.new.z` of the `z` that follows a dotted key (reliability.md, 0.7)."""
    text = "ui.theme = 1\nz = 2\n"
    after = edit_text(text, [SetKey(("ui", "keys", "app.quit"), "Q")])
    assert tomllib.loads(after) == {"ui": {"theme": 1, "keys": {"app.quit": "Q"}}, "z": 2}


def test_interleaved_tables_stay_interleaved() -> None:
    """Tomlkit 0.15.2 puts them in order (reliability.md, section 5)."""
    text = "".join(
        f'[[triggered_events]]\nevent = "{n}"\n[[page_urls]]\nurl = "{n}"\n' for n in range(3)
    )
    edit = UpdateEntry("triggered_events", 1, {"event": "x"})
    assert edit_text(text, [edit]) == text.replace('event = "1"', 'event = "x"')


def test_a_thousand_entries_are_added_at_once() -> None:
    """Not a thousand times the whole file."""
    edits = [InsertEntry("page_urls", index, {"url": str(index)}) for index in range(1000)]
    said = tomllib.loads(edit_text("# mine\n", edits))
    assert [entry["url"] for entry in said["page_urls"]] == [str(index) for index in range(1000)]


def nothing_proposed(*_args: object, **_kwargs: object) -> list[str]:
    """No candidate."""
    return []


def test_the_last_resort_writes_the_table_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its own lines go; other tables and their comments stay."""
    monkeypatch.setattr(text_edit, "set_key", nothing_proposed)
    monkeypatch.setattr(text_edit, "unset_key", nothing_proposed)
    text = "[ui]\r\ntheme = 'a'\r\n\r\n# mine\r\n[store]\r\nkeep_days = 1\r\n"
    after = edit_text(text, [SetKey(("ui", "theme"), "b")])
    rest = "# mine\r\n[store]\r\nkeep_days = 1\r\n"
    assert after == f'{rest}\r\n[ui]\r\ntheme = "b"\r\n'
    assert edit_text("[ui]\n\n# a\n", [UnsetKey(("ui",))]) == "# a\n"


def test_an_edit_that_cannot_be_made_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names what was to be edited, and no value."""
    monkeypatch.setattr(text_edit, "_as_asked", lambda *_args: False)
    with pytest.raises(EditRefusedError, match=r"the key destination\.mode"):
        edit_text("", [SetKey(("destination", "mode"), "canary")])
    with pytest.raises(EditRefusedError, match=r"the table \[\[page_urls\]\]"):
        edit_text("", [InsertEntry("page_urls", 0, {"url": "canary"})])
    base = ConfigSnapshot(Config(), "/c.toml", "")
    with pytest.raises(ConfigError, match="use an editor") as caught:
        edit_snapshot(base, [SetKey(("destination", "mode"), "canary")])
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("proposal", ["=", "[" * 5000])
def test_a_proposal_that_is_not_toml_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, proposal: str
) -> None:
    """Tomllib is the judge."""
    monkeypatch.setattr(text_edit, "set_key", lambda *_args: [proposal, "version = 2"])
    assert edit_text("version = 1", [SetKey(("version",), 2)]) == "version = 2"


def test_a_snapshot_is_edited_by_its_text() -> None:
    """The file is not looked at."""
    base = ConfigSnapshot(Config(), "/c.toml", "version = 1 # v")
    assert edit_snapshot(base, [SetKey(("version",), 2)]) == "version = 2 # v"
