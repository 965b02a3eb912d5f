"""Tests of the listener run on uvloop, as the engine does."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The product's loop."""
    return {"uvloop": uvloop.new_event_loop}
