"""From any screen to Live, with a filter written into it."""

from sprig_tui.ui.terminal import TerminalApp


async def show_events(app: TerminalApp, query: str) -> None:
    """Show Live with `query` as its filter, every event for ""; a whole event there is left.

    A question or a form over Live stays, and the operator is told. Live's `esc` leads back.
    """
    from sprig_tui.ui.widgets.event_table import EventTable
    from sprig_tui.ui.widgets.filter_line import FilterLine, WayBack

    came_from = app.current_mode
    await app.show_tab("live")
    if app.screen.is_modal:
        app.notify("Something is open in Live: close it first.")
        return
    line = app.screen.query_one(FilterLine)
    line.way_back = WayBack(came_from, line.text, query)
    line.show_query(query)
    app.screen.query_one(EventTable).focus()
