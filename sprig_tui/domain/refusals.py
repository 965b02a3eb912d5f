"""What to do about requests that the listener refused and did not store, by their cause.

Causes are those of `EngineStatus.refused`; the routes are facts.md, section 3.
"""

from collections.abc import Mapping
from typing import Final

ADVICE: Final[Mapping[str, str]] = {
    "unknown or missing key": (
        "Use a write key that listener.write_keys lists, or empty that list to take any; a "
        "webhook needs the API key."
    ),
    "wrong signature": (
        "listener.webhook_secret and the Shared Secret in Segment must be the same text."
    ),
    "unknown path or method": (
        "POST to /v1/identify, /v1/track, /v1/page, /v1/screen, /v1/group, /v1/alias or "
        "/v1/batch, a webhook to /; an SDK gets the address alone."
    ),
    "unsupported content type or encoding": (
        "Send JSON with Content-Type: application/json, as it is or with gzip."
    ),
    "broken HTTP": "What came was not HTTP/1.1: check what is between the sender and here.",
    "https sent to the http port": "The sender must use http://, or a tunnel that takes https.",
    "slow sender": "The sender took too long to send a request; it will try again.",
    "sender left early": "The sender hung up before its request was whole; it will try again.",
    "too many connections": "Fewer connections at once; senders will try again.",
    "the store could not take it": "Look at the disk of the store; senders will try again.",
    "internal error": "This is a bug of sprig-tui: its log has the details.",
}
"""By the words of the cause."""


def refusal_advice(cause: str) -> str:
    """One or two sentences on what to do, "" for a cause that is not known here.

    The name of an origin or a host in `cause` is a sender's and not repeated.
    """
    kind, _, name = cause.partition(" ")
    if name and kind == "origin":
        return "Put this origin into listener.cors_origins to allow its pages."
    if name and kind == "host":
        return "Put this name into listener.allowed_hosts to allow it, or send to the address."
    return ADVICE.get(cause, "")
