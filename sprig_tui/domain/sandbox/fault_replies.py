"""What a fault looks like to the sender."""

import itertools
from collections.abc import Iterator
from typing import Final

from sprig_tui.domain.sandbox.faults import Fault, FaultKind
from sprig_tui.domain.sandbox.replies import JSON, Reaction, Reply, Silence, message

BLOCK: Final = b" " * 64 * 1024
HTML: Final = (
    b"<!doctype html>\n<title>Sign in</title>\n"
    b"<h1>Sign in to the network</h1>\n<p>This page is a fault of the sandbox.</p>\n"
)
_HTML_TYPE: Final = (("content-type", "text/html; charset=utf-8"),)


def react(fault: Fault, now_ms: int) -> Reaction:
    """The reaction of any fault but `ok` and `slow`, which give the true answer."""
    match fault.kind:
        case FaultKind.TIMEOUT:
            return Silence.HANG
        case FaultKind.RESET:
            return Silence.RESET
        case FaultKind.HUGE:
            return Reply(fault.status, headers=JSON, stream=_blocks(fault.size))
        case FaultKind.DRIP:
            return Reply(
                fault.status, headers=JSON, stream=itertools.repeat(b" "), pause=fault.seconds
            )
        case FaultKind.HTML:
            return Reply(fault.status, HTML, _HTML_TYPE)
        case FaultKind.REDIRECT:
            return Reply(fault.status, headers=(("location", fault.url),))
        case _:
            reset = _reset_header(fault, now_ms)
            return message(fault.status, f"Scripted fault: {fault.status}", *reset)


def _blocks(size: int) -> Iterator[bytes]:
    """`size` bytes of white space, a block at a time."""
    for _ in range(size // len(BLOCK)):
        yield BLOCK
    yield BLOCK[: size % len(BLOCK)]


def _reset_header(fault: Fault, now_ms: int) -> tuple[tuple[str, str], ...]:
    text = fault.reset
    if text is None:
        return ()
    if text.startswith("epoch+"):
        text = str(now_ms // 1000 + int(text.removeprefix("epoch+")))
    return (("ratelimit-reset", text),)
