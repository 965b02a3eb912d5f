"""A stored event as the call of a Segment SDK that sends it.

Methods, their order of arguments and what they take are those of analytics-node 3.1,
segment-analytics-python 2.4 and analytics-next (facts.md, section 3a). Their names of fields are
Segment's own; what a call does not take is named in a comment.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sprig_tui.domain.event_reading import name_fields
from sprig_tui.services.literal_text import javascript_text, json_text, python_text

Fields = Mapping[str, Any]

OBJECTS: Final = ("properties", "traits", "context", "integrations")
SHARED: Final = ("context", "timestamp", "integrations", "messageId")
SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "identify": ("userId", "anonymousId", "traits"),
    "track": ("userId", "anonymousId", "event", "properties"),
    "page": ("userId", "anonymousId", "category", "name", "properties"),
    "screen": ("userId", "anonymousId", "category", "name", "properties"),
    "group": ("userId", "anonymousId", "groupId", "traits"),
    "alias": ("userId", "previousId"),
}
"""What each call is about; SDKs have no call for a deletion."""
BROWSER_ARGUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "identify": ("userId", "traits"),
    "track": ("event", "properties"),
    "page": ("category", "name", "properties"),
    "screen": ("category", "name", "properties"),
    "group": ("groupId", "traits"),
    "alias": ("userId", "previousId"),
}
BROWSER_OPTIONS: Final = ("userId", "anonymousId", "context", "integrations", "timestamp")
PYTHON_NAMES: Final = {
    "userId": "user_id",
    "anonymousId": "anonymous_id",
    "groupId": "group_id",
    "previousId": "previous_id",
    "messageId": "message_id",
}
_NODE: Final = """\
import {{ Analytics }} from '@segment/analytics-node'
const analytics = new Analytics({{
  writeKey: process.env.SEGMENT_WRITE_KEY || 'any', host: {url} }})
{left_out}analytics.{type}({call})
await analytics.closeAndFlush()
"""
_PYTHON: Final = """\
import os
from datetime import datetime
import segment.analytics as analytics
analytics.write_key = os.environ.get('SEGMENT_WRITE_KEY', 'any')
analytics.host = {url}
{left_out}analytics.{type}(
{call})
analytics.flush()
"""
_BROWSER: Final = """\
import {{ AnalyticsBrowser }} from '@segment/analytics-next'
const analytics = AnalyticsBrowser.load(
  {{ writeKey: 'any', cdnURL: {url} }},
  {{ integrations: {{ 'Segment.io': {{
      apiHost: {host}, protocol: {protocol} }} }} }})
{left_out}analytics.{type}({call})
"""


def node_call(event: Fields, address: str) -> str:
    """A module for Node; "" for an event that no call sends."""
    fields = name_fields(event)
    type_ = str(fields["type"])
    if type_ not in SUBJECTS:
        return ""
    taken = _usable(fields, (*SUBJECTS[type_], *SHARED))
    return _NODE.format(
        url=json_text(address),
        left_out=_left_out("//", fields, taken),
        type=type_,
        call=javascript_text(taken),
    )


def python_call(event: Fields, address: str) -> str:
    """A script for Python; "" for an event that no call sends."""
    fields = name_fields(event)
    type_ = str(fields["type"])
    if type_ not in SUBJECTS:
        return ""
    taken = _usable(fields, (*SUBJECTS[type_], *SHARED))
    moment = _moment(taken.pop("timestamp", None))
    arguments = [
        f"  {PYTHON_NAMES.get(name, name)}={python_text(value, 1)},\n"
        for name, value in taken.items()
    ]
    if moment is not None:
        arguments.append(f"  timestamp=datetime.fromisoformat({moment.isoformat()!r}),\n")
    stated = [*taken, *(["timestamp"] if moment is not None else [])]
    return _PYTHON.format(
        url=python_text(address),
        left_out=_left_out("#", fields, stated),
        type=type_,
        call="".join(arguments),
    )


def browser_call(event: Fields, address: str) -> str:
    """A module for a web page; "" for an event that no call sends."""
    fields = name_fields(event)
    type_ = str(fields["type"])
    if type_ not in SUBJECTS:
        return ""
    names = BROWSER_ARGUMENTS[type_]
    taken = _usable(fields, names)
    options = _usable(fields, [name for name in BROWSER_OPTIONS if name not in names])
    arguments = [javascript_text(taken.get(name, _nothing(name))) for name in names]
    if options:
        arguments.append(javascript_text(options))
    scheme, _, host = address.partition("://")
    return _BROWSER.format(
        url=json_text(address),
        host=json_text(f"{host}/v1"),
        protocol=json_text(scheme),
        left_out=_left_out("//", fields, (*taken, *options)),
        type=type_,
        call=", ".join(arguments),
    )


def _usable(fields: Fields, names: Sequence[str]) -> dict[str, Any]:
    """The fields of a call that it would take: null counts as absent, objects are objects."""
    return {
        name: fields[name]
        for name in names
        if fields.get(name) is not None
        and (name not in OBJECTS or isinstance(fields[name], Mapping))
    }


def _nothing(name: str) -> object:
    return {} if name in OBJECTS else None


def _left_out(sign: str, fields: Fields, taken: Sequence[str] | Mapping[str, Any]) -> str:
    """A comment that names what the call does not send, "" when it sends all."""
    names = [name for name in fields if name not in taken and name != "type"]
    if not names:
        return ""
    return f"{sign} not sent by this call: {', '.join(json_text(name) for name in names)}\n"


def _moment(value: object) -> datetime | None:
    """A timestamp that says its zone; the Python library takes no text."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
