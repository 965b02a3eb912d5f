"""From a decision to the row that is stored, and from a stored row back to its whole decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sprig_tui.domain.decide import decide, value_after_filters
from sprig_tui.domain.decision import Decision, OutgoingRequest, Step
from sprig_tui.domain.delivery import first_state
from sprig_tui.domain.events import Event, Item, JsonObject, Rejection
from sprig_tui.domain.filters import FilterResult
from sprig_tui.domain.log import NewRow, StoredEvent
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.record import shown_name
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Mode
from sprig_tui.domain.wire import reread


def new_row(
    item: Item,
    decision: Decision,
    *,
    received_at_ms: int,
    rules_version: str | None,
    mode: Mode,
    known_user: bool,
    source: str = "",
    unverified: bool = False,
    settings: str = "",
    message_id: str | None = None,
) -> NewRow:
    """The row to append for a decided item.

    `message_id` is the item's own or the one made for it; `known_user` as `decide` was told.
    """
    content = item.content
    forwarded = decision.outcome is Outcome.FORWARDED
    return NewRow(
        received_at_ms=received_at_ms,
        payload=item.payload,
        envelope=item.envelope,
        reason=decision.reason,
        detail=decision.detail,
        type=content.type.value if isinstance(content, Event) else content.type,
        name=shown_name(content),
        user_id=content.user_id,
        anonymous_id=content.anonymous_id,
        message_id=message_id,
        mapping=decision.mapping,
        warnings=decision.warnings,
        delivery=first_state(mode) if forwarded else None,
        rules_version=rules_version,
        known_user=known_user,
        source=source,
        unverified=unverified,
        settings=settings,
    )


@dataclass(frozen=True)
class Explanation:
    """A stored row decided again from its own bytes.

    `content` is what arrived. The row's reason and detail stay the truth: `difference` says in a
    sentence why `decision` has another one, or that other rules than the row's were used; "" when
    all agrees.
    """

    stored: StoredEvent
    content: Event | Rejection
    decision: Decision
    difference: str
    rules: Rules = field(repr=False)

    @property
    def trace(self) -> tuple[Step, ...]:
        """The ten steps as they go now."""
        return self.decision.trace

    @property
    def requests(self) -> tuple[OutgoingRequest, ...]:
        """What the destination gets; empty unless the row was forwarded."""
        forwarded = self.stored.row.outcome is Outcome.FORWARDED
        return self.decision.requests if forwarded else ()

    @property
    def filtered(self) -> JsonObject | None:
        """The event as the destination filters left it; None for what is not an event."""
        return None if self._result is None else self._result.value

    @property
    def taken_out(self) -> tuple[str, ...]:
        """The paths of the fields that the destination filters removed."""
        return () if self._result is None else self._result.changed

    @property
    def taken_out_by(self) -> Mapping[str, int]:
        """Which filter took out the field with a path: its place in the config's list, from 0."""
        steps = () if self._result is None else self._result.steps
        return {path: step.index for step in steps for path in step.removed}

    @cached_property
    def _result(self) -> FilterResult | None:
        if not isinstance(self.content, Event):
            return None
        return value_after_filters(self.content, self.rules)


def explain(stored: StoredEvent, source: RulesSource | Rules) -> Explanation:
    """Decide a stored row again, by the rules of its version, with trace and requests.

    Compiling a `RulesSource` may take 0.5 s at 10,000 mappings: pass `Rules` for many rows.
    """
    rules = source if isinstance(source, Rules) else Rules(source)
    content = stored_content(stored)
    decision = decide(content, rules, stored.known_user)
    return Explanation(stored, content, decision, _difference(stored, decision, rules), rules)


def stored_content(stored: StoredEvent) -> Event | Rejection:
    """What arrived. Of a rejection only the start is kept, so its row says what was read of it."""
    row = stored.row
    if row.outcome is Outcome.REJECTED:
        return Rejection(
            row.reason,
            row.detail,
            type=row.type,
            name=row.name,
            user_id=row.user_id,
            anonymous_id=row.anonymous_id,
            message_id=row.message_id,
            warnings=row.warnings,
        )
    return reread(stored.payload, stored.envelope, received_at_ms=row.received_at_ms)


def _difference(stored: StoredEvent, decision: Decision, rules: Rules) -> str:
    row = stored.row
    if decision.reason is not row.reason:
        return (
            f"Decided again it would be {decision.reason.value}; "
            f"{row.reason.value} is what was decided then."
        )
    if row.rules_version not in (None, rules.version):
        return "Explained by other rules than those that decided it."
    return ""
