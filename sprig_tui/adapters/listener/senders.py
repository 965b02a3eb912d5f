"""Who sent a request, in a few words for the operator."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.adapters.listener.keys import last_four
from sprig_tui.adapters.listener.request import Request
from sprig_tui.domain.events import Event, Item

MAX_NAME: Final = 60


def name_sender(request: Request, items: Sequence[Item], key: bytes | str | None = None) -> str:
    """The SDK and its version, and the key as `••last4`: `analytics-python 2.4.0 ••ab12`.

    The SDK is the `context.library` of the first event that has one, else the product that
    `User-Agent` begins with. All of it is the sender's own text.
    """
    library = ""
    for item in items:
        library = _library(item)
        if library:
            break
    sender = library or _product(request)
    shown = last_four(key)
    return f"{sender} {shown}".strip()


def _library(item: Item) -> str:
    context = item.content.value.get("context") if isinstance(item.content, Event) else None
    library = context.get("library") if isinstance(context, dict) else None
    if not isinstance(library, dict):
        return ""
    words = (library.get("name"), library.get("version"))
    return " ".join(word for word in words if isinstance(word, str))[:MAX_NAME].strip()


def _product(request: Request) -> str:
    agent = request.header(b"user-agent").decode("latin-1")
    return agent.partition(" ")[0].replace("/", " ", 1)[:MAX_NAME]
