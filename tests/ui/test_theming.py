"""Themes as they reach the screen: every text stands out from what it stands on."""

import pytest
from textual.color import Color

from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.ui.theming import textual_theme, usable_themes

SPECS = {spec.name: spec for spec in theme_source().load()[0]}
GROUNDS = ("background", "surface", "panel")
TEXTS = (
    *("foreground", "text-muted", "text-primary"),
    *("text-success", "text-warning", "text-error", "text-accent"),
)
TONES = ("text-muted", "text-success", "text-warning", "text-error", "text-accent")


def _luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2, 1 to 21."""
    darker, lighter = sorted((_luminance(Color.parse(one)), _luminance(Color.parse(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_that_of_wcag() -> None:
    """Black on white is 21."""
    assert round(_contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(_contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", sorted(SPECS))
def test_every_text_of_every_theme_can_be_read(name: str) -> None:
    """At 4.5 to 1, the high-contrast ones at 7 to 1, on every ground and on the selected row."""
    spec = SPECS[name]
    needed = 7.0 if "high-contrast" in name else 4.5
    values = {**textual_theme(spec).to_color_system().generate(), **spec.variables}
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    for state in ("block-cursor", "block-cursor-blurred"):
        pairs.append((f"{state}-foreground", f"{state}-background"))
        pairs += [(tone, f"{state}-background") for tone in TONES]
    pairs.append(("footer-key-foreground", "footer-background"))
    low = {
        f"{text} on {ground}": round(_contrast(values[text], values[ground]), 2)
        for text, ground in pairs
        if _contrast(values[text], values[ground]) < needed
    }
    assert low == {}


def test_a_colour_that_textual_lacks_is_a_sentence() -> None:
    """The file was well-formed, so only its names can be wrong."""
    bad = ThemeSpec("odd", dark=True, colors={"primary": "ansi_mauve"})
    good = ThemeSpec("fine", dark=True, colors={"primary": "ansi_blue"})
    themes, failures = usable_themes([bad, good])
    assert [theme.name for theme in themes] == ["fine"]
    assert themes[0].ansi
    assert failures == ["Theme odd is not used: it names an unknown colour."]
