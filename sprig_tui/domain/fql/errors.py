"""What is wrong with an FQL text, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A place in an FQL text; both count characters from 1."""

    line: int = 1
    column: int = 1


class FqlError(ValueError):
    """The text is not FQL.

    `message` is one sentence without a full stop: what was expected and what was found, with the
    nearest function or a way to repair it. `expected` holds what could have stood at `position`.
    `str()` starts with the position.
    """

    def __init__(self, message: str, position: Position, *, expected: tuple[str, ...] = ()) -> None:
        super().__init__(f"line {position.line}, column {position.column}: {message}")
        self.message = message
        self.position = position
        self.expected = expected
