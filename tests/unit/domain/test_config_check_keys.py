"""One key for both environments is warned of."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.config_checks import check_keys
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config

SAME = '[destination.api_keys]\ndevelopment = "canary-1"\nproduction = "canary-1"\n'


def test_the_same_key_twice_is_told_with_its_line_and_without_the_key() -> None:
    """Also where the environment's key wins, for the file is what is warned of."""
    for environment in ("", "other"):
        snapshot = read_config(SAME, "/c", environment_key=Secret(environment))
        (problem,) = snapshot.problems
        assert (problem.severity, problem.line) == ("warning", 3)
        assert problem.key == "destination.api_keys.production"
        assert "the development and production keys are the same: " in problem.message
        assert "canary" not in str(problem)


@pytest.mark.parametrize("text", ["", SAME.replace("y-1", "y-2", 1), SAME.replace("canary-1", "")])
def test_two_keys_and_none_are_fine(text: str) -> None:
    """The environment's key takes the place of both, which is no mistake."""
    assert read_config(text, "/c", environment_key=Secret("other")).problems == ()
    assert check_keys(Config()) == ()
