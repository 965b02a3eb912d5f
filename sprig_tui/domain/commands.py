"""How sentences name the program's own commands, for people to type."""

from collections.abc import Callable

Command = Callable[[str], str]
"""From a verb (`serve`, `key set --stdin`) to what has to be typed for it."""


def plain_command(verb: str) -> str:
    """By the program's plain name, as advice that is good anywhere has it."""
    return f"sprig-tui {verb}"
