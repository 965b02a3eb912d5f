"""FQL texts to trees, with errors that say where and what was expected."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from sprig_tui.domain.fql.building import TreeBuilder, position_of
from sprig_tui.domain.fql.errors import FqlError, Position
from sprig_tui.domain.fql.grammar import GRAMMAR
from sprig_tui.domain.fql.tree import Node
from sprig_tui.domain.fql.wording import expectation, hint_at_character, hint_at_token

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedCharacters

MAX_NESTING: Final = 32
MAX_LENGTH: Final = 20_000


def parse(text: str) -> Node:
    """The tree of an FQL expression.

    Raises FqlError: not FQL, an unknown function, arguments that a function cannot take, more
    than 20,000 characters, or parentheses, brackets and `!` nested deeper than 32.
    """
    from lark import UnexpectedCharacters, UnexpectedToken

    if len(text) > MAX_LENGTH:
        raise FqlError(f"the expression is longer than {MAX_LENGTH:,} characters", Position())
    parser: Any = _grammar().parse_interactive(text)
    fed: list[Token] = []
    try:
        for token in _shallow(parser.lexer_thread.lex(parser.parser_state)):
            parser.feed_token(token)
            fed.append(token)
        tree: Node = parser.feed_eof(fed[-1] if fed else None)
    except UnexpectedCharacters as error:
        raise _character_error(error, _expected_after(fed), text) from None
    except UnexpectedToken as error:
        raise _token_error(error.token, fed, text) from None
    return tree


@cache
def _grammar() -> "Lark":
    # Lark is imported here because most programs that import the domain never parse FQL.
    from lark import Lark

    return Lark(
        GRAMMAR, parser="lalr", lexer="basic", transformer=TreeBuilder(), maybe_placeholders=False
    )


def _shallow(tokens: Iterator["Token"]) -> Iterator["Token"]:
    """The tokens, until they nest too deep for the functions that walk a tree."""
    outer: list[int] = []
    depth = 0
    for token in tokens:
        if token.type in ("_LPAR", "_LSQB"):
            outer.append(depth)
            depth += 1
        elif token.type == "_NOT":
            depth += 1
        elif token.type in ("_RPAR", "_RSQB"):
            depth = outer.pop() if outer else 0
        elif token.type in ("_AND", "_OR", "_COMMA"):
            depth = outer[-1] + 1 if outer else 0
        if depth > MAX_NESTING:
            raise FqlError(f"nested deeper than {MAX_NESTING} levels", position_of(token))
        yield token


def _expected_after(fed: list["Token"]) -> tuple[str, ...]:
    # The parser that failed has reduced what it held, and forgot what else could have come.
    parser: Any = _grammar().parse_interactive("")
    for token in fed:
        parser.feed_token(token)
    return expectation(parser.accepts())


def _token_error(token: "Token", fed: list["Token"], text: str) -> FqlError:
    if token.type == "$END":
        position, found = _end_of(text), "the end"
    else:
        position, found = position_of(token), f"`{_short(token)}`"
    expected = _expected_after(fed)
    hint = hint_at_token(token, fed[-1] if fed else None, expected)
    return _expected(expected, found, hint, position)


def _character_error(
    error: "UnexpectedCharacters", expected: tuple[str, ...], text: str
) -> FqlError:
    place = cast(int, error.pos_in_stream)
    hint = hint_at_character(text[place], text[place + 1 : place + 2])
    return _expected(expected, f"`{text[place]}`", hint, Position(error.line, error.column))


def _expected(
    expected: tuple[str, ...], found: str, hint: str | None, position: Position
) -> FqlError:
    wanted = expected[0] if len(expected) == 1 else f"{', '.join(expected[:-1])} or {expected[-1]}"
    message = f"expected {wanted}, found {found}"
    return FqlError(f"{message}: {hint}" if hint else message, position, expected=expected)


def _end_of(text: str) -> Position:
    lines = text.split("\n")
    return Position(len(lines), len(lines[-1]) + 1)


def _short(token: str) -> str:
    return token if len(token) <= 30 else f"{token[:29]}…"
