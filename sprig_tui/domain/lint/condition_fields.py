"""Comparisons of a field or of a function's answer, and the values that tell them apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any, Final

from sprig_tui.domain.fql.tree import Call, Comparison, Items, Literal, Node, Operator, Path, Scalar
from sprig_tui.domain.fql.values import is_number, type_name

_MIRRORED: Final[dict[Operator, Operator]] = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
Kind = tuple[str, Scalar]
"""A value's type and the value; of a number its place among those that are compared."""
OTHER: Final[Kind] = ("other", None)
"""Any value that no comparison names and that is no number."""


Subject = Path | Call
"""What is compared: a field, or what a function answers."""


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`subject operator literal`; `in` has several literals, the other operators one."""

    subject: Subject
    operator: Operator
    literals: tuple[Scalar, ...]


def read_field_test(node: Node) -> FieldTest | None:
    """The comparison of one subject with literals that `node` is, None when it is none."""
    match node:
        case Comparison("in", Path() | Call() as subject, Items(items)):
            if all(isinstance(item, Literal) for item in items):
                values = tuple(item.value for item in items if isinstance(item, Literal))
                return FieldTest(subject, "in", values)
        case Comparison("in"):
            return None
        case Comparison(operator, Path() | Call() as subject, Literal(value)):
            return FieldTest(subject, operator, (value,))
        case Comparison(operator, Literal(value), Path() | Call() as subject):
            return FieldTest(subject, _MIRRORED[operator], (value,))
    return None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a subject may be, where more is known than that it is a JSON value.

    `least` is the smallest number, None for any; without `numbers` it is none at all. `without`
    are kinds that it never is, `only` all that it may be when it is no number; None for anything.
    """

    numbers: bool = True
    least: int | None = None
    without: frozenset[Kind] = frozenset()
    only: frozenset[Kind] | None = None


ANYTHING: Final = Limits()


class FieldValues:
    """What one subject may be within its limits, as far as the comparisons added can tell.

    Numbers stand for their place: the even ones are those compared with, the odd ones lie between
    them, below the first and above the last.
    """

    def __init__(self, limits: Limits = ANYTHING) -> None:
        self._limits = limits
        self._numbers: set[int | float] = set()
        self._others: dict[Kind, None] = {}

    def add(self, test: FieldTest) -> None:
        """Tell its literals apart from now on."""
        for value in test.literals:
            if isinstance(value, int | float) and is_number(value):
                self._numbers.add(value)
            else:
                self._others[type_name(value), value] = None

    def __len__(self) -> int:
        return sum(1 for _ in self.kinds())

    def kinds(self) -> Iterator[Kind]:
        """Each kind of value."""
        limits = self._limits
        if limits.numbers:
            for place in range(self._first_place(), 2 * len(self._numbers)):
                yield "number", place
        only = limits.only
        for kind in self._others:
            if kind not in limits.without and (only is None or kind in only):
                yield kind
        if only is None or not only <= self._others.keys():
            yield OTHER

    def _first_place(self) -> int:
        """The lowest place that a number of at least `least` may have."""
        least = self._limits.least
        if least is None:
            return -1
        below = sum(number < least for number in self._numbers)
        # A number that is the least one leaves nothing below it.
        return 2 * below if least in self._numbers else 2 * below - 1

    def accepted(self, test: FieldTest) -> frozenset[Kind]:
        """The kinds that pass a test that was added, once all are; some may be out of reach."""
        if test.operator in ("=", "in"):
            return frozenset(self._kind(value) for value in test.literals)
        compared, place = self._kind(test.literals[0])
        if compared != "number":
            return frozenset()
        passes = _ORDERS[test.operator]
        return frozenset(
            kind for kind in self.kinds() if kind[0] == "number" and passes(kind[1], place)
        )

    def _kind(self, value: Scalar) -> Kind:
        if isinstance(value, int | float) and is_number(value):
            return "number", 2 * sorted(self._numbers).index(value)
        return type_name(value), value
