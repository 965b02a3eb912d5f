r"""JavaScript regular expressions, run by engines that Python has, with JavaScript's meaning.

`new RegExp(source).test(text)`, with the `i` flag or without, is what facts.md, section 5 says of
the match types `regex` and `legacy`. What an automaton can express goes to RE2, which is linear
in the text. Look-around, back references, `\B` (RE2 sees places inside a character) and counts
that make a large automaton go to the `regex` module, which backtracks and needs a timeout. Both
get the text as UTF-16 code units, because that is what JavaScript compares.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from sprig_tui.domain.js_characters import fold_case, from_code_units, to_code_units
from sprig_tui.domain.js_regex_escapes import JsRegexError
from sprig_tui.domain.js_regex_parser import JsRegexParser, ParsedRegex
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Edge,
    Look,
    Node,
    Repeat,
    Text,
    is_steady,
    required_texts,
    walk,
    written_size,
)
from sprig_tui.domain.js_regex_writer import RE2, REGEX, Writer

__all__ = ["JsRegex", "JsRegexError", "literal_js_regex", "parse_js_regex"]

LARGEST_COUNTS: Final = 64
"""In code units of pattern that counted repeats add: RE2's time for a character grows with it."""
LARGEST_BACKTRACKER: Final = 5_000
"""In code units of pattern: the memory that compiling takes grows with it."""


@dataclass(frozen=True, slots=True)
class JsRegex:
    """A pattern that JavaScript compiles.

    `linear`: RE2 can run it. `steady`: nothing repeats in it, so that many of them in one RE2 set
    stay cheap on a text of any length. `counted`: code units that its counted repeats add when an
    automaton writes them out. `required`: runs of code units that every match contains,
    folded by `fold_case` when the case is ignored.
    """

    ignore_case: bool
    linear: bool
    steady: bool
    counted: int
    required: tuple[str, ...]
    _parsed: ParsedRegex = field(repr=False)

    @property
    def tree(self) -> Node:
        """Its parts."""
        return self._parsed.root

    def ignoring_case(self) -> "JsRegex":
        """The same pattern with the `i` flag."""
        return replace(self, ignore_case=True, required=tuple(map(fold_case, self.required)))

    def re2_pattern(self) -> str:
        """For RE2 with default options, when `linear`.

        The text is the UTF-8 of its code units, surrogates passed.
        """
        return Writer(RE2, ignore_case=self.ignore_case).write(self._parsed.root)

    def regex_pattern(self) -> str:
        """For the `regex` module; always with a timeout.

        The text is its code units, through `fold_case` when the case is ignored, so that back
        references compare as JavaScript does.
        """
        names = self._parsed.names
        nodes = list(walk(self._parsed.root))
        wanted = {node.group for node in nodes if isinstance(node, BackReference)}
        numbers = frozenset(names[group] if isinstance(group, str) else group for group in wanted)
        writer = Writer(REGEX, ignore_case=self.ignore_case, names=names, referenced=numbers)
        return writer.write_whole(self._parsed.root)


def literal_js_regex(text: str, *, ignore_case: bool = False) -> JsRegex:
    """The pattern that finds `text` itself."""
    units = to_code_units(text)
    return JsRegex(
        ignore_case=ignore_case,
        linear=True,
        steady=True,
        counted=0,
        required=(fold_case(units) if ignore_case else units,),
        _parsed=ParsedRegex(Text(units), {}),
    )


def parse_js_regex(source: str, *, ignore_case: bool = False) -> JsRegex:
    """Read `source` as `new RegExp(source)` does, with the `i` flag or without.

    Raises:
        JsRegexError: JavaScript does not compile it, or no engine here can run it; its position
            counts characters of `source`.
    """
    units = to_code_units(source)
    try:
        return _read(units, ignore_case=ignore_case)
    except JsRegexError as error:
        position = len(from_code_units(units[: error.position]))
        raise JsRegexError(error.message, position) from None


def _read(units: str, *, ignore_case: bool) -> JsRegex:
    parsed = JsRegexParser(units).parse()
    root = parsed.root
    counted = written_size(root, _copies_in_automaton) - written_size(root, lambda _: 1)
    linear = counted <= LARGEST_COUNTS and not any(map(_needs_backtracking, walk(root)))
    if not linear and _backtracker_size(root) > LARGEST_BACKTRACKER:
        raise JsRegexError("its counts multiply to more than can be searched for", 0)
    required = required_texts(root)
    return JsRegex(
        ignore_case=ignore_case,
        linear=linear,
        steady=is_steady(root),
        counted=counted,
        required=tuple(map(fold_case, required)) if ignore_case else required,
        _parsed=parsed,
    )


def _needs_backtracking(node: Node) -> bool:
    return isinstance(node, Look | BackReference) or node == Edge("inside")


def _copies_in_automaton(repeat: Repeat) -> int:
    return max(1, repeat.low if repeat.high is None else repeat.high)


def _backtracker_size(root: Node) -> int:
    """An upper bound of what the `regex` module and the writer for it write out."""

    def copies(repeat: Repeat) -> int:
        return repeat.high if refers and repeat.high is not None else repeat.low + 1

    refers = any(isinstance(node, BackReference) for node in walk(root))
    return written_size(root, copies)
