"""What each choice of a setting means."""

from collections.abc import Mapping, Sequence
from typing import Final

from sprig_tui.domain.settings import Environment, Kind, Mode, UnknownUsers

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "destination.kind": {
        Kind.SPRIG: "Sprig classic: Identify, Track, Page, Alias",
        Kind.SPRIG_ACTIONS: "Sprig (Actions): Identify, Track, Screen",
        Kind.GLEAP: "Gleap (Actions): Identify, Track, Page, Screen",
    },
    "destination.environment": {
        Environment.DEVELOPMENT: "the development key is used",
        Environment.PRODUCTION: "the production key is used: real users",
    },
    "destination.mode": {
        Mode.DRY_RUN: "show what would be sent, send nothing",
        Mode.LIVE: "send at once, in order and within the limit",
        Mode.HOLD: "decide and queue until the mode is live",
    },
    "destination.unknown_users": {
        UnknownUsers.FILTER: "filter them: only an identify creates a user",
        UnknownUsers.FORWARD: "forward them: the destination decides",
    },
}


def choice_words(key: str, choices: Sequence[str]) -> list[tuple[str, str]]:
    """Each choice as text, and what it means."""
    meanings = MEANINGS.get(key, {})
    return [(str(choice), meanings.get(choice, "")) for choice in choices]
