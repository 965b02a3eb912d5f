"""The words of FQL's errors: what could stand at a place, and how to repair what stands there."""

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lark import Token

_WORDS: Final = (
    ("PATH", "a field, a value or a function"),
    ("OPERATOR", "an operator"),
    ("_AND", "`and`"),
    ("_OR", "`or`"),
    ("_COMMA", "`,`"),
    ("_RPAR", "`)`"),
    ("_RSQB", "`]`"),
    ("$END", "the end"),
)
_OTHER_SPELLINGS: Final = {
    "and": "write `and`",
    "or": "write `or`",
    "in": "write `in`",
    "not": "write `!` for not",
}
_DOUBLED: Final = {"==": "write `=`", "<>": "write `!=`", "=<": "write `<=`", "=>": "write `>=`"}
_OPEN: Final = {"`)`": "a `(` has no `)`", "`]`": "a `[` has no `]`"}
_QUOTE: Final = "a text stands in quotes, and a space within a field's name is written `\\ `"


def expectation(terminals: AbstractSet[str]) -> tuple[str, ...]:
    """What may stand where the parser takes these terminals, in words for people."""
    return tuple(word for terminal, word in _WORDS if terminal in terminals)


def hint_at_token(
    token: "Token", previous: "Token | None", expected: tuple[str, ...]
) -> str | None:
    """How to repair an expression where `token` cannot follow `previous`, if that is plain."""
    before = str(previous or "")
    if token.type == "$END":
        if previous is None:
            return "`all` matches every event"
        return next((hint for bracket, hint in _OPEN.items() if bracket in expected), None)
    if token.type in ("_RPAR", "_RSQB") and "the end" in expected:
        return f"nothing is open that `{token}` could close"
    if token.type == "PATH" and token.lower() in _OTHER_SPELLINGS:
        return _OTHER_SPELLINGS[token.lower()]
    if before == "not":
        return _OTHER_SPELLINGS["not"]
    if token.type == "OPERATOR" and before + token in _DOUBLED:
        return _DOUBLED[before + token]
    if token.type in ("PATH", "NUMBER", "STRING") and previous and previous.type == "PATH":
        return _QUOTE
    return None


def hint_at_character(character: str, following: str) -> str:
    """How to repair an expression at a character that starts nothing, and what follows it."""
    if character in "\"'":
        return "this text has no closing quote"
    if character in "\u201c\u201d\u2018\u2019":
        return "texts stand in straight quotes, \"…\" or '…'"
    if character == "&":
        return "write `and`"
    if character == "|":
        return "write `or`"
    if character == "\\":
        return "nothing follows the `\\`"
    if character == "." and following and following not in " =!<>),]":
        return f"within a field's name write `\\{following}`"
    if character == ".":
        return "a name or digits stand on both sides of a dot"
    return f"a text stands in quotes; within a field's name write `\\{character}`"
