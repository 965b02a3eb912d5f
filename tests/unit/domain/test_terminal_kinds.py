"""Which terminals can show screens."""

import pytest

from sprig_tui.domain.terminal_kinds import places_text


@pytest.mark.parametrize(
    ("term", "can"),
    [(None, False), ("", False), ("dumb", False), ("unknown", False), ("xterm-256color", True)],
)
def test_a_terminal_without_a_name_or_skill_shows_no_screens(term: str | None, can: bool) -> None:
    assert places_text(term) is can
