"""Words on one line, by what matters."""

import pytest
from rich.cells import cell_len

from sprig_tui.ui.widgets.status_fitting import Part, status_content

NAME = Part("sprig-tui", "sprig-tui", "bold $text-primary", tight="")
PLACE = Part(
    "* LISTENING 127.0.0.1:18010", "* LISTENING 127.0.0.1:18010", "$text-success", "* :18010"
)
FAILING = Part("! SPRIG 503 112 ms", "! SPRIG 503", "bold $text-warning", tight="")
CONFIG = Part("config ok", "cfg ok", "$text-muted", tight="")
REFUSED = Part("REFUSED 2", "2 REFUSED", "bold $text-warning")
PARTS = [
    NAME,
    Part("development", "dev", "$text-muted"),
    PLACE,
    Part("LIVE", "LIVE", "bold $text-success"),
    FAILING,
    Part("queue 2", "queue 2", "$text-accent"),
    CONFIG,
    REFUSED,
]


def _line(width: int) -> str:
    return status_content(PARTS, width).plain.rstrip()


@pytest.mark.parametrize("width", range(20, 140))
def test_no_word_is_left_out_that_has_room(width: int) -> None:
    """Whatever else had to be shortened, and nothing runs over the end."""
    line = _line(width)
    assert cell_len(line) <= width
    free = width - cell_len(line)
    for part in (FAILING, CONFIG, NAME):
        assert part.short in line or part.text in line or free < cell_len(part.short) + 2


def test_one_refused_request_hides_nothing_at_80_columns() -> None:
    """Only the program's own name gives way."""
    assert _line(80).split("  ") == [
        " dev", "* LISTENING 127.0.0.1:18010", "LIVE", "! SPRIG 503", "queue 2", "cfg ok",
        "REFUSED 2",
    ]  # fmt: skip


def test_what_fails_goes_last() -> None:
    """After the name, what is well, and the environment."""
    assert "SPRIG 503" in _line(46)
    assert "LIVE" in _line(30)
    assert _line(12).strip() == "! SPRIG 503"
