"""What a destination says about an event."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Literal

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.values import as_text
from sprig_tui.domain.events import CallType, Event
from sprig_tui.domain.redaction import without_login


class Destination(ABC):
    """One kind of destination.

    `integrations` are its names in the integrations object, `unsupported` the call types that it
    does not take, `home` its own `scheme://host`.
    """

    title: ClassVar[str]
    integrations: ClassVar[tuple[str, ...]]
    unsupported: ClassVar[frozenset[CallType]]
    home: ClassVar[str]

    @abstractmethod
    def refusal(self, event: Event) -> str | None:
        """The end of a sentence that names the field which is refused, None if none is."""

    @abstractmethod
    def warnings(self, event: Event, name: str | None) -> tuple[str, ...]:
        """What the operator should know about the event as it is sent under `name`."""

    @abstractmethod
    def requests(
        self, event: Event, *, name: str | None, endpoint: str
    ) -> tuple[OutgoingRequest, ...]:
        """What is sent for a forwarded event.

        `name` is the mapping's own event name, None for the destination's default. `endpoint`
        replaces `home` unless it is empty.
        """

    def name_of(self, event: Event) -> str | None:
        """The name that triggered events are compared with: a track's event, a screen's name."""
        if event.name is not None:
            return event.name
        return as_text(event.value.get("event" if event.type is CallType.TRACK else "name"))

    def request(
        self,
        method: Literal["POST", "DELETE", "GET"],
        endpoint: str,
        path: str,
        json: Mapping[str, object] | None,
    ) -> OutgoingRequest:
        """A request to `path`, which starts with a slash.

        A login in the endpoint is masked, for requests stand in records: nothing is sent to an
        endpoint that has one (`endpoint_problem`).
        """
        server = without_login(endpoint or self.home).rstrip("/")
        return OutgoingRequest(method, server + path, json)
