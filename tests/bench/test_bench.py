"""The bench: how figures are compared and shown, and its size."""

import ast
import re
from pathlib import Path

import pytest

import bench.__main__ as command
from bench.figures import Figure, Goal, compare, percentile
from bench.goals import GOALS
from bench.table import table
from tests.test_architecture import CLASS_METHODS, FILE_LINES, FUNCTION_LINES

ROOT = Path(command.__file__).parent
GOAL = Goal("P0", "be quick", lambda _folder: iter(()))


def test_each_goal_has_its_own_module_and_its_line_in_the_docs() -> None:
    numbers = [goal.number for goal in GOALS]
    modules = sorted(ROOT.glob("p[0-9]*.py"))
    assert numbers == [f"P{int(module.name[1:3])}" for module in modules]
    page = (ROOT.parent / "docs" / "performance.md").read_text(encoding="utf-8")
    for number in numbers:
        assert f"| {number} |" in page


def test_a_ratio_is_the_median_of_rounds_taken_in_turn() -> None:
    above, below = iter([2.0, 9.0, 4.0]), iter([1.0, 3.0, 1.0])
    ratio = compare(lambda: next(above), lambda: next(below), rounds=3)
    assert (ratio.value, ratio.above, ratio.below) == (3.0, 4.0, 1.0)
    assert ratio.sides("ms") == "4 / 1 ms"


@pytest.mark.parametrize(
    ("value", "at_least", "reached"),
    [(3.0, False, True), (3.1, False, False), (3.0, True, True), (2.9, True, False)],
)
def test_a_bound_is_reached_from_its_own_side(value: float, at_least: bool, reached: bool) -> None:
    assert Figure("x", 3, value, "", at_least=at_least).reached is reached


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.99) == 5.0
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], 0.5) == 3.0


def test_the_table_names_what_was_not_measured_and_why() -> None:
    shown = table(
        [(GOAL, Figure("a / b", 2, 1.5, "3 / 2 ms")), (GOAL, Figure("c", 2, None, "no c"))]
    )
    assert shown.splitlines()[2:] == [
        "| P0 | be quick | a / b | 1.50 (3 / 2 ms) | yes (at most 2) |",
        "|  |  | c | not measured: no c | - (at most 2) |",
    ]


def test_a_broken_measurement_is_told_by_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_folder: Path) -> None:
        raise OSError("no such luck")

    missed = Goal("P1", "x", lambda _folder: iter([Figure("a / b", 2, 9.0, "")]))
    monkeypatch.setattr(command, "GOALS", (missed,))
    assert command.main([]) == 0
    monkeypatch.setattr(command, "GOALS", (missed, Goal("P2", "y", broken)))  # type: ignore[arg-type]
    assert command.main(["P1"]) == 0
    assert command.main([]) == 1
    assert command.main(["P9"]) == 1
    assert re.search(r"no such luck", capsys.readouterr().err)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.py")), ids=lambda path: path.name)
def test_bench_files_keep_the_budgets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= FUNCTION_LINES, node.name
        elif isinstance(node, ast.ClassDef):
            assert len([n for n in node.body if isinstance(n, ast.FunctionDef)]) <= CLASS_METHODS
