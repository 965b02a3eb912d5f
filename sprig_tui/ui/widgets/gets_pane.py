"""What the destination gets: its requests, what was taken out before, and the search within."""

from typing import Final

from textual.content import Content
from textual.widgets import Static

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import ApiKeys, Environment
from sprig_tui.services.copy_forms import KEY_HEADERS
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.payload_marks import MarkedLine, filter_label, plain_lines
from sprig_tui.services.payload_text import readable_json
from sprig_tui.ui.widgets.payload_pane import PayloadPane
from sprig_tui.ui.widgets.payload_words import TAKEN_OUT, taken_out_words

MAX_TEXT: Final = 4_000
MOST_REMOVED: Final = 8
"""Lines for removed fields; the part Segment sent marks every one."""
NOT_SENT: Final[dict[DeliveryState, str]] = {
    DeliveryState.DRY_RUN: "Not sent: dry run. This is what the destination would get.",
    DeliveryState.HELD: "Not sent: held until the mode is live and its destination is chosen.",
    DeliveryState.PENDING: "Not sent yet: it is in the queue.",
    DeliveryState.RETRYING: "Sent, not taken yet; it is tried again.",
    DeliveryState.DELIVERED: "Sent and taken.",
    DeliveryState.FAILED: "Sent and refused.",
}
MUTED: Final = "$text-muted"


class GetsPane(PayloadPane):
    """The body line by line, a tree or raw; several requests one below the other as text."""

    def show_requests(self, story: EventStory, keys: ApiKeys) -> None:
        """Show what another event sends, or the same one again; of a key its last characters."""
        if self._is_shown((story, keys)):
            return
        bodies = [one.json for one in story.explanation.requests if one.json is not None]
        self.view.display = bool(bodies)
        self.query_one("#payload-head", Static).display = bool(bodies)
        size = sum(len(readable_json(body).encode()) for body in bodies)
        lines, is_json = body_lines(story, keys)
        self.show_lines(gets_head(story, keys), f"{size:,} bytes", lines, is_json=is_json)


def gets_head(story: EventStory, keys: ApiKeys) -> Content:
    """What became of it, what was taken out before; of a single request where it goes."""
    requests = story.explanation.requests
    delivery = story.stored.row.delivery
    if not requests:
        would = "would not be" if story.as_kind else "is not"
        words = story.stored.row.reason.word
        return Content.styled(f"Nothing: the event {would} forwarded ({words}).", MUTED)
    lines = []
    if story.as_kind:
        lines.append(Content.styled("Not sent: only shown.", "bold $text-warning"))
    elif delivery is not None:
        lines.append(Content.styled(NOT_SENT[delivery], "bold $text-accent"))
    lines += removed_lines(story)
    if len(requests) == 1:
        lines.append(Content(""))
        method, *rest = _request_head(requests[0], story, keys)
        lines.append(Content(method).stylize("bold $text-primary", 0, len(requests[0].method)))
        lines += [Content.styled(line, MUTED) for line in rest]
    return Content("\n").join(lines)


def body_lines(story: EventStory, keys: ApiKeys) -> tuple[list[MarkedLine], bool]:
    """The lines of the only body, and that they are JSON; else whole requests, as text."""
    requests = story.explanation.requests
    if len(requests) == 1 and requests[0].json is not None:
        return plain_lines(readable_json(requests[0].json)), True
    if len(requests) < 2:
        return [], False
    texts = []
    for request in requests:
        body = [] if request.json is None else ["", readable_json(request.json)]
        texts.append("\n".join([*_request_head(request, story, keys), *body, ""]))
    return plain_lines("\n".join(texts)), False


def removed_lines(story: EventStory) -> list[Content]:
    """A line for each field that the destination filters took out, with the filter's name."""
    explanation = story.explanation
    paths = explanation.taken_out
    shown = paths if len(paths) <= MOST_REMOVED else paths[: MOST_REMOVED - 1]
    lines = [
        Content.assemble(
            (f"- {safe(path, 80)}", TAKEN_OUT),
            (taken_out_words(filter_label(explanation, path)), f"bold {TAKEN_OUT}"),
        )
        for path in shown
    ]
    if len(shown) < len(paths):
        words = f"- {len(paths) - len(shown):,} more; Segment sent marks each of them"
        lines.append(Content.styled(words, TAKEN_OUT))
    return lines


def _request_head(request: OutgoingRequest, story: EventStory, keys: ApiKeys) -> list[str]:
    """Method and address, the key's header, the body's type."""
    environment = story.rules.environment
    key = keys.production if environment is Environment.PRODUCTION else keys.development
    shown = key.masked() or f"(no {environment.value} key is set)"
    lines = [
        f"{request.method} {safe(request.url, MAX_TEXT)}",
        f"{KEY_HEADERS[story.rules.kind]}{safe(shown)}",
    ]
    return lines if request.json is None else [*lines, "Content-Type: application/json"]
