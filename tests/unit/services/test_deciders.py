"""Deciding events once more, one after the other."""

from sprig_tui.domain.events import Envelope
from sprig_tui.domain.explain import stored_content
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.services.deciders import FileDecider, LogDecider
from tests import factories
from tests.factories import LEFT_OUT

NO_IDENTIFY = [{"name": "", "if": 'type = "identify"', "action": "drop_event"}]
NO_DELETE = [{"name": "", "if": 'type = "delete"', "action": "drop_event"}]


def stored(payload: object, reason: Reason, *, known: bool = False) -> StoredEvent:
    row = LogRow(1, factories.RECEIVED_MS, reason, "", type="track", user_id=factories.USER)
    return StoredEvent(row, factories.body(payload), Envelope(), known)


def decided(rules: Rules, *rows: StoredEvent) -> list[Reason]:
    decider = LogDecider(rules)
    return [decider.decide(row, stored_content(row)).reason for row in rows]


def test_an_identify_of_a_file_makes_its_user_known() -> None:
    decider = FileDecider(factories.registered())
    payloads = (
        factories.track(messageId="1"),
        factories.identify(messageId="2"),
        factories.track(messageId="3"),
        factories.delete(messageId="4"),
        factories.track(messageId="5"),
    )
    reasons = [decider.decide(factories.content_of(payload)).reason for payload in payloads]
    assert reasons == [
        Reason.UNKNOWN_USER,
        Reason.IDENTIFY,
        Reason.EVENT,
        Reason.DELETE,
        Reason.UNKNOWN_USER,
    ]


def test_users_may_be_known_from_the_start() -> None:
    decider = FileDecider(factories.registered(), [factories.USER])
    assert decider.decide(factories.content_of(factories.track())).reason is Reason.EVENT


def test_a_repeated_message_of_a_file_is_a_duplicate() -> None:
    """Events without a messageId are no repeats, nor is what is not an event."""
    decider = FileDecider(factories.registered(), [factories.USER])
    without = factories.track(messageId=LEFT_OUT)
    broken = {"type": "what", "messageId": "m-1", "userId": "u"}
    payloads = (broken, factories.track(), factories.track(), without, without, "text")
    reasons = [decider.decide(factories.content_of(payload)).reason for payload in payloads]
    assert reasons == [
        Reason.UNKNOWN_TYPE,
        Reason.EVENT,
        Reason.DUPLICATE,
        Reason.EVENT,
        Reason.EVENT,
        Reason.NOT_AN_OBJECT,
    ]


def test_rows_say_whether_their_user_was_known() -> None:
    rows = [stored(factories.track(), Reason.EVENT, known=known) for known in (False, True)]
    assert decided(factories.registered(), *rows) == [Reason.UNKNOWN_USER, Reason.EVENT]


def test_a_user_that_these_rules_do_not_make_known_stays_unknown() -> None:
    """Until the rows and these rules agree again."""
    rows = [
        stored(factories.identify(), Reason.IDENTIFY),
        stored(factories.track(), Reason.EVENT, known=True),
        stored(factories.alias(), Reason.ALIAS, known=True),
        stored(factories.track(), Reason.EVENT, known=True),
    ]
    assert decided(factories.registered(filters=NO_IDENTIFY), *rows) == [
        Reason.DESTINATION_FILTER,
        Reason.UNKNOWN_USER,
        Reason.ALIAS,
        Reason.EVENT,
    ]


def test_a_user_that_these_rules_make_known_is_known_from_then_on() -> None:
    rows = [
        stored(factories.track(), Reason.UNKNOWN_USER),
        stored(factories.identify(), Reason.DESTINATION_FILTER),
        stored(factories.track(), Reason.UNKNOWN_USER),
    ]
    assert decided(factories.registered(), *rows) == [
        Reason.UNKNOWN_USER,
        Reason.IDENTIFY,
        Reason.EVENT,
    ]


def test_a_user_that_these_rules_do_not_forget_stays_known() -> None:
    rows = [
        stored(factories.delete(), Reason.DELETE, known=True),
        stored(factories.track(), Reason.UNKNOWN_USER),
    ]
    assert decided(factories.registered(filters=NO_DELETE), *rows)[1] is Reason.EVENT


def test_a_row_without_a_user_is_decided_too() -> None:
    payload = factories.track(userId=LEFT_OUT, anonymousId="a")
    rows = [stored(payload, Reason.MISSING_USER_ID)]
    assert decided(factories.registered(), *rows) == [Reason.MISSING_USER_ID]
