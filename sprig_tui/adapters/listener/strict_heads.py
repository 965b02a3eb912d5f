"""uvicorn's protocol with stricter request heads.

httptools refuses bare line feeds, folded headers and two lengths by itself; it takes requests with
no Host or two, HTTP/0.9, and heads of any size (reliability.md, section 5).
"""

import asyncio
from typing import Any, NoReturn, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sprig_tui.adapters.listener.crowd import Crowd
from sprig_tui.adapters.listener.heads import (
    RefusedError,
    bad_http,
    check_head,
    is_simple_request,
    too_large_head,
)


class StrictHeads(HttpToolsProtocol):
    """Refuses heads that `heads.check_head` does not take, or that are too large.

    The parser turns what its callbacks raise into an error of its own: `fault` keeps the reason.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.crowd = cast(Crowd, server_state)
        self.fault: RefusedError | None = None
        self.begun = False
        self.in_head = True
        self._head_size = 0
        self._head_fed = 0

    def feed(self, data: bytes) -> None:
        """Give bytes to the parser, which calls the methods below.

        Raises:
            HttpParserError, HttpParserUpgrade: the bytes are refused; `fault` may say why.
            RefusedError: they are the 17th KB of a head.
        """
        all_head = self.in_head and (self.begun or self.cycle is None)
        was_begun = self.begun
        self.parser.feed_data(data)
        if not (all_head and self.in_head and self.begun):
            return
        self._head_fed += len(data)
        if self._head_fed > self.crowd.limits.head_bytes:
            self._refuse_head(too_large_head())
        if not was_begun and is_simple_request(data):
            self._refuse_head(bad_http())

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self.begun = True
        self._head_size = self._head_fed = 0

    def on_url(self, url: bytes) -> None:
        """A piece of the target."""
        super().on_url(url)
        if len(self.url) > self.crowd.limits.target_bytes:
            self._refuse_head(too_large_head())

    def on_header(self, name: bytes, value: bytes) -> None:
        """A whole header; one that comes behind a chunked body is counted and dropped."""
        self._head_size += len(name) + len(value) + len(b": \r\n")
        if self.in_head:
            super().on_header(name, value)
        limits = self.crowd.limits
        size = self._head_size + len(self.url)
        if size > limits.head_bytes or len(self.headers) > limits.headers:
            self._refuse_head(too_large_head())

    def on_headers_complete(self) -> None:
        """The head is whole; one that passes is handed to the application."""
        try:
            check_head(
                version=self.parser.get_http_version(),
                target=self.url,
                headers=self.headers,
                upgrade=self.parser.should_upgrade(),
            )
        except RefusedError as fault:
            self._refuse_head(fault)
        super().on_headers_complete()
        self.in_head = False

    def on_message_complete(self) -> None:
        """The request is whole."""
        super().on_message_complete()
        self.begun = False
        self.in_head = True

    def _refuse_head(self, fault: RefusedError) -> NoReturn:
        self.fault = fault
        raise fault
