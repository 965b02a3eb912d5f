"""The search language over the log: words and `key:value`, all of which must hold."""

from collections.abc import Callable
from dataclasses import dataclass

from sprig_tui.domain.log import LogRow


class QueryError(ValueError):
    """The text is not a query; `str()` says what is expected, `position` where (from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `text` is what was typed."""

    text: str
    matches: Callable[[LogRow], bool]
