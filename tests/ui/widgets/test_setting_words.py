"""What the choices of a setting mean."""

import pytest

from sprig_tui.services.settings_edits import SETTINGS, Setting
from sprig_tui.ui.widgets.setting_words import choice_words

CHOICES = [setting for setting in SETTINGS if setting.choices]


@pytest.mark.parametrize("setting", CHOICES, ids=lambda setting: setting.key)
def test_every_choice_is_explained(setting: Setting) -> None:
    """A new one cannot be forgotten."""
    words = choice_words(setting.key, setting.choices)
    assert [value for value, _ in words] == [str(choice) for choice in setting.choices]
    assert all(meaning for _, meaning in words)


def test_a_choice_without_words_is_shown_by_itself() -> None:
    """Such as a theme's name."""
    assert choice_words("ui.theme", ["sprig-dark"]) == [("sprig-dark", "")]
