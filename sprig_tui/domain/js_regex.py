r"""JavaScript regular expressions, run by engines that Python has, with JavaScript's meaning.

`new RegExp(source).test(text)`, with the `i` flag or without, is what facts.md, section 5 says of
the match types `regex` and `legacy`. What an automaton can express goes to RE2, which is linear
in the text. Look-around, back references, `\B` (RE2 sees places inside a character) and counts
that make a large automaton go to the `regex` module, which backtracks and needs a timeout. Both
get the text as UTF-16 code units, because that is what JavaScript compares.
"""

from dataclasses import dataclass, field
from typing import Final

from sprig_tui.domain.js_characters import fold_case, from_code_units, to_code_units
from sprig_tui.domain.js_regex_escapes import JsRegexError
from sprig_tui.domain.js_regex_parser import JsRegexParser, ParsedRegex
from sprig_tui.domain.js_regex_tree import (
    BackReference,
    Edge,
    Look,
    Node,
    is_steady,
    required_text,
    walk,
    written_size,
)
from sprig_tui.domain.js_regex_writer import RE2, REGEX, Writer

__all__ = ["JsRegex", "JsRegexError", "parse_js_regex"]

LARGEST_AUTOMATON: Final = 250
"""In code units of pattern: RE2's time for a character grows with it."""
LARGEST_BACKTRACKER: Final = 5_000
"""In code units of pattern: the memory that compiling takes grows with it."""


@dataclass(frozen=True, slots=True)
class JsRegex:
    """A pattern that JavaScript compiles.

    `linear`: RE2 can run it. `steady`: nothing repeats in it, so that many of them in one RE2 set
    stay cheap on a text of any length. `required`: code units that every match contains (folded
    by `fold_case` when the case is ignored), "" when there are none.
    """

    ignore_case: bool
    linear: bool
    steady: bool
    required: str
    _parsed: ParsedRegex = field(repr=False)

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
    except RecursionError:
        raise JsRegexError("its groups are nested too deeply", 0) from None


def _read(units: str, *, ignore_case: bool) -> JsRegex:
    parsed = JsRegexParser(units).parse()
    linear = _is_linear(parsed.root)
    if not linear and _backtracker_size(parsed.root) > LARGEST_BACKTRACKER:
        raise JsRegexError("its counts multiply to more than can be searched for", 0)
    required = required_text(parsed.root)
    return JsRegex(
        ignore_case=ignore_case,
        linear=linear,
        steady=is_steady(parsed.root),
        required=fold_case(required) if ignore_case else required,
        _parsed=parsed,
    )


def _is_linear(root: Node) -> bool:
    for node in walk(root):
        if isinstance(node, Look | BackReference) or node == Edge("inside"):
            return False
    size = written_size(root, whole_counts=True, copy_before_loop=False)
    return size <= LARGEST_AUTOMATON


def _backtracker_size(root: Node) -> int:
    refers = any(isinstance(node, BackReference) for node in walk(root))
    return written_size(root, whole_counts=refers, copy_before_loop=True)
