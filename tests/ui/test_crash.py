"""What is printed after a bug."""

from rich.text import Text

from sprig_tui.ui.crash import crash_report

CANARY = "canary-4242"


def _fail(key: str) -> None:
    raise ValueError(f"bad {key}\x1b[31m")


def _report() -> Text:
    try:
        _fail(CANARY)
    except ValueError as error:
        return crash_report(error)
    raise AssertionError


def test_the_report_names_places_and_no_values() -> None:
    """Neither local variables nor the error's own text."""
    text = _report().plain
    assert CANARY not in text
    assert "in _fail" in text
    assert "test_crash.py:" in text
    assert "ValueError" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_without_an_error_it_still_says_what_goes_on() -> None:
    """The engine is another process."""
    assert "the engine goes on receiving" in crash_report(None).plain
