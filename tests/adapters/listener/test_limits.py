"""The limits are those of reliability.md, sections 2 and 3."""

from sprig_tui.adapters.listener.limits import Limits


def test_the_defaults_are_the_bar() -> None:
    limits = Limits()
    assert (limits.connections, limits.request_time) == (512, 10.0)
    assert (limits.head_bytes, limits.target_bytes, limits.headers) == (16_384, 8_192, 100)
    assert limits.grace_time + limits.drain_time + limits.linger_time < 5
