"""A lane of the queue in words: where its requests go, and for what they were decided."""

from urllib.parse import urlsplit

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.redaction import without_login
from sprig_tui.domain.safe_text import safe

MAX_HOST = 80


def host_of(lane: Lane) -> str:
    """The host that a lane's requests go to, with its port where one is named; harmless text."""
    server = without_login(lane.endpoint or DESTINATIONS[lane.kind].home)
    try:
        host = urlsplit(server).netloc
    except ValueError:
        host = ""
    return safe(host or server, MAX_HOST)


def lane_words(lane: Lane) -> str:
    """`api.sprig.com (sprig, development)`."""
    return f"{host_of(lane)} ({lane.kind.value}, {lane.environment.value})"
