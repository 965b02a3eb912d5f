"""Themes as they reach the screen: every text stands out from what it stands on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color

from sprig_tui.adapters.themes import files
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.domain.themes import ThemeSpec
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.theming import load_themes, textual_theme, theme_words, usable_themes
from tests.fakes.engine import FixedThemes
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

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


MINE = """\
name = "mine"
dark = true
[colors]
primary = "#aa3366"
background = "{background}"
"""


async def test_a_theme_of_ones_own_is_offered_and_seen_as_its_file_changes(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    """From a real folder, read anew by each look at the choice; what is bad there is named."""
    (tmp_path / "mine.toml").write_text(MINE.format(background="#101010"), encoding="utf-8")
    (tmp_path / "bad.toml").write_text("name = 3", encoding="utf-8")
    scene = terminal('[ui]\ntheme = "mine"\n')
    app = SprigApp(replace(scene.context, themes=theme_source(tmp_path)))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_for_text(pilot, "Theme file bad.toml is not used: name must be")
        assert (app.theme, app.own_themes) == ("mine", frozenset({"mine"}))
        assert app.theme_variables["background"] == "#101010"
        (tmp_path / "bad.toml").write_text(MINE.replace("mine", "more"), encoding="utf-8")
        await app.switch_mode("settings")
        await wait_for_text(pilot, "COMES FROM")
        (tmp_path / "mine.toml").write_text(MINE.format(background="#202020"), encoding="utf-8")
        (tmp_path / "bad.toml").write_text(
            MINE.format(background="#303030").replace("mine", "more"), encoding="utf-8"
        )
        await pilot.press("t")
        await wait_for_text(pilot, "ui.theme", "dark, your own  (now)", "more", "sprig-dark")
        await wait_until(pilot, lambda: app.theme_variables["background"] == "#202020")
        await pilot.press("j")
        await wait_until(pilot, lambda: app.theme == "more")
        await pilot.press("enter")
        await wait_for_text(pilot, "saved: theme = more")


async def test_a_theme_is_followed_as_its_file_changes(
    terminal: Callable[..., Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken one is told once and leaves the colours as they were, until it is right again."""
    monkeypatch.setattr(files, "LOOK_S", 0.01)
    file = tmp_path / "mine.toml"
    file.write_text(MINE.format(background="#101010"), encoding="utf-8")
    scene = terminal('[ui]\ntheme = "mine"\n')
    app = SprigApp(replace(scene.context, themes=theme_source(tmp_path)))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await wait_until(pilot, lambda: app.theme_variables["background"] == "#101010")
        file.write_text(MINE.format(background="#20202"), encoding="utf-8")
        told = "Theme file mine.toml is not used: colors.background must be #rrggbb"
        await wait_for_text(pilot, told, "stays as it is")
        assert (app.theme, app.theme_variables["background"]) == ("mine", "#101010")
        (tmp_path / "more.toml").write_text(
            MINE.format(background="#303030").replace("mine", "more"), encoding="utf-8"
        )
        await wait_until(pilot, lambda: "more" in app.available_themes)
        assert [one.message for one in app._notifications].count(
            f"{told} or an ANSI name such as ansi_blue. What is on show stays as it is."
        ) == 1
        file.write_text(MINE.format(background="#404040"), encoding="utf-8")
        await wait_until(pilot, lambda: app.theme_variables["background"] == "#404040")


async def test_the_theme_that_the_config_asks_for_is_worn_once_it_is_there(
    terminal: Callable[..., Terminal],
) -> None:
    """And what replaces one of the program's keeps its place while its file is broken."""
    scene = terminal('[ui]\ntheme = "late"\n')
    themes = FixedThemes([ThemeSpec("sprig-dark", dark=True, colors={"primary": "#101010"})])
    app = SprigApp(replace(scene.context, themes=themes))
    late = ThemeSpec("late", dark=False, colors={"primary": "#202020"}, own=True)
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.theme == "sprig-dark"
        themes.change([late])
        await wait_until(pilot, lambda: app.theme == "late")
        themes.change([replace(late, own=False, dark=True)], ["Theme file late.toml is bad."])
        await wait_until(pilot, lambda: len(app._notifications) == 1)
        assert not app.available_themes["late"].dark
        assert ("late", "light, your own") in theme_words(app)


async def test_a_theme_whose_file_went_stays_until_the_end(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    """It is not pulled away from under the screen."""
    (tmp_path / "mine.toml").write_text(MINE.format(background="#101010"), encoding="utf-8")
    scene = terminal('[ui]\ntheme = "mine"\n')
    app = SprigApp(replace(scene.context, themes=theme_source(tmp_path)))
    async with app.run_test(size=(80, 24)):
        (tmp_path / "mine.toml").unlink()
        assert load_themes(app) == []
        assert app.theme == "mine"
        assert ("mine", "dark") in theme_words(app)
