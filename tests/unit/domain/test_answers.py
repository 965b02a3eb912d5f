"""What an answer means for the rows of its request (design.md, section 6)."""

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.answers import (
    DEFAULT_WAIT_S,
    MAX_WAIT_S,
    Answer,
    Verdict,
    judge,
    rate_limit_wait,
    redirect_host,
    without_key,
)
from sprig_tui.domain.secret import Secret

NOW_MS = 1_795_348_800_000
NOW_S = NOW_MS // 1000


def verdict(answer: Answer, rows: int = 1) -> Verdict:
    return judge(answer, rows=rows, now_ms=NOW_MS).verdict


def wait(value: str, *, name: str = "ratelimit-reset", **more: str) -> float:
    return rate_limit_wait({name: value} | more, now_ms=NOW_MS)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
@pytest.mark.parametrize("body", [b"", b"Accepted", b'{"message": "<html>"}', b"\x00\xff"])
def test_a_success_is_a_delivery_whatever_its_body(status: int, body: bytes) -> None:
    assert verdict(Answer(status, body=body)) is Verdict.DELIVERED


def test_a_success_whose_body_does_not_end_is_none() -> None:
    judged = judge(Answer(202, body=b"x" * 65_536, cut_off=True), rows=1, now_ms=NOW_MS)
    assert judged.verdict is Verdict.RETRY
    assert "the answer did not end" in judged.sentence


@pytest.mark.parametrize(
    "body", [b"<html>", b" \r\n\t<!DOCTYPE html>", b"\xef\xbb\xbf<?xml ?>", b"<script>"]
)
@pytest.mark.parametrize("status", [200, 400, 403, 404, 413, 451, 502])
def test_a_web_page_is_not_the_destinations_answer(status: int, body: bytes) -> None:
    judged = judge(Answer(status, body=body), rows=2, now_ms=NOW_MS)
    assert judged.verdict is Verdict.RETRY
    assert "web page" in judged.sentence


@pytest.mark.parametrize("status", [400, 404, 413, 422])
def test_what_was_refused_together_goes_one_by_one_and_is_parked_only_alone(status: int) -> None:
    assert verdict(Answer(status), rows=2) is Verdict.SPLIT
    assert verdict(Answer(status), rows=1) is Verdict.PARKED


@pytest.mark.parametrize("status", [402, 405, 409, 410, 415, 451, 499])
@pytest.mark.parametrize("rows", [1, 9])
def test_another_refusal_is_parked(status: int, rows: int) -> None:
    assert verdict(Answer(status), rows=rows) is Verdict.PARKED


@pytest.mark.parametrize("status", [100, 199, 408, 425, 500, 502, 503, 511, 599, 600, 999])
@pytest.mark.parametrize("rows", [1, 9])
def test_what_may_pass_is_tried_again(status: int, rows: int) -> None:
    assert verdict(Answer(status), rows=rows) is Verdict.RETRY


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_no_fault_of_the_rows(status: int) -> None:
    assert verdict(Answer(status), rows=3) is Verdict.KEY_REFUSED


def test_no_answer_is_tried_again_and_says_why() -> None:
    judged = judge(Answer(None, problem="Nothing answered in 10 s."), rows=1, now_ms=NOW_MS)
    assert (judged.verdict, judged.sentence) == (Verdict.RETRY, "Nothing answered in 10 s.")
    assert judge(Answer(None), rows=1, now_ms=NOW_MS).sentence == "No answer came."


@pytest.mark.parametrize(
    ("location", "named"),
    [
        ("https://user:secret@evil.example:8443/way?token=secret#secret", " to evil.example,"),
        ("//evil.example/way", " to evil.example,"),
        ("/v2/elsewhere?secret", "redirect,"),
        ("", "redirect,"),
        ("https://[oops", "redirect,"),
        ("https://a\x1bb\u202e/", " to a\\x1bb\\u202e,"),
    ],
)
def test_a_redirect_names_a_harmless_host_and_nothing_else(location: str, named: str) -> None:
    judged = judge(Answer(302, {"location": location}), rows=1, now_ms=NOW_MS)
    assert judged.verdict is Verdict.RETRY
    assert named in judged.sentence
    assert "secret" not in judged.sentence


@pytest.mark.parametrize("status", [300, 301, 303, 304, 307, 308, 399])
def test_no_redirect_is_a_success(status: int) -> None:
    assert verdict(Answer(status, {"location": "https://x.example/"})) is Verdict.RETRY


def test_a_rate_limit_says_how_long_it_lasts() -> None:
    judged = judge(Answer(429, {"ratelimit-reset": "30"}), rows=5, now_ms=NOW_MS)
    assert judged.verdict is Verdict.RATE_LIMITED
    assert 30 <= judged.wait_s <= 35
    assert "31 s" in judged.sentence


@pytest.mark.parametrize(
    ("written", "reset_s"),
    [
        ("0", 0),
        ("1", 1),
        ("12.5", 12.5),
        (" 30 ", 30),
        ("299", 299),
        (str(NOW_S + 42), 42),
        (str(NOW_MS + 42_000), 42),
        (f"{NOW_S + 42}.25", 42.25),
        (formatdate(NOW_S + 42, usegmt=True), 42),
    ],
)
@pytest.mark.parametrize("name", ["ratelimit-reset", "retry-after"])
def test_the_next_try_comes_within_five_seconds_of_the_reset(
    written: str, reset_s: float, name: str
) -> None:
    assert reset_s <= wait(written, name=name) <= reset_s + 5


@pytest.mark.parametrize(
    "written",
    ["", "-1", "abc", "nan", "1e9", "5, 5", str(NOW_S - 10), str(NOW_MS - 10_000), "99:99"],
)
def test_a_reset_that_says_nothing_waits_a_minute(written: str) -> None:
    assert wait(written) == DEFAULT_WAIT_S
    assert rate_limit_wait({}, now_ms=NOW_MS) == DEFAULT_WAIT_S


@pytest.mark.parametrize(
    "written", ["301", "1000000000", str(NOW_S + 86_400 * 365), "999999999999999"]
)
def test_no_reset_stops_the_queue_for_more_than_five_minutes(written: str) -> None:
    assert wait(written) == MAX_WAIT_S


def test_retry_after_counts_where_the_reset_says_nothing() -> None:
    assert 7 <= wait("abc", **{"retry-after": "7"}) <= 12
    assert 9 <= wait("9", **{"retry-after": "7"}) <= 14


def test_unix_time_is_compared_with_the_answers_own_clock() -> None:
    two_days = 2 * 86_400
    date = formatdate(NOW_S + two_days, usegmt=True)
    assert 20 <= wait(str(NOW_S + two_days + 20), date=date) <= 25
    naive = formatdate(NOW_S, usegmt=True).replace("GMT", "-0000")
    assert 20 <= wait(str(NOW_S + 20), date=naive) <= 25


@given(st.text() | st.from_regex(r"\A[\w ,:+-]{0,40}\Z"), st.text())
def test_any_header_gives_a_wait_between_a_second_and_five_minutes(written: str, date: str) -> None:
    assert 1 <= wait(written, date=date) <= MAX_WAIT_S


def test_a_key_that_the_destination_echoes_is_masked() -> None:
    key = Secret("Key+(abc)")
    answer = Answer(
        401, {"location": "https://KEY+(ABC).example"}, b"bad Key+(abc)!", problem="key+(abc)"
    )
    masked = without_key(answer, key)
    assert masked.body == b"bad ***!"
    assert masked.headers == {"location": "https://***.example"}
    assert masked.problem == "***"


@pytest.mark.parametrize("form", ["{}", "{}:", ":{}"])
@pytest.mark.parametrize("key", ["canary-key-1", "canary-key-12", "canary-key-123", "~~~???>>>"])
@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
@pytest.mark.parametrize("padding", ["=", ""])
def test_a_key_echoed_as_base64_is_masked(
    form: str, key: str, encode: Callable[[bytes], bytes], padding: str
) -> None:
    """As basic authentication has it, and alone; with and without padding."""
    text = encode(form.format(key).encode()).decode().rstrip("" if padding else "=")
    answer = Answer(401, {"x-got": text}, f"Basic {text}, why?".encode(), problem=text)
    masked = without_key(answer, Secret(key))
    assert masked == Answer(401, {"x-got": "***"}, b"Basic ***, why?", problem="***")


@pytest.mark.parametrize("key", ["", "abc"])
def test_a_key_too_short_to_be_one_masks_nothing(key: str) -> None:
    answer = Answer(400, body=b"abcabc")
    assert without_key(answer, Secret(key)) is answer


def test_where_a_redirect_leads_is_said_only_when_it_can_be_read() -> None:
    """Whatever stands in the header."""
    assert redirect_host(Answer(302, {"location": "https://a.example:1/x?y"})) == "a.example"
    assert redirect_host(Answer(302, {"location": "https://[broken/"})) == ""
    assert redirect_host(Answer(302, {"location": "/here"})) == ""
    assert redirect_host(Answer(302)) == ""
