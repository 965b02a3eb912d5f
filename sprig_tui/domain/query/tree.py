"""What a query says, as a tree.

Two trees are equal when they say the same in the same form; where a part stood in the text
(`position`, from 0) and whether it ends with the text (`last`, so that it may be half typed) do not
count.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Anything that has a place in the text."""

    position: int = field(default=0, compare=False, repr=False)
    last: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text(Part):
    """Text to be found, whatever the case."""

    text: str


@dataclass(frozen=True, slots=True)
class Glob(Part):
    """The whole text, with `*` for any part of it, whatever the case."""

    text: str


@dataclass(frozen=True, slots=True)
class Regex(Part):
    """A regular expression that is found somewhere in the text."""

    pattern: str
    ignore_case: bool = False


@dataclass(frozen=True, slots=True)
class Compared(Part):
    """`sign` is one of `= > >= < <=`; `=` is the whole text, whatever the case."""

    sign: str
    text: str


Value = Text | Glob | Regex | Compared


@dataclass(frozen=True, slots=True)
class Word(Part):
    """A text looked for everywhere in a row."""

    value: Text | Regex


@dataclass(frozen=True, slots=True)
class Field(Part):
    """`key:value`, any of the values; `path` are the names after the key of a payload field."""

    key: str
    values: tuple[Value, ...]
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved(Part):
    """`@name`: a query that was saved under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """What the part does not say."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; with no parts, everything does."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Node, ...]"


Node = Word | Field | Saved | Negation | AllOf | AnyOf
EVERYTHING = AllOf(())
