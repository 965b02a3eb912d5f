"""Scripted faults: which request gets which, with the randomness passed in."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What goes wrong; the word is the one that a spec begins with."""

    OK = "ok"
    STATUS = "status"
    TIMEOUT = "timeout"
    RESET = "reset"
    SLOW = "slow"
    HUGE = "huge"
    REDIRECT = "redirect"
    HTML = "html"
    DRIP = "drip"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with its figures.

    `seconds` is the wait of a slow answer and the pause between the bytes of a drip, `size` the
    bytes of a huge one, `url` where a redirect leads. `reset` is the text of `ratelimit-reset`
    (`epoch+N`: so many seconds from now as Unix time), None for no such header. An `applied`
    request does its work although its sender does not learn so.
    """

    kind: FaultKind
    status: int = 0
    seconds: float = 0.0
    size: int = 0
    url: str = ""
    reset: str | None = None
    applied: bool = False


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault and the requests that it strikes; `text` is the spec as it was written.

    Of the requests that match `user` and `path` (a beginning), each one, a `percent` of them, or
    every `every`-th is struck, at most `times` in all.
    """

    text: str
    fault: Fault
    times: int | None = None
    percent: float | None = None
    every: int | None = None
    user: str | None = None
    path: str | None = None

    def matches(self, path: str, user_ids: Collection[str]) -> bool:
        """Whether a request is one that the rule may strike."""
        return (self.user is None or self.user in user_ids) and (
            self.path is None or path.startswith(self.path)
        )


@dataclass(slots=True)
class _Course:
    """A rule and how far it has come."""

    rule: FaultRule
    seen: int = 0
    struck: int = 0


class FaultScript:
    """Rules in order; the first one that strikes is the one.

    `chance` gives numbers from 0 up to 1: with the same numbers the same requests are struck.
    """

    def __init__(self, rules: Sequence[FaultRule], chance: Callable[[], float]) -> None:
        self._courses = [_Course(rule) for rule in rules]
        self._chance = chance

    @property
    def rules(self) -> Sequence[FaultRule]:
        """The rules in order."""
        return [course.rule for course in self._courses]

    def choose(self, path: str, user_ids: Collection[str]) -> FaultRule | None:
        """The rule that strikes a request; None when none does."""
        for course in self._courses:
            if course.rule.matches(path, user_ids) and self._strikes(course):
                course.struck += 1
                return course.rule
        return None

    def _strikes(self, course: _Course) -> bool:
        rule = course.rule
        if rule.times is not None and course.struck >= rule.times:
            return False
        course.seen += 1
        if rule.every is not None:
            return course.seen % rule.every == 0
        return rule.percent is None or self._chance() * 100 < rule.percent
