"""The sender that is loaded with the first request."""

import asyncio
import subprocess
import sys

from sprig_tui.adapters.sender.late_sender import LateSender
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind
from tests.adapters.sender.scripted import reply, serving

KEY = Secret("canary-key-0123456789")


async def test_requests_that_come_together_share_one_sender() -> None:
    sender = LateSender()
    async with serving(reply("202 Accepted"), reply("202 Accepted")) as server:
        request = OutgoingRequest("POST", server.url("/v2/users"), {"userId": "u_1"})
        answers = await asyncio.gather(
            *[sender.send(request, KEY, kind=Kind.SPRIG) for _ in range(2)]
        )
    assert [answer.status for answer in answers] == [202, 202]
    await sender.close()


async def test_a_request_given_up_while_it_loads_takes_nothing_from_the_next() -> None:
    sender = LateSender()
    async with serving(reply("202 Accepted")) as server:
        request = OutgoingRequest("POST", server.url("/v2/users"), {"userId": "u_1"})
        given_up = asyncio.create_task(sender.send(request, KEY, kind=Kind.SPRIG))
        await asyncio.sleep(0)
        given_up.cancel()
        answer = await sender.send(request, KEY, kind=Kind.SPRIG)
    assert answer.status == 202
    await sender.close()


def test_one_that_sent_nothing_is_closed_without_the_http_client() -> None:
    script = (
        "import asyncio, sys\n"
        "from sprig_tui.adapters.sender.late_sender import LateSender\n"
        "asyncio.run(LateSender().close())\n"
        "sys.exit('httpx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_an_engine_listens_without_the_http_client() -> None:
    script = "import sys, sprig_tui.engine; sys.exit('httpx' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
