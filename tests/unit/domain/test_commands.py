"""Commands in sentences."""

from sprig_tui.domain.commands import plain_command


def test_general_advice_has_the_plain_name() -> None:
    assert plain_command("key set --stdin") == "sprig-tui key set --stdin"
