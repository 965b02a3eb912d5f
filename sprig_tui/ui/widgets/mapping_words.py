"""What the form of a mapping says: match types, and the verdict on a test text."""

from collections.abc import Mapping, Sequence
from typing import Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.settings import Mapping as MappingEntry
from sprig_tui.domain.settings import MatchType
from sprig_tui.services.mapping_trial import Verdict

MATCH_MEANINGS: Final[Mapping[MatchType, str]] = {
    MatchType.EXACTLY: "the whole text; case counts",
    MatchType.NOT_EXACTLY: "every other text",
    MatchType.CONTAINS: "anywhere in the text; case counts",
    MatchType.NOT_CONTAINS: "every text without it",
    MatchType.STARTS_WITH: "the text's beginning; case counts",
    MatchType.ENDS_WITH: "the text's end; case counts",
    MatchType.REGEX: "JavaScript pattern; case counts",
    MatchType.LEGACY: "JavaScript pattern; case is ignored",
}

NAMES: Final[Mapping[Table, str]] = {
    "triggered_events": "triggered event",
    "page_urls": "page URL",
}

PATTERN_LABELS: Final[Mapping[Table, str]] = {
    "triggered_events": "Event name",
    "page_urls": "Page URL",
}

REGISTER: Final[Mapping[Table, str]] = {
    "triggered_events": "Register it in Sprig's dashboard too (Events), before the first one is "
    "sent: Sprig knows only events that are registered.",
    "page_urls": "Register the page URL in Sprig's dashboard too (Events), before the first one "
    "is sent: Sprig knows only what is registered.",
}

EMPTY_EVENT: Final[Mapping[Table, str]] = {
    "triggered_events": "empty: the Segment name",
    "page_urls": "empty: pageview",
}


def verdict_words(
    verdict: Verdict, *, own: int, enabled: bool, entries: Sequence[MappingEntry]
) -> str:
    """The sentence about a test text; `own` is the edited entry's index of the edited table.

    `entries` is the table as the file has it, where a new entry comes last.
    """
    if verdict.slow:
        return "The pattern takes too long on this text, which counts as no match."
    matches = "It matches" if verdict.matches else "It does not match"
    if verdict.winner is None:
        if verdict.matches:
            return f"{matches}, but #{own + 1} is off: such events are filtered."
        return f"{matches}, and no other mapping does: such events are filtered."
    if verdict.winner == own:
        return f"{matches}, and #{own + 1} decides: such events are forwarded."
    winner = entries[verdict.winner]
    rule = f"#{verdict.winner + 1} ({winner.match} {winner.pattern[:60]})"
    if verdict.matches and enabled:
        return f"{matches}, but {rule} comes first and decides."
    return f"{matches}; {rule} decides."
