"""The reason codes (design.md, section 4), what each means and what to do, a sentence each."""

from enum import StrEnum
from typing import Final


class Outcome(StrEnum):
    """What became of an event."""

    FORWARDED = "forwarded"
    FILTERED = "filtered"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why; the part before the dot is the outcome."""

    INVALID_JSON = "rejected.invalid_json"
    NOT_AN_OBJECT = "rejected.not_an_object"
    TOO_LARGE = "rejected.too_large"
    TOO_DEEP = "rejected.too_deep"
    MISSING_TYPE = "rejected.missing_type"
    UNKNOWN_TYPE = "rejected.unknown_type"
    MISSING_EVENT = "rejected.missing_event"
    NO_USER_OR_ANONYMOUS_ID = "rejected.no_user_or_anonymous_id"
    BAD_USER_ID = "rejected.bad_user_id"
    BATCH_LIMIT = "rejected.batch_limit"
    DUPLICATE = "filtered.duplicate"
    INTEGRATIONS = "filtered.integrations"
    UNSUPPORTED_TYPE = "filtered.unsupported_type"
    SAMPLED_OUT = "filtered.sampled_out"
    DESTINATION_FILTER = "filtered.destination_filter"
    INVALID_FILTER = "filtered.invalid_filter"
    MISSING_USER_ID = "filtered.missing_user_id"
    INVALID_FIELD = "filtered.invalid_field"
    MAPPING_DISABLED = "filtered.mapping_disabled"
    UNMAPPED_EVENT = "filtered.unmapped_event"
    UNMAPPED_PAGE = "filtered.unmapped_page"
    MISSING_URL = "filtered.missing_url"
    UNKNOWN_USER = "filtered.unknown_user"
    IDENTIFY = "forwarded.identify"
    ALIAS = "forwarded.alias"
    DELETE = "forwarded.delete"
    EVENT = "forwarded.event"
    PAGE = "forwarded.page"
    AUTO_ACCEPTED = "forwarded.auto_accepted"

    @property
    def outcome(self) -> Outcome:
        """Forwarded, filtered or rejected."""
        return _OUTCOMES[self]

    @property
    def word(self) -> str:
        """The code's second half in plain words, for a narrow column."""
        return self.value.partition(".")[2].replace("_", " ")


_OUTCOMES: Final = {reason: Outcome(reason.value.partition(".")[0]) for reason in Reason}

MEANING: dict[Reason, str] = {
    Reason.INVALID_JSON: "The body is not JSON.",
    Reason.NOT_AN_OBJECT: "An event must be a JSON object.",
    Reason.TOO_LARGE: "An event may have 32 KB, a batch 500 KB.",
    Reason.TOO_DEEP: "An event may be nested 64 levels deep.",
    Reason.MISSING_TYPE: "The event has no type.",
    Reason.UNKNOWN_TYPE: "The type is none of Segment's call types.",
    Reason.MISSING_EVENT: "A track call needs an event name.",
    Reason.NO_USER_OR_ANONYMOUS_ID: "An event needs a userId or an anonymousId.",
    Reason.BAD_USER_ID: "The userId must be text (a number or boolean is taken as text).",
    Reason.BATCH_LIMIT: "A batch may hold 2,500 events; the rest was not read.",
    Reason.DUPLICATE: "The messageId was seen before; a retry is not sent twice.",
    Reason.INTEGRATIONS: "The event's integrations object switches this destination off.",
    Reason.UNSUPPORTED_TYPE: "The destination does not support this call type.",
    Reason.SAMPLED_OUT: "A destination filter samples, and this event is not in the sample.",
    Reason.DESTINATION_FILTER: "A destination filter drops this event.",
    Reason.INVALID_FILTER: "A destination filter does not parse; the safe default sends nothing.",
    Reason.MISSING_USER_ID: "The destination needs a userId; the event has an anonymousId only.",
    Reason.INVALID_FIELD: "The destination refuses a field of this event.",
    Reason.MAPPING_DISABLED: "The mapping that matches is switched off.",
    Reason.UNMAPPED_EVENT: "No triggered event matches the event's name.",
    Reason.UNMAPPED_PAGE: "No page URL matches properties.url.",
    Reason.MISSING_URL: "The page call has no properties.url.",
    Reason.UNKNOWN_USER: "The user was not identified through this listener.",
    Reason.IDENTIFY: "Identify creates or updates the user.",
    Reason.ALIAS: "Alias names a user, as an identify without attributes.",
    Reason.DELETE: "A deletion request removes the user.",
    Reason.EVENT: "A triggered event matches.",
    Reason.PAGE: "A page URL matches.",
    Reason.AUTO_ACCEPTED: "No triggered event matches, but Auto Accept Events is on.",
}
"""The same words are in docs/reasons.md."""

REMEDY: dict[Reason, str] = {
    Reason.INVALID_JSON: "Look at the byte position in the detail.",
    Reason.NOT_AN_OBJECT: "Send one object, or a batch with a batch array of objects.",
    Reason.TOO_LARGE: "Send less; Segment refuses it too.",
    Reason.TOO_DEEP: "Flatten the properties.",
    Reason.MISSING_TYPE: "SDKs set it; check hand-made calls.",
    Reason.UNKNOWN_TYPE: "Use identify, track, page, screen, group, alias or delete.",
    Reason.MISSING_EVENT: "Give event a name.",
    Reason.NO_USER_OR_ANONYMOUS_ID: "Set one of them.",
    Reason.BAD_USER_ID: "Send text of at most 1,024 characters.",
    Reason.BATCH_LIMIT: "Send smaller batches.",
    Reason.DUPLICATE: "Nothing. Give every event its own id.",
    Reason.INTEGRATIONS: "Take the flag out, or set it to true.",
    Reason.UNSUPPORTED_TYPE: "Nothing: the destination cannot use it.",
    Reason.SAMPLED_OUT: "Look at the filter's percent.",
    Reason.DESTINATION_FILTER: "Look at the filter named in the detail.",
    Reason.INVALID_FILTER: "Mend or disable the filter.",
    Reason.MISSING_USER_ID: "Call identify first.",
    Reason.INVALID_FIELD: "Look at the field named in the detail.",
    Reason.MAPPING_DISABLED: "Switch it on: space in Mappings, or sprig-tui mappings enable.",
    Reason.UNMAPPED_EVENT: "Map it: a in Live or sprig-tui mappings add; register it in Sprig too.",
    Reason.UNMAPPED_PAGE: "Map it: a in Live or sprig-tui mappings add; register it in Sprig too.",
    Reason.MISSING_URL: "Send properties.url; context.page.url does not count.",
    Reason.UNKNOWN_USER: (
        'Send an identify, sprig-tui users import, or set unknown_users = "forward".'
    ),
}
"""What to do about each reason that is not forwarded, in the same words as docs/reasons.md."""
