"""From any screen to Live, with a filter written into it."""

from sprig_tui.ui.terminal import TerminalApp


async def show_events(app: TerminalApp, query: str) -> None:
    """Show Live with `query` as its filter, every event for ""; a whole event there is left."""
    from sprig_tui.ui.screens.event import EventScreen
    from sprig_tui.ui.screens.live import LiveScreen
    from sprig_tui.ui.widgets.filter_line import FilterLine

    await app.switch_mode("live")
    while isinstance(app.screen, EventScreen):
        await app.pop_screen()
    screen = app.screen
    if not isinstance(screen, LiveScreen):
        app.notify("Something is open in Live: close it first.")
        return
    screen.query_one(FilterLine).show_query(query)
    screen.table.focus()
