"""Decide events once more, one after the other: those of a file, or those that the log keeps."""

from collections.abc import Iterable

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.events import Event, Rejection
from sprig_tui.domain.known_users import known_after
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.rules import Rules


class FileDecider:
    """Decides the events of a file in their order, by one set of rules.

    `known` are users known from the start; a forwarded identify makes its user known, and a
    repeated messageId is a duplicate.
    """

    def __init__(self, rules: Rules, known: Iterable[str] = ()) -> None:
        self._rules = rules
        self._known = set(known)
        self._seen: set[str] = set()

    def decide(self, content: Event | Rejection) -> Decision:
        """The decision about the next event."""
        user_id, known = content.user_id, content.user_id in self._known
        message_id = content.message_id if isinstance(content, Event) else None
        decision = decide(content, self._rules, known, repeat=message_id in self._seen)
        if message_id is not None:
            self._seen.add(message_id)
        if user_id is not None and known_after(decision.reason, known=known) != known:
            self._known ^= {user_id}
        return decision


class LogDecider:
    """Decides rows of the log in their order, by one set of rules.

    Whether a user is known is taken from each row. Where these rules make a user known, or forget
    it, and what was decided then did not, the difference carries on to later rows of that user.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._apart: dict[str, bool] = {}

    def decide(self, stored: StoredEvent, content: Event | Rejection) -> Decision:
        """The decision about the next row; `content` is what `stored_content` reads of it."""
        user_id, then = content.user_id, stored.known_user
        known = then if user_id is None else self._apart.get(user_id, then)
        decision = decide(content, self._rules, known)
        if user_id is not None:
            known = known_after(decision.reason, known=known)
            if known == known_after(stored.row.reason, known=then):
                self._apart.pop(user_id, None)
            else:
                self._apart[user_id] = known
        return decision
