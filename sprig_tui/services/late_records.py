"""Records that are made when somebody reads them."""

from collections.abc import Callable, Sequence
from typing import overload

from sprig_tui.domain.record import Record


class LateRecords(Sequence[Record]):
    """A sequence of records, each from a function that is called when it is first looked at.

    A quiet engine shows its records to nobody, and building one costs more than deciding.
    """

    def __init__(self, makers: Sequence[Callable[[], Record]]) -> None:
        self._makers = makers
        self._made: dict[int, Record] = {}

    def __len__(self) -> int:
        return len(self._makers)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        places = range(len(self._makers))[index]
        if isinstance(places, range):
            return [self._record(place) for place in places]
        return self._record(places)

    def _record(self, place: int) -> Record:
        if place not in self._made:
            self._made[place] = self._makers[place]()
        return self._made[place]
