"""A newcomer's whole way by the keyboard alone, on the real program.

From an empty folder to delivered events: a config that the program wrote, an engine on a free port,
the terminal on its real adapters, an app that sends over HTTP, and the sandbox in Sprig's place.
tests/e2e/test_newcomer.py runs it; `make screens` runs it for the pictures of docs/first-run.md.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import httpx
from textual.pilot import Pilot

from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.cli.engine_places import engine_places
from sprig_tui.cli.launch import RunningEngine
from sprig_tui.cli.places import Places
from sprig_tui.cli.screens import open_context
from sprig_tui.cli.session import Session
from sprig_tui.domain.log import Books
from sprig_tui.domain.secret import Secret
from sprig_tui.engine import Engine
from sprig_tui.ports import Clock
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext
from tests.screen import screen_text, wait_for_no_text, wait_for_text

KEY: Final = "newcomer-key-4711"
EVENTS: Final = ("Order Completed", "Video Played", "Plan Upgraded")
ARTICLES: Final = tuple(f"https://shop.example/articles/{number}" for number in (1001, 1002))
LIBRARY: Final = {"library": {"name": "analytics-node", "version": "2.3.0"}}
MOST_STEPS: Final = 25
"""So many times a key is pressed at most until the cursor is where it should be."""

Picture = Callable[["Scene", Pilot[Any], str], Awaitable[None]]


class ShopApp:
    """An app of the newcomer's, which sends to the listener as Segment's SDKs do."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._sent = 0

    async def visit(self, user: str) -> None:
        """A user comes, reads two articles and does three things; the SDK sends it as a batch."""
        calls: list[dict[str, object]] = [{"type": "identify", "traits": {"plan": "pro"}}]
        calls += [{"type": "page", "properties": {"url": url}} for url in ARTICLES]
        calls += [{"type": "track", "event": event} for event in EVENTS]
        for call in calls:
            self._sent += 1
            call.update(userId=user, messageId=f"shop-{self._sent}", context=LIBRARY)
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(f"{self._address}/v1/batch", json={"batch": calls})
        assert answer.status_code == 200, answer.text


@dataclass(frozen=True, slots=True)
class Scene:
    """The newcomer's terminal, what is behind it, and the camera."""

    context: TerminalContext
    shop: ShopApp
    sandbox: Sandbox
    home: Path
    stage: "Stage"

    async def books(self) -> Books:
        """What the log counted."""
        return await self.context.reader.books()


class Newcomer:
    """Presses keys and reads the screen; each chapter ends where the next begins."""

    def __init__(self, scene: Scene, pilot: Pilot[Any]) -> None:
        self._scene = scene
        self._pilot = pilot
        self.typed_key_was_shown = False

    async def go_the_whole_way(self) -> None:
        """All chapters."""
        for chapter in (
            *(self.set_up, self.send_first_event, self.see_why, self.map_events),
            *(self.add_url_rule, self.rehearse, self.go_live, self.deliver, self.look_back),
        ):
            self._scene.stage.pass_time()
            await chapter()

    async def set_up(self) -> None:
        """The first run: what is there already, the key, the lines for the app."""
        await self._see("No event has arrived yet", "Set-up: 2 of 7", "2 API key")
        await self._picture("what is left to do")
        await self._press("enter")
        await self._see("destination.api_keys.development", "typed unseen")
        await self._press(*KEY)
        self.typed_key_was_shown = KEY in screen_text(self._pilot.app.screen)
        await self._picture("the key, typed unseen")
        await self._press("enter")
        await self._see("••••4711 in the config file", "takes events", "Set-up: 3 of 7")
        await self._press("j", "j")
        await self._see("[curl]")
        await self._press("l")
        await self._see("[Node]")
        await self._picture("the lines for the app")

    async def send_first_event(self) -> None:
        """A test event, before any app is pointed here."""
        await self._press("t")
        await self._see("sprig-tui test", "unmapped event", "received 2")
        await self._picture("the first event")

    async def see_why(self) -> None:
        """The app sends; Live says why what it sends is filtered."""
        for user in ("u_1", "u_2", "u_3"):
            self._scene.stage.pass_time()
            await self._scene.shop.visit(user)
        await self._see("received 20", "filtered 16", "u_3", *EVENTS)
        await wait_for_no_text(self._pilot, "Test: identify")
        await self._press("j")
        await self._see("a adds a triggered event")
        await self._picture("why they are filtered")

    async def map_events(self) -> None:
        """From the set-up step to what was seen: three events, a key and two enters each."""
        await self._press("s")
        await self._see("6 Mappings", "shows what was seen and is not mapped")
        await self._press("enter")
        await self._see("[Seen, not mapped 5]", *EVENTS)
        await self._picture("seen, not mapped")
        for place, event in enumerate(EVENTS):
            await self._go_to(f"a adds “{event}”")
            await self._press("a")
            await self._see("Add a triggered event", "3 would move from filtered to forwarded")
            if place == 0:
                await self._picture("the form of an event")
            await self._press("enter")
            await self._see("enter save   esc back", f'event = "{event}"')
            if place == 0:
                await self._picture("what will be written")
            await self._press("enter")
            await self._see(f"[Seen, not mapped {4 - place}]", f"Triggered events {place + 1}")

    async def add_url_rule(self) -> None:
        """Two articles are one proposal; the form tells what it would change before it is saved."""
        await self._go_to("a adds “^https://shop")
        await self._press("a")
        await self._see("Add a page URL", "6 would move from filtered to forwarded")
        await self._picture("a URL rule, and what it would change")
        await self._press("enter")
        await self._see("enter save   esc back", "[[page_urls]]")
        await self._press("enter")
        await self._see("[Seen, not mapped 1]", "Page URLs 1")

    async def rehearse(self) -> None:
        """The sandbox takes the place of the destination."""
        await self._press("5")
        await self._see("[5 Settings]")
        await self._go_to("destination.endpoint")
        await self._press("enter")
        await self._see("Now: ")
        await self._press(*self._scene.sandbox.url)
        await self._press("enter")
        await self._see("saved: endpoint", self._scene.sandbox.url)
        await self._picture("the sandbox as destination")

    async def go_live(self) -> None:
        """Live is asked before it begins, and says what would be sent where."""
        await self._press("1")
        await self._see("[1 Live]", "received 20")
        await self._press("m")
        await self._see("Mode: what happens to what is forwarded", "> dry_run")
        await self._press("j")
        await self._see("> live")
        await self._press("enter")
        await self._see("Go live?", "••••4711")
        await self._picture("the question before going live")
        await self._press("y")
        await self._see("● LISTENING", "LIVE")
        await wait_for_no_text(self._pilot, "DRY RUN")

    async def deliver(self) -> None:
        """More traffic; it arrives at the sandbox, and the terminal says so."""
        await self._press("3")
        await self._see("[3 Deliveries]", "IDLE", "Nothing waits to be sent there")
        await self._scene.shop.visit("u_4")
        await self._see("delivered 6", "queue empty")
        await self._press("l", "l", "l")
        await self._see("[Delivered]", "1-6 of 6", "Plan Upgraded")
        await self._picture("delivered")

    async def look_back(self) -> None:
        """Everything is set up, and the books add up."""
        await self._press("4")
        await self._see("[4 Overview]", "adds up", "analytics-node")
        await self._picture("the flow")
        await self._press("1")
        await self._see("[1 Live]", "All is set up", "live, 6 delivered")
        await self._picture("all is set up")
        await self._press("escape", "g")
        await self._see("received 26", "delivered 6", "✓ SENT", "event #3")
        await self._picture("live, delivered")

    async def _press(self, *keys: str) -> None:
        await self._pilot.press(*keys)

    async def _see(self, *texts: str) -> None:
        await wait_for_text(self._pilot, *texts)

    async def _picture(self, words: str) -> None:
        await self._scene.stage.picture(self._scene, self._pilot, words)

    async def _go_to(self, text: str) -> None:
        """Down until the line below tells of what is looked for."""
        for patience_s in (0.05, 0.5):
            await self._press("g")
            for _ in range(MOST_STEPS):
                await self._pilot.pause(patience_s)
                if text in screen_text(self._pilot.app.screen):
                    return
                await self._press("j")
        raise AssertionError(f"{text!r} was not in the list\n{screen_text(self._pilot.app.screen)}")


async def no_picture(scene: Scene, pilot: Pilot[Any], words: str) -> None:
    """The camera of a run that wants none."""
    del scene, pilot, words


@dataclass(frozen=True, slots=True)
class Stage:
    """The clocks of engine and screens, what lets time pass on them, and the camera."""

    engine_clock: Clock = field(default_factory=SystemClock)
    screen_clock: Clock = field(default_factory=SystemClock)
    pass_time: Callable[[], None] = lambda: None
    picture: Picture = no_picture


AS_IT_IS: Final = Stage()


@asynccontextmanager
async def newcomer(
    home: Path, *, size: tuple[int, int] = (120, 36), stage: Stage = AS_IT_IS
) -> AsyncIterator[tuple[Scene, Newcomer]]:
    """A newcomer before the first screen, in an empty `home`.

    The environment's HOME and XDG folders say where the state goes.
    """
    async with _scene(home, stage) as scene:
        app = SprigApp(scene.context)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield scene, Newcomer(scene, pilot)


@asynccontextmanager
async def _scene(home: Path, stage: Stage) -> AsyncIterator[Scene]:
    session = Session(Secret())
    places = Places(home / ".config" / "sprig-tui" / "sprig.toml", config_named=False, store=None)
    said = session.write_first_config(places)
    assert "wrote a new config" in said, said
    repository = session.repository(places)
    snapshot = await repository.load()
    where = engine_places(places, snapshot, port=0)
    engines_own = session.repository(places)
    async with (
        Sandbox.start() as sandbox,
        Engine(where, engines_own, sink=lambda _r: None, clock=stage.engine_clock) as engine,
    ):
        owner = read_owner(where.store)
        assert owner is not None
        running = RunningEngine(ControlClient(where.control), owner)
        await running.client.attach()
        async with open_context(repository, snapshot, where, running) as context:
            told = replace(context, clock=stage.screen_clock)
            yield Scene(told, ShopApp(engine.address), sandbox, home, stage)
        await running.client.close()
