"""CORS headers name one origin."""

import pytest

from sprig_tui.adapters.listener.answers import Answer
from sprig_tui.adapters.listener.cors import allow_origin, preflight
from sprig_tui.adapters.listener.routes import Purpose, Route


def test_an_answer_is_readable_for_one_origin() -> None:
    answer = allow_origin(Answer(200, b"x", ((b"retry-after", b"30"),)), b"http://a")
    assert (answer.status, answer.body) == (200, b"x")
    assert dict(answer.headers) == {
        b"retry-after": b"30",
        b"access-control-allow-origin": b"http://a",
        b"access-control-expose-headers": b"retry-after",
        b"vary": b"origin",
    }


@pytest.mark.parametrize(
    ("purpose", "method"), [(Purpose.BATCH, b"POST"), (Purpose.SETTINGS, b"GET")]
)
def test_a_preflight_names_the_method_and_never_credentials(
    purpose: Purpose, method: bytes
) -> None:
    headers = dict(preflight(Route(purpose)).headers)
    assert headers[b"access-control-allow-methods"] == method
    assert headers[b"access-control-allow-private-network"] == b"true"
    assert b"access-control-allow-credentials" not in headers
