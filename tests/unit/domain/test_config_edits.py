"""What the errors of the config file say."""

import pytest

from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot, entry_place
from sprig_tui.domain.settings import Config


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (None, None, "/c.toml: it is broken"),
        (3, None, "/c.toml:3: it is broken"),
        (3, 7, "/c.toml:3:7: it is broken"),
    ],
)
def test_an_error_names_the_place_that_is_known(
    line: int | None, column: int | None, said: str
) -> None:
    problem = ConfigProblem("error", "it is broken", line=line, column=column)
    error = ConfigError("/c.toml", (problem,))
    assert str(error) == said
    assert error.problems == (problem,)


def test_a_snapshot_never_shows_its_text() -> None:
    assert "CANARY" not in repr(ConfigSnapshot(Config(), "/c.toml", text="key = 'CANARY'"))


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("page_urls.2", ("page_urls", 2)),
        ("filters.0.if", ("filters", 0)),
        ("filters", None),
        ("filters.if", None),
        ("listener.2", None),
        ("", None),
    ],
)
def test_the_entry_of_a_key(key: str, place: tuple[str, int] | None) -> None:
    """Of a key of the entry too."""
    assert entry_place(key) == place


@pytest.mark.parametrize(
    ("line", "column", "place"), [(12, 3, "12:3"), (12, None, "12"), (None, None, "")]
)
def test_the_place_of_a_problem(line: int | None, column: int | None, place: str) -> None:
    """As far as it is known."""
    assert ConfigProblem("error", "bad", line=line, column=column).place == place
