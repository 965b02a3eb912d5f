"""Theme files as Textual's themes."""

from collections.abc import Iterable
from typing import Any, Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.ui.terminal import TerminalApp

LAST_GOOD: Final = "What is on show stays as it is."


def textual_theme(spec: ThemeSpec) -> Theme:
    """The theme for `App.register_theme`; raises ColorParseError on a colour Textual lacks.

    A theme of ANSI colours leaves them to the terminal.
    """
    for value in (*spec.colors.values(), *spec.variables.values()):
        if value.startswith(("#", "ansi_")):
            Color.parse(value.partition(" ")[0])
    colors: dict[str, Any] = dict(spec.colors)
    return Theme(
        name=spec.name,
        dark=spec.dark,
        variables=dict(spec.variables),
        ansi=any(value.startswith("ansi_") for value in spec.colors.values()),
        **colors,
    )


def load_themes(app: TerminalApp) -> list[str]:
    """Let the app have the themes that their source has now; a sentence for each bad one.

    The theme that is worn is drawn anew if it changed; one that is gone can be chosen until the
    app ends. While a file is bad, no theme of the program takes the place of the operator's own.
    """
    specs, failures = app.context.themes.load()
    kept = app.own_themes if failures else frozenset()
    themes, unknown = usable_themes(spec for spec in specs if spec.own or spec.name not in kept)
    worn = app.available_themes.get(app.theme)
    for theme in themes:
        app.register_theme(theme)
    app.own_themes = kept | {spec.name for spec in specs if spec.own}
    if worn is not None and app.available_themes[app.theme] != worn:
        app.mutate_reactive(TerminalApp.theme)
    return [*failures, *unknown]


async def follow_themes(app: TerminalApp, told: Iterable[str]) -> None:
    """Show the themes as their files change; what is bad is told once, but for what was `told`.

    The theme that the config asks for is worn as soon as it can be had.
    """
    said = set(told)
    async for _ in app.context.themes.changes():
        had = frozenset(app.available_themes)
        bad = load_themes(app)
        for sentence in bad:
            if sentence not in said:
                app.notify(f"{sentence} {LAST_GOOD}", severity="warning")
        said = set(bad)
        wanted = app.snapshot.config.ui.theme
        if wanted not in had and wanted in app.available_themes:
            app.theme = wanted


def usable_themes(specs: Iterable[ThemeSpec]) -> tuple[list[Theme], list[str]]:
    """The themes that Textual can show, and a sentence for each that it cannot."""
    themes: list[Theme] = []
    failures: list[str] = []
    for spec in specs:
        try:
            themes.append(textual_theme(spec))
        except ColorParseError:
            failures.append(f"Theme {spec.name} is not used: it names an unknown colour.")
    return themes, failures


def theme_words(app: TerminalApp) -> list[tuple[str, str]]:
    """The themes to choose from and what they are: the operator's own, the program's, Textual's."""
    themes, own = app.available_themes, app.own_themes

    def place(name: str) -> tuple[bool, bool, str]:
        return name not in own, not name.startswith("sprig-"), name

    return [
        (name, f"{'dark' if themes[name].dark else 'light'}{', your own' if name in own else ''}")
        for name in sorted(themes, key=place)
    ]
