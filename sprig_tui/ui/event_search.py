"""From any screen to Live, with a filter written into it."""

from sprig_tui.ui.terminal import TerminalApp


async def show_events(app: TerminalApp, query: str) -> None:
    """Show Live with `query` as its filter, every event for ""; a whole event there is left.

    A question or a form over Live stays, and the operator is told.
    """
    from sprig_tui.ui.widgets.event_table import EventTable
    from sprig_tui.ui.widgets.filter_line import FilterLine

    await app.switch_mode("live")
    while len(app.screen_stack) > 1 and not app.screen.is_modal:
        await app.pop_screen()
    if app.screen.is_modal:
        app.notify("Something is open in Live: close it first.")
        return
    app.screen.query_one(FilterLine).show_query(query)
    app.screen.query_one(EventTable).focus()
