"""What an import makes of the config."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.mapping_exchange.csv_table import read_csv
from sprig_tui.domain.mapping_exchange.exchanged import ReadMappings
from sprig_tui.domain.mapping_exchange.tracking_plan import read_plan
from sprig_tui.services.edit_history import EditHistory
from sprig_tui.services.mapping_import import ImportPlan, plan_import
from tests.fakes.config import MemoryConfigRepository

FILE = """\
# the first
[[triggered_events]]
event = "A"  # a
note = "mine"

[[triggered_events]]
event = "B"
enabled = false

[[page_urls]]
url = "/u"
"""
HEAD = "table,pattern,match,sprig_event,enabled,note\n"


async def imported(
    read: ReadMappings, text: str = FILE, *, replace: bool = False
) -> tuple[ImportPlan, str]:
    """The plan, and the file after it was saved and undone once."""
    repository = MemoryConfigRepository(text)
    history = EditHistory(repository)
    plan = plan_import(read, await repository.load(), label="import", replace=replace)
    await history.save(plan.planned)
    saved = repository.text
    await history.undo()
    assert repository.text == text
    return plan, saved


async def events(text: str) -> str:
    config = (await MemoryConfigRepository(text).load()).config
    return " ".join(
        f"{one.event}{'' if one.enabled else '-'}{one.note}" for one in config.triggered_events
    )


async def test_a_merge_adds_what_is_new_and_changes_what_is_said_otherwise() -> None:
    """In place, with comments; it removes nothing, and new ones come last."""
    read = read_csv(HEAD + "event,C,,,,\nevent,B,,,true,\nevent,A,,,true,mine\n")
    plan, text = await imported(read)
    assert plan.sentence == "added 1, changed 1, already there 1"
    assert await events(text) == "Amine B C"
    assert text.startswith('# the first\n[[triggered_events]]\nevent = "A"  # a\n')
    assert 'url = "/u"' in text


async def test_a_plan_says_nothing_against_notes_and_switches() -> None:
    plan, text = await imported(read_plan('["A", "B", "D"]'))
    assert plan.sentence == "added 1, changed 0, already there 2"
    assert await events(text) == "Amine B- D"


async def test_in_the_place_of_the_lists() -> None:
    """The others go, the order is the file's, and comments of those that stay are kept."""
    plan, text = await imported(read_csv(HEAD + "event,C,,,,\nevent,A,,,,x\n"), replace=True)
    assert plan.sentence == "added 1, changed 1, already there 0, removed 2"
    would = "would add 1, would change 1, already there 0, would remove 2"
    assert plan.intention == would
    assert await events(text) == "C Ax"
    assert "# the first" in text
    assert "page_urls" not in text


async def test_a_plan_replaces_only_the_list_that_it_can_speak_of() -> None:
    plan, text = await imported(read_plan('["B", "A"]'), replace=True)
    assert plan.sentence == "added 0, changed 0, already there 2, moved 1"
    assert await events(text) == "B- Amine"
    assert 'url = "/u"' in text


async def test_what_the_form_cannot_name_is_counted_before_it_goes() -> None:
    """A plan knows no switched-off events; a table knows everything, so that it means it."""
    plan, _ = await imported(read_plan('["C"]'), replace=True)
    assert (plan.removed, plan.inexpressible) == (2, 1)
    assert plan.loss.startswith("1 of the 2 mappings that would be removed are of kinds")
    plan, _ = await imported(read_csv(HEAD + "event,C,,,,\n"), replace=True)
    assert (plan.removed, plan.inexpressible, plan.loss) == (3, 0, "")


async def test_mappings_alike_are_counted_one_by_one() -> None:
    """Of three in the file and two in the config, one is new."""
    text = '[[page_urls]]\nurl = "/a"\n' * 2
    plan, _ = await imported(read_csv("table,pattern\nurl,/a\nurl,/a\nurl,/a\n"), text)
    assert (plan.added, plan.same) == (1, 2)


async def test_the_same_import_again_changes_nothing() -> None:
    read = read_csv(HEAD + "event,C,contains,S,false,n\nurl,/v,,,,\n")
    _, text = await imported(read)
    plan, again = await imported(read, text)
    assert (plan.sentence, again) == ("added 0, changed 0, already there 2", text)


async def test_refusals_and_notes_are_kept_and_counted() -> None:
    plan, _ = await imported(read_csv("table,pattern,x\nevent,\nevent,D\n"))
    assert plan.sentence.endswith("refused 1")
    assert [str(one) for one in plan.refusals] == ["line 2: the pattern is missing"]
    assert list(plan.notes) == ['the column "x" is not read']


@pytest.mark.parametrize(("count", "fits"), [(47, True), (48, False)])
async def test_gleap_takes_only_fifty(count: int, fits: bool) -> None:
    base = await MemoryConfigRepository('[destination]\nkind = "gleap"\n' + FILE).load()
    rows = "".join(f"event,E{number}\n" for number in range(count))
    plan = plan_import(read_csv("table,pattern\n" + rows), base)
    assert (plan.problem == "") == fits
    assert fits or "at most 50" in plan.problem


NAMES = st.lists(st.sampled_from("ABCDE"), max_size=6)


@given(NAMES, NAMES, st.booleans())
async def test_what_is_said_is_there_afterwards(
    old: list[str], new: list[str], replace: bool
) -> None:
    """All of it, in its order when it replaces the list; a merge loses nothing."""
    repository = MemoryConfigRepository(
        "".join(f'[[triggered_events]]\nevent = "{name}"\n' for name in old)
    )
    rows = "".join(f"event,{name}\n" for name in new)
    plan = plan_import(read_csv("table,pattern\n" + rows), await repository.load(), replace=replace)
    after = await EditHistory(repository).save(plan.planned)
    names = [one.event for one in after.config.triggered_events]
    if replace:
        assert names == new
    else:
        assert names[: len(old)] == old
        assert {name: names.count(name) for name in "ABCDE"} == {
            name: max(old.count(name), new.count(name)) for name in "ABCDE"
        }
