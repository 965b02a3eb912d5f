"""Small changes of a text that may make a mapping match: what people most often get wrong."""

import re
from typing import Final, NamedTuple

MOST_CHANGES: Final = 3
_OTHER_SCHEME: Final = {"http://": "https://", "https://": "http://"}
URL: Final = re.compile(
    r"(?P<scheme>https?://|)(?P<www>www\.|)(?P<path>[^?#]*?)(?P<slash>/?)"
    r"(?P<query>\?[^#]*|)(?P<fragment>#.*|)",
    re.DOTALL,
)


class Change(NamedTuple):
    """A text that was changed, and how: ("without the trailing slash",); () as it was."""

    text: str
    how: tuple[str, ...]


Option = tuple[str, str]
"""A part of a text, and how it was changed; "" for not at all."""


def changed_texts(text: str) -> list[Change]:
    """`text` as it is and with every small change, those in fewer ways first."""
    tidy = " ".join(text.split())
    starts = [(text, ""), (tidy, "without the extra spaces")] if tidy != text else [(text, "")]
    changes: list[Change] = []
    for start, first in starts:
        built = [Change("", (first,) if first else ())]
        for options in _url_options(start):
            built = [
                Change(begun + part, (*how, way) if way else how)
                for begun, how in built
                for part, way in options
                if not way or len(how) < MOST_CHANGES
            ]
        changes += built
    changes.sort(key=_count_changes)
    return changes


def _count_changes(change: Change) -> int:
    return len(change.how)


def _url_options(text: str) -> list[list[Option]]:
    """The parts of a URL (or path) with what each could be; any other text as one part."""
    found = URL.fullmatch(text)
    if not found or not (found["scheme"] or text.startswith("/")):
        return [[(text, "")]]
    scheme, www = found["scheme"], found["www"]
    path = found["path"]
    options: list[list[Option]] = [_slashes(path, found["slash"])]
    if scheme:
        other = _OTHER_SCHEME[scheme]
        words = f"with {other[:-3]} instead of {scheme[:-3]}"
        hosts = [(www, ""), ("", "without www.") if www else ("www.", "with www.")]
        options = [[(scheme, ""), (other, words)], hosts, *options]
    return [*options, _tails(found["query"], found["fragment"])]


def _slashes(path: str, slash: str) -> list[Option]:
    if slash:
        return [(f"{path}/", ""), (path, "without the trailing slash")]
    return [(path, ""), (f"{path}/", "with a trailing slash")]


def _tails(query: str, fragment: str) -> list[Option]:
    options = [(query + fragment, "")]
    if fragment:
        options.append((query, "without the fragment"))
    if query:
        both = "without the query string and the fragment"
        options.append(("", both if fragment else "without the query string"))
    return options
