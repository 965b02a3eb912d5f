"""What two sets of rules make of the same events: the answer to "what would change?"."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from sprig_tui.domain.decision import MappingRef, Table
from sprig_tui.domain.reasons import Outcome, Reason

NameCounts = tuple[tuple[str, int], ...]
"""Event names and pages' URLs, each with how many events have it, the most frequent first."""


class Effect(IntEnum):
    """What becomes of an event under other rules; the gravest is the smallest."""

    LOST = 0
    """It was forwarded and would not be."""
    GAINED = 1
    """It was not forwarded and would be."""
    SENT_DIFFERENTLY = 2
    """Both forward it, with other requests."""
    OTHER_REASON = 3
    """It stays forwarded or filtered, and is sent the same, for another reason."""
    OTHER_MAPPING = 4
    """It is forwarded and sent the same, for the same reason, by another mapping or by none."""

    @classmethod
    def of(cls, before: Reason, after: Reason, *, sends_other: bool) -> "Effect":
        """The effect of a step on an event that differs."""
        forwarded = Outcome.FORWARDED
        if before.outcome is not after.outcome:
            return cls.LOST if before.outcome is forwarded else cls.GAINED
        if sends_other:
            return cls.SENT_DIFFERENTLY
        return cls.OTHER_MAPPING if before is after else cls.OTHER_REASON


@dataclass(frozen=True, slots=True)
class Side:
    """What one set of rules makes of an event, in short; `name` is the event that would be sent."""

    reason: Reason
    detail: str
    mapping: MappingRef | None = None
    name: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Forwarded, filtered or rejected."""
        return self.reason.outcome


@dataclass(frozen=True, slots=True)
class Change:
    """One event that the two sets of rules treat differently.

    `id` is the row's id, or the position in a file (from 1), as text. `name` is the event's name or
    a page's URL. `sends_other` tells that both forward it, with other requests, and `fields` how
    they differ (see `sent_differences`); `other_mapping` that both forward it, by different
    mappings or one of them by none. `received_at_ms` is Unix milliseconds, None where it is not
    known.
    """

    id: str
    type: str | None
    name: str | None
    user_id: str | None
    before: Side
    after: Side
    sends_other: bool = False
    received_at_ms: int | None = None
    fields: tuple[str, ...] = ()
    other_mapping: bool = False

    @property
    def effect(self) -> Effect:
        """What becomes of the event."""
        return Effect.of(self.before.reason, self.after.reason, sends_other=self.sends_other)

    @property
    def moves(self) -> bool:
        """Whether the event moves between forwarded and filtered."""
        return self.before.outcome is not self.after.outcome


@dataclass(frozen=True, slots=True)
class StepShift:
    """The events that go from one reason to another, or differ within the same one.

    Those that keep their reason are sent differently, or else, with `other_mapping`, are the same
    but for the mapping behind it.
    `count` is of events that differ. `names` are the ten most frequent of theirs; an event without
    a name is in none. `fields` are the ten most frequent ways in which what is sent differs.
    """

    before: Reason
    after: Reason
    count: int
    names: NameCounts = ()
    fields: NameCounts = ()
    other_mapping: bool = False

    @property
    def effect(self) -> Effect:
        """What becomes of these events; sent differently where that holds for some of them."""
        other = bool(self.fields) or (self.before is self.after and not self.other_mapping)
        return Effect.of(self.before, self.after, sends_other=other)


@dataclass(frozen=True, slots=True)
class MappingShift:
    """What a mapping gains and loses: events that it forwards on one side and not on the other.

    A mapping is known by its table, match and pattern, so that a move within the file is no
    change. `before` and `after` are its indexes in the two files, None where it is in one only.
    `names` are the ten most frequent of the events gained and lost.
    """

    table: Table
    before: int | None
    after: int | None
    description: str
    gained: int = 0
    lost: int = 0
    names: NameCounts = ()


@dataclass(frozen=True)
class Comparison:
    """What changed over `looked_at` events of `planned`.

    `steps` counts every pair of reasons (before, after) among all events, equal ones too. `changes`
    lists those that differ, in reason, mapping or in what is sent, newest first of a log and in
    order of a file, at most as many as were asked for (what is lost goes before what is gained,
    then sent differently, another reason and another mapping); `left_out` counts the rest. `older`
    tells that the log holds events that were not looked at. `sends_other` counts the events that
    both sides forward with other requests, `other_mapping` those that both forward by different
    mappings, or one of them by none, whatever else differs. `shifts` and `mappings` sum up all
    events that differ, the larger numbers first.
    """

    looked_at: int = 0
    steps: Mapping[tuple[Reason, Reason], int] = field(default_factory=Counter)
    changes: tuple[Change, ...] = ()
    left_out: int = 0
    sends_other: int = 0
    older: bool = False
    planned: int = 0
    other_mapping: int = 0
    shifts: tuple[StepShift, ...] = ()
    mappings: tuple[MappingShift, ...] = ()

    @property
    def other_reason(self) -> int:
        """Events that stay forwarded or filtered, for another reason, and are sent the same."""
        others = self.gained + self.lost + self.sends_other + self.only_other_mapping
        return self.differs - others

    @property
    def only_other_mapping(self) -> int:
        """Events that differ in nothing but the mapping that forwards them."""
        return sum(shift.count for shift in self.shifts if shift.other_mapping)

    def counted(self, effect: Effect) -> int:
        """How many events an effect has."""
        return {
            Effect.LOST: self.lost,
            Effect.GAINED: self.gained,
            Effect.SENT_DIFFERENTLY: self.sends_other,
            Effect.OTHER_REASON: self.other_reason,
            Effect.OTHER_MAPPING: self.only_other_mapping,
        }[effect]

    @property
    def differs(self) -> int:
        """How many events differ, in reason, mapping or in what is sent."""
        return sum(shift.count for shift in self.shifts)

    def count(self, before: Outcome, after: Outcome) -> int:
        """How many events go from one outcome to another."""
        return sum(
            number
            for (old, new), number in self.steps.items()
            if (old.outcome, new.outcome) == (before, after)
        )

    @property
    def gained(self) -> int:
        """Events that were not forwarded and would be."""
        forwarded = sum(n for (_, new), n in self.steps.items() if new.outcome is Outcome.FORWARDED)
        return forwarded - self.count(Outcome.FORWARDED, Outcome.FORWARDED)

    @property
    def lost(self) -> int:
        """Events that were forwarded and would not be."""
        forwarded = sum(n for (old, _), n in self.steps.items() if old.outcome is Outcome.FORWARDED)
        return forwarded - self.count(Outcome.FORWARDED, Outcome.FORWARDED)
