"""What the steps of the first run say."""

import pytest

from sprig_tui.domain.settings import Config, Mode, TriggeredEvent
from sprig_tui.services.first_run import SetupStep, StepId, StepState
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.widgets.setup_words import (
    detail_content,
    head_content,
    live_content,
    registration_content,
    short_path,
    step_content,
)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("state", list(StepState))
def test_how_a_step_stands_is_a_word_beside_its_sign(state: StepState, glyphs: GlyphSet) -> None:
    """No state by colour alone; what comes from elsewhere is harmless."""
    text = step_content(SetupStep(StepId.LISTENER, state, "\x1b[2J down"), 3, 80, glyphs).plain
    words = {"done": "done", "open": "to do", "skipped": "skipped", "problem": "wrong"}
    assert words[state.value] in text
    assert "3 Listener" in text
    assert text.isprintable()


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_a_sentence_that_is_too_long_ends_behind_a_word(glyphs: GlyphSet) -> None:
    """With the sign of the look that is chosen."""
    sentence = "no development key yet; nothing can be sent without one"
    step = SetupStep(StepId.KEY, StepState.OPEN, sentence)
    line = step_content(step, 2, 75, glyphs)
    assert line.plain.endswith(f"nothing can be sent{glyphs.ellipsis}")
    assert line.cell_length <= 75
    assert step_content(step, 2, 90, glyphs).plain.endswith(sentence)


def test_the_head_says_how_far_it_is() -> None:
    assert head_content("2 of 7", arrived=False).plain.startswith(
        "No event has arrived yet. Set-up"
    )
    assert "s comes back here" in head_content("5 of 7", arrived=True).plain
    assert head_content("", arrived=True).plain.startswith("All is set up.")


def test_the_path_of_the_config_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The home directory is `~`; a long path loses its beginning."""
    monkeypatch.setenv("HOME", "/home/ann")
    assert short_path("/home/ann/.config/s.toml", 60, "…") == "~/.config/s.toml"
    assert short_path("/home/anna/s.toml", 60, "…") == "/home/anna/s.toml"
    assert short_path("/a/very/long/way/s.toml", 10, "…") == "…ay/s.toml"
    monkeypatch.delenv("HOME")
    assert short_path("/home/\x1b/s.toml", 60, "…") == "/home/\\x1b/s.toml"


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.DRY_RUN, "nothing is sent"),
        (Mode.HOLD, "waits until you go live (m)"),
        (Mode.LIVE, "sent at once"),
    ],
)
def test_the_mode_says_what_becomes_of_events(mode: Mode, words: str) -> None:
    """Shown only, held or sent."""
    config = Config.model_validate({"destination": {"mode": mode}})
    assert words in live_content(config).plain


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (StepId.CONFIG, "~/c.toml"),
        (StepId.KEY, "The development API key"),
        (StepId.LISTENER, "http://h:1"),
        (StepId.EVENT, "sends a test event"),
        (StepId.MAPPINGS, "Nothing is mapped yet"),
        (StepId.LIVE, "Mode DRY RUN"),
    ],
)
def test_each_step_says_what_can_be_done(name: StepId, words: str) -> None:
    text = detail_content(name, Config(), path="~/c.toml", address="http://h:1")
    assert words in text.plain


def test_the_name_that_goes_out_stands_beside_the_segment_name() -> None:
    """Where they differ."""
    entries = (TriggeredEvent(event="Signed Up", sprig_event="User\x1b up"),)
    text = registration_content(Config(triggered_events=entries)).plain
    assert "Signed Up  exactly, sent as User\\x1b up" in text


def test_a_long_list_is_cut_and_counted() -> None:
    """The clipboard has all of it."""
    config = Config(
        triggered_events=tuple(TriggeredEvent(event=f"E {n} \x1b[b]") for n in range(500))
    )
    lines = registration_content(config).plain.split("\n")
    assert lines[-1] == "and 300 more"
    assert all(line.isprintable() for line in lines)


def test_a_command_is_named_as_the_program_was_started() -> None:
    said = live_content(Config(), ".venv/bin/sprig-tui").plain
    assert "run .venv/bin/sprig-tui sandbox" in said
