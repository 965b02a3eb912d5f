"""What a check of a key sends, where it may go, and what it makes of an answer."""

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Environment, Kind
from sprig_tui.services.key_check import CannotCheckError, KeyCheck, KeyChecker, KeyVerdict
from tests.fakes.engine import FixedClock
from tests.fakes.request_sender import OneAnswer

KEY = "sk_canary_7777"
CONFIG = """
[destination]
kind = "{kind}"
endpoint = "{endpoint}"
[destination.api_keys]
development = "sk_canary_7777"
"""


def checker(sender: OneAnswer | None = None, *, named: bool = False) -> KeyChecker:
    return KeyChecker(
        lambda: sender or OneAnswer(Answer(404)), FixedClock(), named_explicitly=named
    )


def plan(
    kind: str = "sprig",
    *,
    endpoint: str = "",
    environment: Environment | None = None,
    variable: str = "",
    named: bool = False,
) -> KeyCheck:
    text = CONFIG.format(kind=kind, endpoint=endpoint)
    snapshot = read_config(text, "/c.toml", environment_key=Secret(variable))
    return checker(named=named).plan(snapshot, environment)


async def result(answer: Answer, kind: str = "sprig", **options: str) -> tuple[KeyVerdict, str]:
    made = await checker(OneAnswer(answer)).make(plan(kind, **options))  # type: ignore[arg-type]
    return made.verdict, made.sentence


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("sprig", "https://api.sprig.com/v2/users/sprig-tui-check"),
        ("sprig_actions", "https://api.sprig.com/v2/users/sprig-tui-check"),
        ("gleap", "https://api.gleap.io/admin/auth"),
    ],
)
async def test_one_request_that_changes_nothing_is_sent(kind: str, url: str) -> None:
    """With the key in use, by a sender that is closed again."""
    sender = OneAnswer(Answer(200))
    await checker(sender).make(plan(kind))
    assert sender.sent == [(OutgoingRequest("GET", url, None), Secret(KEY), Kind(kind))]
    assert sender.closed


def test_what_is_sent_is_said_beforehand() -> None:
    """Host, kind, environment, masked key and the request."""
    check = plan("gleap", endpoint="http://127.0.0.1:99")
    assert check.question == "Send the development key to 127.0.0.1:99?"
    assert check.detail == (
        "One request, kind gleap, with the development key ••••••••7777 in its header:\n"
        "GET http://127.0.0.1:99/admin/auth\n"
        "It asks whether the token is good, and changes nothing there."
    )
    assert "canary" not in repr(check)


def test_the_variable_s_key_is_named_as_such() -> None:
    """It holds for both environments."""
    check = plan(variable="sk_variable_8888", environment=Environment.PRODUCTION)
    assert "the production key ••••••••8888 from $SPRIG_TUI_API_KEY" in check.detail


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"environment": Environment.PRODUCTION}, "no API key for the production environment"),
        ({"endpoint": "http://sprig.example"}, "plain http would show the API key"),
        ({"endpoint": "https://other.example", "variable": KEY}, "not sent to other.example"),
    ],
)
def test_a_key_that_is_not_there_or_must_not_go_there_is_not_sent(
    given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(CannotCheckError, match=sentence):
        plan(**given)  # type: ignore[arg-type]


def test_a_config_that_was_named_may_choose_the_host() -> None:
    check = plan(endpoint="https://other.example", variable=KEY, named=True)
    assert check.host == "other.example"


@pytest.mark.parametrize(
    ("kind", "status", "verdict"),
    [
        ("sprig", 200, KeyVerdict.ACCEPTED),
        ("sprig", 404, KeyVerdict.ACCEPTED),
        ("sprig_actions", 404, KeyVerdict.ACCEPTED),
        ("gleap", 200, KeyVerdict.ACCEPTED),
        ("gleap", 404, KeyVerdict.UNKNOWN),
        ("sprig", 401, KeyVerdict.REFUSED),
        ("sprig", 403, KeyVerdict.REFUSED),
        ("gleap", 401, KeyVerdict.REFUSED),
        ("sprig", 400, KeyVerdict.UNKNOWN),
        ("sprig", 500, KeyVerdict.UNKNOWN),
        ("sprig", 302, KeyVerdict.UNKNOWN),
        ("sprig", 429, KeyVerdict.UNKNOWN),
    ],
)
async def test_the_status_tells(kind: str, status: int, verdict: KeyVerdict) -> None:
    found, sentence = await result(Answer(status, took_ms=12), kind)
    assert found is verdict
    assert f"answered {status} in 12 ms" in sentence
    assert sentence.startswith(verdict.value)
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (Answer(401), "sprig-tui key set --stdin --environment development"),
        (Answer(500), "try again later"),
        (Answer(429, {"ratelimit-reset": "20"}), "try again in 21 s"),
        (Answer(302, {"location": "https://else.example/x"}), "redirect to else.example, which"),
        (Answer(302), "a redirect, which is never followed"),
        (Answer(400), "[destination].kind and endpoint"),
        (Answer(200, body=b"<!doctype html>"), "with a web page"),
        (Answer(404, body=b"<html>"), "with a web page"),
        (Answer(None, problem="It did not answer."), "It did not answer. Check the network"),
    ],
)
async def test_what_to_do_is_said(answer: Answer, advice: str) -> None:
    assert advice in (await result(answer))[1]


async def test_a_refused_key_of_the_variable_is_corrected_there() -> None:
    verdict, sentence = await result(Answer(401), variable="sk_variable_8888")
    assert (verdict, "correct $SPRIG_TUI_API_KEY" in sentence) == (KeyVerdict.REFUSED, True)


async def test_a_key_that_comes_back_is_not_shown() -> None:
    answers = [
        Answer(302, {"location": f"https://{KEY}.example/"}),
        Answer(None, problem=f"{KEY} went wrong."),
    ]
    for answer in answers:
        assert KEY not in (await result(answer))[1]
