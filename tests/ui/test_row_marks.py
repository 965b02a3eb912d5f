"""Marked rows."""

from sprig_tui.ui.row_marks import RowMarks


def test_a_mark_is_set_taken_off_and_cleared() -> None:
    """They are kept by id, the oldest first."""
    marks = RowMarks()
    for row_id in (9, 3, 7, 3):
        marks.turn(row_id)
    assert marks.ids == [7, 9]
    assert 9 in marks
    assert 3 not in marks
    marks.drop([9, 1])
    assert len(marks) == 1
    marks.clear()
    assert not marks
