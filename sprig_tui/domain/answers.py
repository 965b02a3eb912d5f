"""What a destination's answer means for what was sent (design.md, section 6)."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.secret import MASK, Secret

DEFAULT_WAIT_S: Final = 60.0
MAX_WAIT_S: Final = 300.0
WAIT_MARGIN_S: Final = 1.0
"""Destinations cut seconds off, so that the very second they name may come too early."""
MIN_MASKED: Final = 4
_DAY_S: Final = 86_400.0
_NUMBER: Final = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_ONE_BY_ONE: Final = frozenset({400, 404, 413, 422})
_TEMPORARY: Final = frozenset({408, 425})
_MAX_HOST: Final = 80
_MAX_DATE: Final = 64
_URL_SAFE: Final = str.maketrans("+/", "-_")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request.

    `status` is None when nothing did; `problem` then is a sentence without addresses and keys, else
    "". `headers` have lower-case names. `body` is the start of the body, at most 64 KB, and
    `cut_off` tells that there was more. `took_ms` is the time from the first byte out.
    """

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    took_ms: int = 0
    problem: str = ""
    cut_off: bool = False


class Verdict(StrEnum):
    """What an answer asks for."""

    DELIVERED = "delivered"
    SPLIT = "split"
    PARKED = "parked"
    RETRY = "retry"
    RATE_LIMITED = "rate_limited"
    KEY_REFUSED = "key_refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why, in one sentence. `wait_s` is how long a rate limit lasts, else 0."""

    verdict: Verdict
    sentence: str
    wait_s: float = 0.0


def without_key(answer: Answer, key: Secret) -> Answer:
    """The answer with `key` masked wherever it stands, for a destination may echo what it got.

    Also as base64, alone or as the name or the password of basic authentication.
    """
    text = key.reveal()
    if len(text) < MIN_MASKED:
        return answer
    raw = text.encode("utf-8", "surrogateescape")
    encoded = _in_base64(raw)
    in_text = re.compile("|".join((re.escape(text), encoded)), re.IGNORECASE)
    in_body = re.compile(b"|".join((re.escape(raw), encoded.encode())), re.IGNORECASE)
    return replace(
        answer,
        headers={name: in_text.sub(MASK, value) for name, value in answer.headers.items()},
        body=in_body.sub(MASK.encode(), answer.body),
        problem=in_text.sub(MASK, answer.problem),
    )


def _in_base64(raw: bytes) -> str:
    """A pattern for the forms of a key in base64, with and without padding, the longest first."""
    plain = [b64encode(form).rstrip(b"=").decode() for form in (raw + b":", b":" + raw, raw)]
    forms = {form: None for one in plain for form in (one, one.translate(_URL_SAFE))}
    return "|".join(f"{re.escape(form)}={{0,2}}" for form in forms)


def is_web_page(answer: Answer) -> bool:
    """Whether the body is HTML, as a proxy's or a network's sign-in page is."""
    return answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def redirect_host(answer: Answer) -> str:
    """The host that a redirect leads to, harmless to show; "" where it names none."""
    try:
        host = urlsplit(answer.headers.get("location", "")).hostname
    except ValueError:
        host = None
    return safe(host, _MAX_HOST) if host else ""


def judge(answer: Answer, *, rows: int, now_ms: int) -> Judgement:
    """What becomes of a request that held `rows` rows; `now_ms` is the wall clock's time."""
    status = answer.status
    if status is None:
        return Judgement(Verdict.RETRY, answer.problem or "No answer came.")
    if 200 <= status < 300:
        return _judge_success(answer, status)
    if 300 <= status < 400:
        return Judgement(Verdict.RETRY, _redirect_sentence(answer, status))
    if status == 429:
        wait_s = rate_limit_wait(answer.headers, now_ms=now_ms)
        seconds = f"{wait_s:.0f}"
        return Judgement(
            Verdict.RATE_LIMITED,
            f"Answered 429, too many requests: nothing is sent for {seconds} s.",
            wait_s,
        )
    if is_web_page(answer):
        return _judge_web_page(status)
    if status in (401, 403):
        sentence = f"Answered {status}: the key was refused, so nothing else is sent."
        return Judgement(Verdict.KEY_REFUSED, sentence)
    if 400 <= status < 500 and status not in _TEMPORARY:
        return _judge_refusal(status, rows)
    return Judgement(Verdict.RETRY, f"Answered {status}; it is tried again.")


def rate_limit_wait(headers: Mapping[str, str], *, now_ms: int) -> float:
    """How many seconds to send nothing after a 429, from 1 to 300; 60 where nothing says.

    `ratelimit-reset` (seconds, facts.md, section 5) wins over `retry-after`. Both may also be an
    HTTP date or Unix time in seconds or milliseconds, which is compared with the answer's own
    `date`. What lies in the past or cannot be read says nothing.
    """
    now_s = _date_s(headers.get("date", ""))
    if now_s is None:
        now_s = now_ms / 1000
    for name in ("ratelimit-reset", "retry-after"):
        wait_s = _seconds_until(headers.get(name, "").strip(), now_s)
        if wait_s is not None and wait_s >= 0:
            return min(wait_s + WAIT_MARGIN_S, MAX_WAIT_S)
    return DEFAULT_WAIT_S


def _judge_success(answer: Answer, status: int) -> Judgement:
    if is_web_page(answer):
        return _judge_web_page(status)
    if answer.cut_off:
        sentence = f"Answered {status}, but the answer did not end; it is tried again."
        return Judgement(Verdict.RETRY, sentence)
    return Judgement(Verdict.DELIVERED, f"Answered {status}.")


def _judge_web_page(status: int) -> Judgement:
    return Judgement(
        Verdict.RETRY,
        f"Answered {status} with a web page, so this was not the destination; it is tried again.",
    )


def _judge_refusal(status: int, rows: int) -> Judgement:
    if status in _ONE_BY_ONE and rows > 1:
        return Judgement(
            Verdict.SPLIT,
            f"Answered {status} to {rows} events in one request; each goes by itself now.",
        )
    return Judgement(
        Verdict.PARKED, f"Answered {status}: refused for good, so it is not tried again."
    )


def _redirect_sentence(answer: Answer, status: int) -> str:
    host = redirect_host(answer)
    where = f" to {host}" if host else ""
    return f"Answered {status}, a redirect{where}, which is never followed; it is tried again."


def _seconds_until(written: str, now_s: float) -> float | None:
    """Seconds from now until what a header names; None when it cannot be read."""
    if not _NUMBER.fullmatch(written):
        at_s = _date_s(written)
        return None if at_s is None else at_s - now_s
    number = float(written)
    if number >= (now_s - _DAY_S) * 1000:
        return number / 1000 - now_s
    return number - now_s if number >= now_s - _DAY_S else number


def _date_s(written: str) -> float | None:
    """The Unix time of an HTTP date, None if it is none."""
    try:
        date = parsedate_to_datetime(written[:_MAX_DATE])
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
