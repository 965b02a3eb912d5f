"""Posts events to the running listener, as a Segment SDK would."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineHangsError, EngineUnreachableError, SendResult

if TYPE_CHECKING:
    import httpx

TIMEOUT: Final = 10.0


class ListenerClient:
    """Implements `ports.EventSender`.

    `address` gives the listener's `http://HOST:PORT`, `write_key` the key to show ("" when the
    listener takes any), `owner` the process that listens, 0 where it is not known. Proxies of the
    environment are not used: the listener is on this machine.
    """

    def __init__(
        self,
        address: Callable[[], str],
        write_key: Callable[[], Secret],
        owner: Callable[[], int] = lambda: 0,
    ) -> None:
        self._address = address
        self._owner = owner
        self._write_key = write_key

    async def send(self, event: Mapping[str, object]) -> SendResult:
        """Post one event to the route of its `type`; a delete has none and goes as a batch.

        Raises:
            EngineUnreachableError: nobody answers at the address.
        """
        if event["type"] == "delete":
            return await self.send_batch([event])
        return await self._post(f"/v1/{event['type']}", event)

    async def send_batch(self, events: Sequence[Mapping[str, object]]) -> SendResult:
        """Post several events in one request; raises EngineUnreachableError."""
        return await self._post("/v1/batch", {"batch": list(events)})

    async def _post(self, path: str, body: Mapping[str, object]) -> SendResult:
        import httpx  # takes 60 ms, which the terminal's first paint need not wait for

        address = self._address()
        key = self._write_key().reveal() or "sprig-tui"
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT) as client:
                answer = await client.post(address + path, json=body, auth=(key, ""))
        except httpx.TimeoutException as error:
            raise EngineHangsError(self._owner(), asked=True) from error
        except httpx.HTTPError as error:
            raise EngineUnreachableError(f"nobody answers at {address}") from error
        return SendResult(answer.status_code, _message(answer))


def _message(answer: "httpx.Response") -> str:
    """The answer's own word for what went wrong, "" when nothing did."""
    if answer.is_success:
        return ""
    try:
        said = answer.json()
        return str(said.get("message") or answer.reason_phrase)
    except (ValueError, AttributeError):
        return answer.reason_phrase
