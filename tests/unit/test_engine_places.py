"""The command line's host and port win over the config's."""

from pathlib import Path

from sprig_tui.domain.settings import Config
from sprig_tui.engine_places import EnginePlaces

HERE = Path("/x")


def test_nothing_given_leaves_the_config_alone() -> None:
    config = Config()
    assert EnginePlaces(HERE, HERE, HERE).applied(config) is config


def test_what_is_given_wins() -> None:
    listener = EnginePlaces(HERE, HERE, HERE, host="::1", port=0).applied(Config()).listener
    assert (listener.host, listener.port) == ("::1", 0)
