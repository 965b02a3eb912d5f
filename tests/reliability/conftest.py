"""Figures of the runs, printed as they come and once more at the end."""

from collections.abc import Callable

import pytest

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def tell(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], None]:
    """Prints a figure of this test at once, and keeps it for the summary."""
    kept = request.config.stash.setdefault(FIGURES, [])

    def print_figure(text: str) -> None:
        line = f"{request.node.name}: {text}"
        kept.append(line)
        with capsys.disabled():
            request.config.get_terminal_writer().line(f"\n  {line}")

    return print_figure


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    figures = terminalreporter.config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("figures")
    for line in figures:
        terminalreporter.write_line(line)
