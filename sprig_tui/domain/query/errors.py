"""What keeps a text from being a query."""


class QueryError(ValueError):
    """The text is not a query; `str()` says what is expected, `position` where (from 0).

    `unfinished` tells that going on with typing can make it one; `closing` is the sign at the end
    that would close what is open.
    """

    def __init__(
        self, message: str, position: int, *, unfinished: bool = False, closing: str = ""
    ) -> None:
        super().__init__(message)
        self.position = position
        self.unfinished = unfinished
        self.closing = closing
