"""What keeps a text from being a query."""

from sprig_tui.domain.query.errors import QueryError


def test_an_error_says_what_where_and_whether_typing_helps() -> None:
    error = QueryError("expected a word", 3, unfinished=True)
    assert (str(error), error.position, error.unfinished) == ("expected a word", 3, True)
    assert not QueryError("no", 0).unfinished
