"""What keeps a text from being a query."""


class QueryError(ValueError):
    """The text is not a query; `str()` says what is expected, `position` where (from 0).

    `unfinished` tells that going on with typing can make it one.
    """

    def __init__(self, message: str, position: int, *, unfinished: bool = False) -> None:
        super().__init__(message)
        self.position = position
        self.unfinished = unfinished
