"""The stand-in as a whole: which checks a request passes, in which order, and what is kept."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sprig_tui.domain.sandbox.calls import Call, Subject, read_subject, user_in_path
from sprig_tui.domain.sandbox.fault_replies import react
from sprig_tui.domain.sandbox.faults import Fault, FaultKind, FaultRule, FaultScript
from sprig_tui.domain.sandbox.gleap import GleapStandIn
from sprig_tui.domain.sandbox.keys import is_accepted, masked, sprig_key
from sprig_tui.domain.sandbox.received import MAX_TEXT, Received, ReceivedLog, cut_ids
from sprig_tui.domain.sandbox.replies import Reaction, Reply, message
from sprig_tui.domain.sandbox.sprig import SprigStandIn
from sprig_tui.domain.sandbox.window import SlidingWindow, Tally
from sprig_tui.domain.secret import Secret

SPRIG_LIMIT: Final = 1000
SPRIG_WINDOW: Final = 300.0
MAX_KEYS: Final = 1000

Handler = Callable[[Subject, int], Reply]
MakeChance = Callable[[int | None], Callable[[], float]]


@dataclass(frozen=True, slots=True)
class Terms:
    """Whom the stand-in serves and how often: `limit` requests a key in any `window` seconds.

    Without `keys` any key will do. The limit is Sprig's (facts.md, section 5); Gleap has none.
    """

    limit: int = SPRIG_LIMIT
    window: float = SPRIG_WINDOW
    keys: Sequence[Secret] = ()


class StandIn:
    """Takes requests for Sprig (`/v2/…`) and Gleap (`/admin/…`).

    A request passes its route, its key and the limit; only then a scripted fault may strike it, and
    only then is it validated and applied. `make_chance` makes a source of numbers from 0 up to 1
    from a seed, or from none.
    """

    def __init__(self, terms: Terms, *, make_chance: MakeChance) -> None:
        self.sprig = SprigStandIn()
        self.gleap = GleapStandIn()
        self.log = ReceivedLog()
        self._terms = terms
        self._make_chance = make_chance
        self._seed: int | None = None
        self.script = FaultScript((), make_chance(None))
        self._forget_requests()

    def use_faults(self, rules: Sequence[FaultRule], seed: int | None = None) -> None:
        """Another script from the next request on; with a seed its chances repeat."""
        self._seed = seed
        self.script = FaultScript(rules, self._make_chance(seed))

    def clear(self) -> None:
        """Forget users, contacts, requests and limits, and begin the script anew."""
        self.sprig.users.clear()
        self.gleap.contacts.clear()
        self.log.clear()
        self.use_faults(self.script.rules, self._seed)
        self._forget_requests()

    def receive(self, call: Call) -> tuple[Received, Reaction]:
        """Take a request; the entry for it is in the log already."""
        self._tally.note(call.monotonic)
        subject = read_subject(call)
        number = self.log.total + 1
        is_gleap = call.path.startswith("/admin/")
        key = call.api_token if is_gleap else sprig_key(call.authorization)
        rule: FaultRule | None = None
        applied = False
        reaction: Reaction | Handler = self._admit(call, key, is_gleap=is_gleap)
        if callable(reaction):
            rule = self._struck(call, subject)
            handler, fault = reaction, rule.fault if rule else Fault(FaultKind.OK)
            reaction, applied = _serve(handler, subject, number, fault, call)
        entry = Received(
            number=number,
            at_ms=call.at_ms,
            monotonic=call.monotonic,
            method=call.method,
            path=call.path[:MAX_TEXT],
            key=masked(key),
            user_ids=cut_ids(subject.user_ids),
            events=subject.events,
            status=reaction.status if isinstance(reaction, Reply) else None,
            fault=rule.text if rule else None,
            applied=applied,
        )
        self.log.add(entry)
        return entry, reaction

    def stats(self, monotonic: float) -> dict[str, object]:
        """Figures; `highest_in_window` is the most requests that any `window` seconds had."""
        return {
            "received": self.log.total,
            "kept": len(self.log),
            "window": self._terms.window,
            "limit": self._terms.limit,
            "in_window": self._tally.count(monotonic),
            "highest_in_window": self._tally.highest,
            "users": len(self.sprig.users),
            "contacts": len(self.gleap.contacts),
            "forgotten": self.sprig.users.forgotten + self.gleap.contacts.forgotten,
            "faults": [rule.text for rule in self.script.rules],
        }

    def _forget_requests(self) -> None:
        self._windows: dict[bytes, SlidingWindow] = {}
        self._tally = Tally(self._terms.window)

    def _admit(self, call: Call, key: bytes, *, is_gleap: bool) -> Handler | Reply:
        """The handler of a request that may pass, else its refusal."""
        handlers = self._handlers(call.path)
        if not handlers:
            return message(404, "No such path")
        handler = handlers.get(call.method)
        if handler is None:
            return message(405, "Wrong method", ("allow", ", ".join(handlers)))
        if not is_accepted(key, self._terms.keys):
            return message(401, "The API key is missing or not accepted")
        if is_gleap or (wait := self._window_of(key).take(call.monotonic)) <= 0:
            return handler
        return message(429, "Too many requests", ("ratelimit-reset", str(math.ceil(wait))))

    def _handlers(self, path: str) -> dict[str, Handler]:
        """What a path answers to, by method."""
        if user_in_path(path):
            of_gleap = path.startswith("/admin/")
            return {"DELETE": self.gleap.delete} if of_gleap else {"GET": self.sprig.show}
        routes: dict[str, dict[str, Handler]] = {
            "/v2/users": {"POST": self.sprig.upsert},
            "/v2/purge/visitors": {"POST": self.sprig.purge},
            "/admin/track": {"POST": self.gleap.track},
            "/admin/identify": {"POST": self.gleap.identify},
            "/admin/auth": {"GET": self.gleap.check},
        }
        return routes.get(path, {})

    def _window_of(self, key: bytes) -> SlidingWindow:
        window = self._windows.get(key)
        if window is None:
            if len(self._windows) >= MAX_KEYS:
                del self._windows[next(iter(self._windows))]
            window = SlidingWindow(self._terms.limit, self._terms.window)
            self._windows[key] = window
        return window

    def _struck(self, call: Call, subject: Subject) -> FaultRule | None:
        rule = self.script.choose(call.path, subject.user_ids)
        return None if rule is None or rule.fault.kind is FaultKind.OK else rule


def _serve(
    handler: Handler, subject: Subject, number: int, fault: Fault, call: Call
) -> tuple[Reaction, bool]:
    """The reaction, and whether the request changed anything."""
    is_true = fault.kind in (FaultKind.OK, FaultKind.SLOW)
    if not (is_true or fault.applied):
        return react(fault, call.at_ms), False
    reply = handler(subject, number)
    applied = call.method != "GET" and reply.status < 300
    if is_true:
        return replace(reply, wait=fault.seconds), applied
    return react(fault, call.at_ms), applied
