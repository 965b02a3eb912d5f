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


def test_errors_become_one_sentence_and_a_code() -> None:
    async def fail() -> None:
        raise StoreTakenError("pid 7 has it")

    with pytest.raises(PlainExit) as caught:
        run(fail)
    assert caught.value.exit_code == 3
