"""Theme files as Textual's themes."""

from collections.abc import Iterable
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import Theme

from sprig_tui.domain.themes import ThemeSpec


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
