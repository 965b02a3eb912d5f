"""Whether a text is an email address or a URI, as Gleap's fields check (facts.md, section 6a)."""

import re
from typing import Final

_ATOM: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
_LABEL: Final = re.compile(r"[A-Za-z0-9-]+")
_URI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"(?://(?P<authority>(?:[A-Za-z0-9._~!$&'()*+,;=:@\[\]-]|%[0-9A-Fa-f]{2})*)(?=[/?#]|$))?"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
    r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
_PORT: Final = re.compile(r"(?:\[[^\[\]]*\]|[^\[\]:]*)(?::[0-9]*)?")


def is_email(text: str) -> bool:
    """A dotted local part, an @ and a host name of at least two labels, all ASCII."""
    local, _, host = text.rpartition("@")
    labels = host.split(".")
    return (
        len(labels) > 1
        and all(_ATOM.fullmatch(atom) for atom in local.split("."))
        and all(
            _LABEL.fullmatch(label) and not (label[0] == "-" or label[-1] == "-")
            for label in labels
        )
    )


def is_uri(text: str) -> bool:
    """An absolute URI of RFC 3986: a scheme, ASCII only, its escapes complete."""
    form = _URI.fullmatch(text)
    if form is None:
        return False
    authority = form["authority"]
    return authority is None or _PORT.fullmatch(authority.rpartition("@")[2]) is not None
