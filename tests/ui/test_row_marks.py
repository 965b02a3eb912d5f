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


def test_marks_of_rows_that_the_log_lost_go_too() -> None:
    """Else one would be told of marks that nothing can act on."""
    marks = RowMarks()
    for row_id in (3, 7, 9):
        marks.turn(row_id)
    marks.keep_between(7, 20)
    assert marks.ids == [7, 9]
    marks.keep_between(0, 0)
    assert not marks
