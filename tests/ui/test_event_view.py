"""Following, holding, selecting: places are rows, not positions."""

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.log_window import LogWindow
from sprig_tui.ui.event_view import EventView
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


class _Scene:
    """A view of ten lines over a log."""

    def __init__(self, count: int, *, page: int = 100) -> None:
        self.log = MemoryLog()
        self.count = 0
        self.view = EventView(LogWindow(self.log, page=page))
        self.view.height = 10
        self.more(count)

    def more(self, count: int) -> None:
        for _ in range(count):
            self.count += 1
            self.log.writes.append(new_row(self.count))

    async def settle(self) -> None:
        while await self.view.settle():
            pass

    @property
    def shown(self) -> tuple[int, int]:
        """The ids of the first and the last visible row."""
        rows = self.view.visible
        return rows[0].id, rows[-1].id

    @property
    def selected(self) -> int:
        row = self.view.selected
        assert row is not None
        return row.id


async def _scene(count: int, *, page: int = 100) -> _Scene:
    scene = _Scene(count, page=page)
    await scene.view.search(None)
    await scene.settle()
    return scene


async def test_nothing_is_selected_in_an_empty_log() -> None:
    """And nothing that is pressed there breaks."""
    scene = await _scene(0)
    view = scene.view
    view.pick(3)
    view.scroll(5)
    view.pause()
    await view.show_oldest()
    await view.show_at(0.5)
    await view.take_in()
    assert view.selected is None
    assert list(view.visible) == []


async def test_the_newest_is_followed_and_selected() -> None:
    """Until the operator picks a row."""
    scene = await _scene(50)
    assert (scene.shown, scene.selected) == ((50, 41), 50)
    scene.more(5)
    await scene.view.take_in()
    assert (scene.shown, scene.selected) == ((55, 46), 55)


async def test_a_picked_row_stays_selected_and_in_view() -> None:
    """It moves down with its neighbours; before it would leave, the view holds."""
    scene = await _scene(50)
    scene.view.pick(2)
    assert scene.selected == 48
    scene.more(5)
    await scene.view.take_in()
    assert scene.view.following
    assert (scene.shown, scene.selected) == ((55, 46), 48)
    scene.more(5)
    await scene.view.take_in()
    assert not scene.view.following
    assert (scene.shown, scene.selected) == ((55, 46), 48)
    assert scene.view.newer == 5
    scene.more(7)
    await scene.view.take_in()
    assert scene.view.newer == 12


async def test_a_row_that_others_pushed_below_the_view_is_shown_under_all_that_is_newer() -> None:
    """As when its event was open meanwhile: what is above the view is counted, whenever it came."""
    scene = await _scene(50)
    scene.more(17)
    await scene.view.take_in()
    await scene.view.show_row(50)
    assert (scene.shown, scene.selected) == ((59, 50), 50)
    assert not scene.view.following
    assert scene.view.newer == 8


async def test_under_a_query_only_what_matches_is_counted_once_it_was_looked_at() -> None:
    """Until then every row may match, and that is told."""
    scene = await _scene(50)
    await scene.view.search(Query("even", lambda row: row.id % 2 == 0))
    await scene.settle()
    scene.view.pick(3)
    scene.view.scroll(4)
    scene.more(20)
    await scene.view.take_in()
    assert (scene.view.newer, scene.view.newer_uncounted) == (24, True)
    await scene.settle()
    assert (scene.view.newer, scene.view.newer_uncounted) == (14, False)
    assert (len(scene.view.window.rows), scene.view.window.looked_at) == (35, 70)


async def test_a_flood_does_not_carry_the_picked_row_away() -> None:
    """However many rows come at once."""
    scene = await _scene(50)
    scene.view.pick(2)
    scene.more(3000)
    await scene.view.take_in()
    await scene.settle()
    assert (scene.shown, scene.selected) == ((50, 41), 48)
    assert not scene.view.following


async def test_pause_holds_the_view_and_counts_what_comes() -> None:
    """The rows on show are read again, because they change too."""
    scene = await _scene(50)
    scene.view.pause()
    scene.more(12)
    scene.log.writes.repeat(50, at_ms=0, same_body=True)
    await scene.view.take_in()
    assert (scene.shown, scene.selected, scene.view.newer) == ((50, 41), 50, 12)
    assert scene.view.visible[0].seen == 2
    scene.view.pause()
    assert scene.view.newer == 12
    await scene.view.search(None)
    assert scene.view.following
    assert (scene.shown, scene.selected, scene.view.newer) == ((62, 53), 62, 0)


async def test_moving_beyond_the_view_scrolls_and_holds() -> None:
    """Down as far as the log goes, and up to what came meanwhile."""
    scene = await _scene(500)
    for _ in range(499):
        scene.view.pick(scene.view.cursor + 1)
        await scene.settle()
    assert (scene.shown, scene.selected) == ((10, 1), 1)
    scene.more(30)
    await scene.view.take_in()
    for _ in range(600):
        scene.view.pick(scene.view.cursor - 1)
        await scene.settle()
    assert (scene.shown, scene.selected) == ((530, 521), 530)
    assert len(scene.view.window.rows) <= 300


async def test_scrolling_keeps_the_selected_row_in_view() -> None:
    """The wheel moves the view; the selection goes only when it must."""
    scene = await _scene(100)
    scene.view.pick(5)
    scene.view.scroll(3)
    assert (scene.shown, scene.selected) == ((97, 88), 95)
    scene.view.scroll(10)
    assert (scene.shown, scene.selected) == ((87, 78), 87)
    scene.view.scroll(-1000)
    assert scene.shown == (100, 91)
    scene.view.scroll(-1)
    assert not scene.view.following


async def test_jumps_to_the_oldest_and_to_a_place_between() -> None:
    """Without walking there."""
    scene = await _scene(1000)
    await scene.view.show_oldest()
    await scene.settle()
    assert (scene.shown, scene.selected) == ((10, 1), 1)
    await scene.view.show_at(0.5)
    await scene.settle()
    assert scene.shown[0] == 500
    await scene.view.show_at(0.0)
    assert scene.shown[0] == 1000


async def test_a_selected_row_that_is_gone_gives_way_to_the_next_older() -> None:
    """Retention took it, or it matches no more."""
    scene = await _scene(20)
    scene.view.pause()
    scene.view.pick(3)
    scene.log.writes.remove(17)
    await scene.view.take_in()
    assert scene.selected == 16


async def test_a_filter_is_followed_too() -> None:
    """Only what matches is shown; the search goes on until the view is full."""

    def even(row: LogRow) -> bool:
        return row.id % 2 == 0

    scene = await _scene(100, page=30)
    await scene.view.search(Query("even", even))
    await scene.settle()
    assert scene.shown == (100, 82)
    scene.log.writes.append(new_row(900, Reason.EVENT))
    scene.log.writes.append(new_row(901, Reason.EVENT))
    await scene.view.take_in()
    assert scene.shown == (102, 84)


async def test_the_oldest_rows_fill_the_view_when_the_place_that_was_held_is_pruned() -> None:
    """And only what is still kept is counted above."""
    scene = await _scene(50)
    await scene.view.show_oldest()
    scene.more(50)
    for row_id in range(1, 81):
        scene.log.writes.remove(row_id)
    await scene.view.take_in()
    await scene.settle()
    assert (scene.shown, scene.selected) == ((90, 81), 81)
    assert scene.view.newer == 10
    assert not scene.view.following


async def test_rows_that_are_gone_do_not_come_back_into_the_view() -> None:
    """Though only those on show are read again; here a failed one was kept before them all."""
    scene = await _scene(60)
    scene.view.pause()
    for row_id in range(2, 51):
        scene.log.writes.remove(row_id)
    for row_id in range(53, 61):
        scene.log.writes.remove(row_id)
    await scene.view.take_in()
    assert [row.id for row in scene.view.visible] == [52, 51, 1]


async def test_a_log_that_was_emptied_is_followed_again() -> None:
    """There is no place left that could be held."""
    scene = await _scene(50)
    await scene.view.show_oldest()
    for row_id in range(1, 51):
        scene.log.writes.remove(row_id)
    await scene.view.take_in()
    assert scene.view.following
    assert not scene.view.window.rows
    scene.more(15)
    await scene.view.take_in()
    assert (scene.shown, scene.view.newer) == ((65, 56), 0)
