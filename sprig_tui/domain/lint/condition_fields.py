"""Comparisons of a field with literals, and the values that tell them apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import ge, gt, le, lt
from typing import Any, Final

from sprig_tui.domain.fql.tree import Comparison, Items, Literal, Node, Operator, Path, Scalar
from sprig_tui.domain.fql.values import is_number, type_name

_MIRRORED: Final[dict[Operator, Operator]] = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ORDERS: Final[dict[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
Kind = tuple[str, Scalar]
"""A value's type and the value; of a number its place among those that are compared."""
OTHER: Final[Kind] = ("other", None)
"""Any value that no comparison names and that is no number."""


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`path operator literal`; `in` has several literals, the other operators one."""

    path: Path
    operator: Operator
    literals: tuple[Scalar, ...]


def read_field_test(node: Node) -> FieldTest | None:
    """The comparison of one field with literals that `node` is, None when it is none."""
    match node:
        case Comparison("in", Path() as path, Items(items)):
            if all(isinstance(item, Literal) for item in items):
                values = tuple(item.value for item in items if isinstance(item, Literal))
                return FieldTest(path, "in", values)
        case Comparison("in"):
            return None
        case Comparison(operator, Path() as path, Literal(value)):
            return FieldTest(path, operator, (value,))
        case Comparison(operator, Literal(value), Path() as path):
            return FieldTest(path, _MIRRORED[operator], (value,))
    return None


class FieldValues:
    """What one field may be, as far as the comparisons added can tell.

    Numbers stand for their place: the even ones are those compared with, the odd ones lie between
    them, below the first and above the last.
    """

    def __init__(self) -> None:
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
        places = 2 * len(self._numbers) + 1
        return places + len(self._others) + 1

    def kinds(self) -> Iterator[Kind]:
        """Each kind of value."""
        for place in range(-1, 2 * len(self._numbers)):
            yield "number", place
        yield from self._others
        yield OTHER

    def accepted(self, test: FieldTest) -> frozenset[Kind]:
        """The kinds that pass a test that was added, once all are."""
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
