"""The rows that the operator marked, wherever in the log they are."""

from collections.abc import Collection


class RowMarks:
    """Ids of rows. They stay while events come and filters change, until they are cleared."""

    def __init__(self) -> None:
        self._ids: set[int] = set()

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> list[int]:
        """The oldest first."""
        return sorted(self._ids)

    def turn(self, row_id: int) -> None:
        """Mark a row, or take its mark off."""
        self._ids ^= {row_id}

    def drop(self, row_ids: Collection[int]) -> None:
        """Take marks off."""
        self._ids.difference_update(row_ids)

    def keep_between(self, oldest: int, newest: int) -> None:
        """Let go of rows that left a log with these ends; both are 0 in an empty one."""
        self._ids = {row_id for row_id in self._ids if oldest <= row_id <= newest}

    def clear(self) -> None:
        """Take every mark off."""
        self._ids.clear()
