"""`config schema`: the schema on stdout, for an editor."""

import json

from click.testing import CliRunner

from sprig_tui.cli.main import main
from sprig_tui.services.config_schema import config_schema


def test_the_schema_is_printed_whole() -> None:
    done = CliRunner().invoke(main, ["config", "schema"])
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == config_schema()
    assert next(iter(json.loads(done.stdout))) == "$schema"
