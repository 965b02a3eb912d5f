"""`python -m bench [P1 P4 …]`: progress to stderr, the table to stdout.

Ends with 0 whatever the figures are, with 1 when a measurement broke.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, Goal, tell
from bench.goals import GOALS
from bench.table import table


def main(chosen: Sequence[str]) -> int:
    """Measure the chosen goals, or all."""
    unknown = set(chosen) - {goal.number for goal in GOALS}
    if unknown:
        tell(f"no such goal: {', '.join(sorted(unknown))}")
        return 1
    rows: list[tuple[Goal, Figure]] = []
    broken = False
    for goal in GOALS:
        if chosen and goal.number not in chosen:
            continue
        tell(f"{goal.number}: {goal.words}")
        began = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="sprig-tui-bench-") as folder:
                for figure in goal.measure(Path(folder)):
                    rows.append((goal, figure))
                    value = "not measured" if figure.value is None else f"{figure.value:.2f}"
                    tell(f"    {figure.words}: {value} ({figure.sides})")
        except Exception:  # noqa: BLE001 - the other goals can still be measured
            broken = True
            traceback.print_exc()
        tell(f"    took {time.monotonic() - began:.0f} s")
    print(table(rows))
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
