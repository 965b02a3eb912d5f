"""From a query's tree back to its text."""

import re
from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.query.tree import (
    AllOf,
    AnyOf,
    Compared,
    Glob,
    Negation,
    Node,
    Regex,
    Saved,
    Value,
    Word,
)

PLAIN_WORD: Final = re.compile(r"(?!(?:AND|OR|NOT)$)[\w.%&+~!#$?=;'][\w.%&+~!#$?=;'/*-]*")
PLAIN_VALUE: Final = re.compile(r"[\w.%&+~!#$?;'@-][\w.%&+~!#$?;'@/:=-]*")
PLAIN_NAME: Final = re.compile(r"[\w$-]+")
DOTTED: Final = re.compile(r"[A-Za-z_]+\.")


def query_text(node: Node) -> str:
    """A text whose tree is `node`, short where it can be."""
    if isinstance(node, AllOf):
        return " ".join(_inside(part, (AllOf, AnyOf)) for part in node.parts)
    if isinstance(node, AnyOf):
        return " OR ".join(_inside(part, (AnyOf,)) for part in node.parts)
    if isinstance(node, Negation):
        return f"-{_inside(node.part, (AllOf, AnyOf, Negation))}"
    if isinstance(node, Saved):
        return f"@{node.name}"
    if isinstance(node, Word):
        return value_text(node.value) if isinstance(node.value, Regex) else _word(node.value.text)
    return f"{field_name(node.key, node.path)}:{','.join(map(value_text, node.values))}"


def field_name(key: str, path: Sequence[str]) -> str:
    """What stands before the colon: a key, with the names of a payload field after it."""
    return ".".join((key, *map(name_text, path)))


def name_text(name: str) -> str:
    """A name of a payload field as it stands between dots."""
    return name if PLAIN_NAME.fullmatch(name) else quoted(name)


def plain_or_quoted(text: str) -> str:
    """Text as the value of a key, in quotes where it needs them."""
    return text if PLAIN_VALUE.fullmatch(text) else quoted(text)


def value_text(value: Value) -> str:
    """A value as it stands behind a key."""
    if isinstance(value, Regex):
        return f"/{value.pattern}/{'i' * value.ignore_case}"
    if isinstance(value, Glob):
        return value.text
    sign = value.sign if isinstance(value, Compared) else ""
    return sign + plain_or_quoted(value.text)


def quoted(text: str) -> str:
    """A text in quotes, whatever is in it."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def _word(text: str) -> str:
    plain = PLAIN_WORD.fullmatch(text) and not DOTTED.match(text)
    return text if plain else quoted(text)


def _inside(node: Node, parted: tuple[type, ...]) -> str:
    """A part of a larger query, in parentheses where it would fall apart without."""
    text = query_text(node)
    return f"({text})" if isinstance(node, parted) else text
