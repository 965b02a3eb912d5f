"""A destination that gives every request the same answer."""

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind


class OneAnswer:
    """Implements `ports.RequestSender`; `sent` lists what it was given."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.sent: list[tuple[OutgoingRequest, Secret, Kind]] = []
        self.closed = False

    async def send(self, request: OutgoingRequest, key: Secret, *, kind: Kind) -> Answer:
        self.sent.append((request, key, kind))
        return self.answer

    async def close(self) -> None:
        self.closed = True
