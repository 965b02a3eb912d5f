"""What becomes of a text that its writer calls a query, though it is only begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sprig_tui.domain.query.compiling import parse_query
from sprig_tui.domain.query.completing import SAVED_NAMES, complete
from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.parsing import MAX_DEPTH, parse_tree
from sprig_tui.domain.query.printing import query_text

NO_VALUE: Final = "expected : and a value after the field"


@dataclass(frozen=True, slots=True)
class Finished:
    """`text` is what was typed, finished where that could be meant in one way only.

    `left_out` says what a query while typing leaves out of it, "" for nothing.
    """

    text: str
    left_out: str = ""


def finish_query(text: str, *, now: datetime | None, saved: Mapping[str, str]) -> Finished:
    """Closes quotes and groups, and completes the last word if just one value or name fits.

    For a text that is a query while it is typed; a finished one stays as it is.
    """
    problem = NO_VALUE
    for begun in (text, *_completed(text, saved)):
        whole = _closed(begun)
        try:
            parse_query(whole, now=now, saved=saved)
        except QueryError as error:
            problem = str(error) if begun == text else problem
        else:
            if _meaning(whole) == _meaning(begun, typing=True):
                return Finished(whole)
    return Finished(text, problem)


def _meaning(text: str, *, typing: bool = False) -> str:
    return query_text(parse_tree(text, typing=typing))


def _closed(text: str) -> str:
    """The text with the signs that close what is open at its end."""
    for _ in range(MAX_DEPTH + 1):
        try:
            parse_tree(text)
        except QueryError as error:
            if not error.closing:
                break
            if error.closing == '"' and (len(text) - len(text.rstrip("\\"))) % 2:
                text = text[:-1]
            text += error.closing
        else:
            break
    return text


def _completed(text: str, saved: Mapping[str, str]) -> list[str]:
    """The text with the one word that its last piece begins, nothing where several could be."""
    found = [
        choice
        for choice in complete(text, len(text), {SAVED_NAMES: list(saved)})
        if choice.text.casefold().startswith(text[choice.start :].casefold())
    ]
    return [text[: found[0].start] + found[0].text] if len(found) == 1 else []
