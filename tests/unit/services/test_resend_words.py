"""What resending means, in words."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Environment
from sprig_tui.services.resend_words import production_warning, queued_words, resend_lines
from sprig_tui.services.resending import ResendPlan

LIVE = '[destination]\nmode = "live"\n[destination.api_keys]\ndevelopment = "dev-canary-1234"\n'
PRODUCTION = Lane(environment=Environment.PRODUCTION)


def lines(config: str, plan: ResendPlan) -> str:
    snapshot = read_config(config, "/c", environment_key=Secret())
    return "\n".join(resend_lines(plan, snapshot.config.destination, key=" (m)"))


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (LIVE, "joins the queue now"),
        ("", "waits until the mode is live (m)"),
        ('[destination]\nmode = "live"', "waits until there is a key"),
    ],
)
def test_when_rows_leave_is_told(config: str, words: str) -> None:
    """By the mode and the key of now."""
    plan = ResendPlan([1, 2], {Lane(): 2})
    assert lines(config, plan) == f"2 to api.sprig.com (sprig, development): {words}."


def test_rows_of_another_lane_stay_held_and_repeats_are_named() -> None:
    """What is sent now comes first."""
    text = lines(LIVE, ResendPlan([1, 2, 3], {PRODUCTION: 2, Lane(): 1}, taken=1)).splitlines()
    assert text[0].startswith("1 to api.sprig.com (sprig, development)")
    assert text[1].endswith("(sprig, production): held until that destination is chosen.")
    assert text[2] == "1 was delivered before, so the same arrives twice."
    assert "2 were delivered" in lines(LIVE, ResendPlan([1, 2], {Lane(): 2}, taken=2))


def test_real_users_are_warned_of() -> None:
    assert production_warning(ResendPlan([1], {Lane(): 1})) == ""
    assert production_warning(ResendPlan([1], {PRODUCTION: 1})).startswith("PRODUCTION: 1 ")


@pytest.mark.parametrize(
    ("config", "lanes", "queued", "said"),
    [
        (LIVE, {Lane(): 2}, 2, "2 of 2."),
        (LIVE, {PRODUCTION: 2}, 2, "2 of 2, held until that destination is chosen."),
        ("", {Lane(): 2}, 2, "2 of 2, held until the mode is live (m)."),
        ('[destination]\nmode = "live"', {Lane(): 2}, 1, "1 of 2, held until there is a key."),
        (LIVE, {PRODUCTION: 1, Lane(): 1}, 2, "2 of 2; 1 held for now, 3 tells why."),
        ("", {PRODUCTION: 1, Lane(): 1}, 2, "2 of 2; 2 held for now, 3 tells why."),
        ("", {Lane(): 2}, 0, "0 of 2."),
    ],
)
def test_what_was_queued_says_what_keeps_it(
    config: str, lanes: dict[Lane, int], queued: int, said: str
) -> None:
    """So that nobody takes a held event for one that leaves."""
    destination = read_config(config, "/c", environment_key=Secret()).config.destination
    plan = ResendPlan([1, 2], lanes)
    assert queued_words(plan, queued, destination) == f"Queued again: {said}"
