"""Opening the log for reading."""

from pathlib import Path

import pytest

from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import StoreTakenError
from tests import factories
from tests.cli.filling import fill

SESSION = Session(Secret())


def test_the_config_says_where_the_store_is(folder: Path) -> None:
    config = folder / "c.toml"
    config.write_text('[store]\npath = "kept.db"\n', encoding="utf-8")
    fill(folder / "kept.db", factories.identify())

    async def count() -> int:
        async with open_log(SESSION, Places(config, True, None)) as log:
            return (await log.books()).received

    assert run(count) == 1


@pytest.mark.parametrize("named", [True, False])
def test_a_store_that_is_not_there_is_said_and_reads_as_empty(
    folder: Path, capsys: pytest.CaptureFixture[str], named: bool
) -> None:
    config, store = folder / "c.toml", folder / "none.db"
    config.write_text('[store]\npath = "none.db"\n')
    places = Places(config, True, store if named else None)

    async def count() -> int:
        async with open_log(SESSION, places) as log:
            return (await log.books()).received

    assert run(count) == 0
    why = "--store" if named else f"the one of {config}"
    said = f"sprig-tui: there is no store at {store} ({why}): nothing to look at\n"
    assert capsys.readouterr().err == said
    assert not store.exists()


def test_a_store_that_is_needed_ends_the_verb_when_it_is_not_there(folder: Path) -> None:
    async def look() -> None:
        async with open_log(SESSION, Places(folder / "c.toml", False, folder / "x"), needed=True):
            pytest.fail("there is nothing to look at")

    with pytest.raises(PlainExit, match="there is no store at") as caught:
        run(look)
    assert caught.value.exit_code == 2


def test_errors_become_one_sentence_and_a_code() -> None:
    async def fail() -> None:
        raise StoreTakenError("pid 7 has it")

    with pytest.raises(PlainExit) as caught:
        run(fail)
    assert caught.value.exit_code == 3
