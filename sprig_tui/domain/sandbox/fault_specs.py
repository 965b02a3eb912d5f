"""Reads fault specs: `500`, `3x429:reset=20`, `reset:applied,10%,user=u_7`.

A spec is a fault with options behind colons, and conditions behind commas; options may stand behind
commas too, which a redirect needs because its URL has colons. docs/sandbox.md lists them all.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.sandbox.faults import Fault, FaultKind, FaultRule

GIGABYTE: Final = 1024**3
DEFAULT_RESET: Final = "10"
MAX_SECONDS: Final = 3600
FAULTS: Final = (
    "a status from 400 to 599, ok, timeout, reset, slow=SECONDS, huge, redirect=URL, html, drip"
)
OPTIONS: Final = "applied, status=N, and for 429 reset=TEXT or none"
CONDITIONS: Final = "N%, every=N, user=ID, path=/START"

_REPEAT: Final = re.compile(r"([0-9]{1,9})x(.*)", re.DOTALL)
_SIZE: Final = re.compile(r"([0-9]{1,9})(kb|mb|gb)?", re.IGNORECASE)
_UNITS: Final = {"": 1, "kb": 1024, "mb": 1024**2, "gb": GIGABYTE}
_HEADER_TEXT: Final = re.compile(r"[!-~]{1,100}")
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_ANY_STATUS: Final = (FaultKind.HUGE, FaultKind.HTML, FaultKind.DRIP)
_ALWAYS_APPLIED: Final = (FaultKind.OK, FaultKind.SLOW)
_DEFAULT_STATUS: Final = {
    FaultKind.HUGE: 200,
    FaultKind.HTML: 200,
    FaultKind.DRIP: 200,
    FaultKind.REDIRECT: 302,
}


class FaultSpecError(ValueError):
    """A spec that cannot be read; `str()` is one sentence that names it and what was expected."""


@dataclass(slots=True)
class _Draft:
    kind: FaultKind
    figures: dict[str, Any] = field(default_factory=dict)
    conditions: dict[str, Any] = field(default_factory=dict)


class _UnreadableError(Exception):
    """Why a part is not taken."""


def parse_faults(texts: Sequence[str]) -> tuple[FaultRule, ...]:
    """One rule a spec, in order; raises FaultSpecError."""
    return tuple(parse_fault(text) for text in texts)


def parse_fault(text: str) -> FaultRule:
    """The rule of one spec.

    Raises:
        FaultSpecError: a part of it is not understood, or does not go with the fault.
    """
    try:
        return _parse(text)
    except _UnreadableError as error:
        raise FaultSpecError(f"fault {_quoted(text)}: {error}") from None


def _parse(text: str) -> FaultRule:
    first, *more = [part.strip() for part in text.split(",")]
    repeat = _REPEAT.fullmatch(first)
    times = _whole(repeat[1]) if repeat else None
    draft, options = _read_fault(repeat[2] if repeat else first)
    for option in options:
        if not _read_option(draft, option):
            raise _UnreadableError(f"{_quoted(option)} is no option; expected {OPTIONS}")
    for part in more:
        if not (_read_option(draft, part) or _read_condition(draft, part)):
            expected = f"{CONDITIONS}, or an option ({OPTIONS})"
            raise _UnreadableError(f"{_quoted(part)} is no condition; expected {expected}")
    return FaultRule(text, Fault(draft.kind, **draft.figures), times=times, **draft.conditions)


def _read_fault(text: str) -> tuple[_Draft, Sequence[str]]:
    """The fault and its options that stand behind colons."""
    name, equals, value = text.partition("=")
    if name == FaultKind.REDIRECT:
        return _Draft(FaultKind.REDIRECT, {"url": _url(value), "status": 302}), ()
    head, *options = text.split(":")
    name, equals, value = head.partition("=")
    if re.fullmatch(r"[45][0-9][0-9]", head):
        reset = {"reset": DEFAULT_RESET} if head == "429" else {}
        return _Draft(FaultKind.STATUS, {"status": int(head), **reset}), options
    kind = next((one for one in _VALUES if one == name), None)
    if kind is None or (equals and _VALUES[kind] is None):
        raise _UnreadableError(f"{_quoted(head)} is no fault; expected {FAULTS}")
    figures: dict[str, Any] = {}
    if kind in _DEFAULT_STATUS:
        figures["status"] = _DEFAULT_STATUS[kind]
    if (reader := _VALUES[kind]) is not None:
        figures |= reader(value if equals else None)
    return _Draft(kind, figures), options


def _read_option(draft: _Draft, text: str) -> bool:
    """Take an option; whether it is one at all."""
    name, _equals, value = text.partition("=")
    limited = "reset" in draft.figures
    if text == "applied":
        if draft.kind in _ALWAYS_APPLIED:
            raise _UnreadableError(f"a request that gets {draft.kind} is always applied")
        draft.figures["applied"] = True
    elif name == "status":
        draft.figures["status"] = _status(draft.kind, value)
    elif (name == "reset" or text == "none") and not limited:
        raise _UnreadableError(f"{_quoted(text)} goes with 429 only")
    elif text == "none":
        draft.figures["reset"] = None
    elif name == "reset":
        draft.figures["reset"] = _reset(value)
    else:
        return False
    return True


def _read_condition(draft: _Draft, text: str) -> bool:
    """Take a condition; whether it is one at all."""
    name, equals, value = text.partition("=")
    if text.endswith("%"):
        draft.conditions["percent"] = _number(text[:-1], 100, "N% needs a number up to 100")
    elif name == "every" and equals:
        draft.conditions["every"] = _whole(value)
    elif name in ("user", "path") and value:
        draft.conditions[name] = unquote(value) if name == "user" else value
    else:
        return False
    if {"percent", "every"} <= draft.conditions.keys():
        raise _UnreadableError("a rate (N%) and every=N do not go together; expected one of them")
    return True


def _slow(value: str | None) -> dict[str, Any]:
    why = "slow=SECONDS needs a number up to 3600, for example slow=3"
    return {"seconds": _number(value or "", MAX_SECONDS, why)}


def _drip(value: str | None) -> dict[str, Any]:
    why = "drip=SECONDS needs a number up to 3600, for example drip=0.5"
    return {"seconds": 1.0 if value is None else _number(value, MAX_SECONDS, why)}


def _huge(value: str | None) -> dict[str, Any]:
    if value is None:
        return {"size": GIGABYTE}
    size = _SIZE.fullmatch(value)
    if size is None:
        raise _UnreadableError("huge=SIZE needs a size such as 500KB, 10MB or 2GB")
    return {"size": int(size[1]) * _UNITS[(size[2] or "").lower()]}


_VALUES: Final[dict[FaultKind, Callable[[str | None], dict[str, Any]] | None]] = {
    FaultKind.OK: None,
    FaultKind.TIMEOUT: None,
    FaultKind.RESET: None,
    FaultKind.SLOW: _slow,
    FaultKind.HUGE: _huge,
    FaultKind.HTML: None,
    FaultKind.DRIP: _drip,
}
"""How the value behind `=` is read; None for faults that have none."""


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not (good and value.isascii() and value.isprintable() and " " not in value):
        raise _UnreadableError("redirect=URL needs an http or https address of ASCII characters")
    return value


def _status(kind: FaultKind, value: str) -> int:
    number = int(value) if re.fullmatch("[0-9]{3}", value) else 0
    if kind is FaultKind.REDIRECT and number not in _REDIRECTS:
        raise _UnreadableError("a redirect's status is 301, 302, 303, 307 or 308")
    if kind in _ANY_STATUS and not 200 <= number <= 599:
        raise _UnreadableError("status=N needs a number from 200 to 599")
    if kind not in _DEFAULT_STATUS:
        raise _UnreadableError("status=N goes with redirect, huge, html and drip only")
    return number


def _reset(value: str) -> str:
    """A header's value as it is sent, `epoch` with how many seconds ahead."""
    if value == "epoch":
        return f"epoch+{DEFAULT_RESET}"
    if not _HEADER_TEXT.fullmatch(value) or re.fullmatch(r"epoch(?!\+[0-9]{1,9}$).*", value):
        raise _UnreadableError(
            "reset=TEXT needs seconds, epoch, epoch+SECONDS, or ASCII text to send"
        )
    return value


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) == 0:
        raise _UnreadableError(f"{_quoted(text)} must be a whole number above 0")
    return int(text)


def _number(text: str, most: float, why: str) -> float:
    number = float(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text) else 0.0
    if not 0 < number <= most:
        raise _UnreadableError(why)
    return number


def _quoted(text: str) -> str:
    return f'"{safe(text, 80)}"'
