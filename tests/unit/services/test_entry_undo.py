"""Taking back what an edit made of one entry."""

import pytest

from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigEdit,
    ConfigSnapshot,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UpdateEntry,
)
from sprig_tui.domain.settings import Config, PageUrl
from sprig_tui.services.entry_undo import (
    EntryChange,
    KeyChange,
    Place,
    given,
    plan_back,
    single_change,
)

A, B, C = (PageUrl(url=f"/{name}") for name in "abc")


def state(*entries: PageUrl) -> ConfigSnapshot:
    return ConfigSnapshot(Config(page_urls=entries), "/c.toml", "")


@pytest.mark.parametrize(
    ("edit", "after", "change", "back"),
    [
        (InsertEntry("page_urls", 1, {}), (A, C, B), (None, 1, C, 1), RemoveEntry("page_urls", 1)),
        (
            UpdateEntry("page_urls", 1, {}),
            (A, C),
            (B, 1, C, 1),
            UpdateEntry("page_urls", 1, {"url": "/b"}),
        ),
        (
            RemoveEntry("page_urls", 0),
            (B,),
            (A, 0, None, 0),
            InsertEntry("page_urls", 0, {"url": "/a", "match": "legacy"}),
        ),
        (MoveEntry("page_urls", 0, 1), (B, A), (A, 0, A, 1), MoveEntry("page_urls", 1, 0)),
    ],
)
def test_an_edit_of_an_entry_is_known_and_taken_back(
    edit: ConfigEdit,
    after: tuple[PageUrl, ...],
    change: tuple[PageUrl | None, int, PageUrl | None, int],
    back: ConfigEdit,
) -> None:
    known = single_change([edit], state(A, B), state(*after))
    one, at, other, to = change
    assert known == EntryChange("page_urls", Place(one, at), Place(other, to))
    assert plan_back(known, state(*after)) == (known.reversed(), [back])


@pytest.mark.parametrize(
    "edits", [[], [SetKey(("ui", "theme"), "x")] * 2, [RemoveEntry("page_urls", 0)] * 2]
)
def test_several_edits_are_not_about_one_thing(edits: list[ConfigEdit]) -> None:
    assert single_change(edits, state(A), state(A)) is None


def test_an_entry_is_found_where_it_is_now() -> None:
    change = EntryChange("page_urls", Place(A, 0), Place(B, 0))
    back, edits = plan_back(change, state(C, B))
    assert edits == [UpdateEntry("page_urls", 1, {"url": "/a"})]
    assert back == EntryChange("page_urls", Place(B, 1), Place(A, 1))


@pytest.mark.parametrize("entries", [(), (C,), (C, B, B)])
def test_an_entry_that_is_gone_or_there_twice_is_a_conflict(entries: tuple[PageUrl, ...]) -> None:
    change = EntryChange("page_urls", Place(A, 0), Place(B, 0))
    with pytest.raises(ConfigConflictError):
        plan_back(change, state(*entries))


def test_a_new_entry_writes_no_key_that_is_taken_out() -> None:
    assert given({"note": None, "url": "/a"}) == {"url": "/a"}


def test_a_setting_that_was_changed_since_is_left_alone() -> None:
    change = KeyChange(("ui", "theme"), None, "sprig-light")
    with pytest.raises(ConfigConflictError):
        plan_back(change, state())


def test_a_setting_that_was_taken_out_is_set_again() -> None:
    change = KeyChange(("ui", "theme"), "sprig-light", None)
    back = change.reversed(), [SetKey(("ui", "theme"), "sprig-light")]
    assert plan_back(change, state()) == back


def test_an_entry_that_another_hand_put_back_is_not_added_twice() -> None:
    change = EntryChange("page_urls", Place(B, 1), Place(None, 1))
    with pytest.raises(ConfigConflictError, match="the file has it already"):
        plan_back(change, state(A, B, C))
