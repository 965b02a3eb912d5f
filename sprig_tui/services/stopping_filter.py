"""The destination filter that lets no event pass because it does not parse, in words."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.safe_text import safe

MAX_NAME: Final = 40


def by_weight(problems: Sequence[ConfigProblem]) -> list[ConfigProblem]:
    """What stops every event first, the rest in the order of their lines."""
    return sorted(
        problems,
        key=lambda problem: (not problem.stops, problem.line or 0, problem.column or 0),
    )


def stopping_words(snapshot: ConfigSnapshot) -> str:
    """`filter #1 "no heartbeats" (sprig.toml:12) does not parse`, "" where all filters do.

    Harmless text; of several filters the first, and how many more there are.
    """
    found = [problem for problem in snapshot.problems if problem.stops]
    if not found:
        return ""
    index = int(found[0].key.split(".")[1])
    name = snapshot.config.filters[index].name
    named = f' "{safe(name, MAX_NAME)}"' if name else ""
    line = found[0].line
    place = PurePath(snapshot.path).name + (f":{line}" if line else "")
    others = f", nor {'do' if len(found) > 2 else 'does'} {len(found) - 1} more" * (len(found) > 1)
    return f"filter #{index + 1}{named} ({safe(place)}) does not parse{others}"
