"""The contact that Gleap gets of an Identify call (facts.md, sections 6 and 6a)."""

from collections.abc import Mapping
from typing import Final

from sprig_tui.domain.destinations.values import as_text, is_missing, member, sendable
from sprig_tui.domain.events import Event

_FIRST_NAME: Final = ("properties", "first_name")
_LAST_NAME: Final = ("properties", "last_name")
_PAGE_URL: Final = ("context", "page", "url")
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "email": ("traits", "email"),
    "phone": ("traits", "phone"),
    "companyName": ("traits", "company", "name"),
    "companyId": ("traits", "company", "id"),
    "plan": ("traits", "plan"),
    "lang": ("context", "locale"),
}
CONTACT_TEXTS: Final = (_FIRST_NAME, _LAST_NAME, *_FIELDS.values(), _PAGE_URL)
"""Paths of the fields that want text."""
_NOT_PASSED_ON: Final = frozenset(
    {*_FIELDS, "userId", "value", "createdAt", "lastActivity", "firstName", "lastName"}
)


def contact(event: Event) -> dict[str, object]:
    """The contact's fields, then every other trait as it came; absent fields are left out.

    A trait `name` wins over the name that is built, a trait `value` or `createdAt` is lost.
    """
    value = event.value
    form: dict[str, object] = {}
    halves = [as_text(member(value, *path)) for path in (_FIRST_NAME, _LAST_NAME)]
    name = " ".join(half for half in halves if half is not None).strip()
    if name:
        form["name"] = name
    form["userId"] = event.user_id
    for field, path in _FIELDS.items():
        text = as_text(member(value, *path))
        if text is not None:
            form[field] = text
    seen = {"date": timestamp} if not is_missing(timestamp := value.get("timestamp")) else {}
    if seen:
        form["lastActivity"] = timestamp
    traits = value.get("traits")
    if isinstance(traits, Mapping):
        form |= {key: sendable(trait) for key, trait in traits.items() if key not in _NOT_PASSED_ON}
    page = as_text(member(value, *_PAGE_URL))
    if page is not None:
        form["lastPageView"] = {"page": page} | seen
    return form
