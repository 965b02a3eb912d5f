"""The table that `make bench` prints, in Markdown."""

from collections.abc import Sequence

from bench.figures import Figure, Goal


def table(rows: Sequence[tuple[Goal, Figure]]) -> str:
    """One row a figure, the goal's words in the first one of each."""
    lines = ["| # | goal | measured | figure | reached |", "|---|---|---|---|---|"]
    before = ""
    for goal, figure in rows:
        number, words = (goal.number, goal.words) if goal.number != before else ("", "")
        before = goal.number
        lines.append(
            f"| {number} | {words} | {figure.words} | {_value(figure)} | {_verdict(figure)} |"
        )
    return "\n".join(lines)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return f"not measured: {figure.sides}"
    return f"{figure.value:,.{0 if figure.value >= 100 else 2}f} ({figure.sides})"


def _verdict(figure: Figure) -> str:
    bound = f"{'at least' if figure.at_least else 'at most'} {figure.bound:g}"
    if figure.reached is None:
        return f"- ({bound})"
    return f"{'yes' if figure.reached else 'no'} ({bound})"
