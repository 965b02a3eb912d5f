"""Records that are made when somebody reads them."""

from sprig_tui.domain.record import Record
from sprig_tui.services.late_records import LateRecords


def test_a_record_is_made_once_and_only_when_it_is_read() -> None:
    made: list[int] = []

    def make(number: int) -> Record:
        made.append(number)
        return {"id": str(number)}

    records = LateRecords([lambda number=number: make(number) for number in range(3)])  # type: ignore[misc]
    assert len(records) == 3
    assert made == []
    assert records[-1] == {"id": "2"}
    assert records[1:] == [{"id": "1"}, {"id": "2"}]
    assert [record["id"] for record in records] == ["0", "1", "2"]
    assert made == [2, 1, 0]
