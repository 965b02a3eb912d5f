"""What the terminal is given."""

from collections.abc import Callable

from tests.ui.conftest import Terminal


def test_the_config_is_where_its_repository_says(terminal: Callable[..., Terminal]) -> None:
    """And what the context shows of itself holds no key."""
    context = terminal('[destination.api_keys]\ndevelopment = "key-canary-1234"').context
    assert context.config_path == "/config/sprig.toml"
    assert not context.ascii_only
    assert "canary" not in repr(context)
