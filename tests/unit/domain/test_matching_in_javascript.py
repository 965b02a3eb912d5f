"""Tables of mappings against a plain reference that runs in JavaScript itself.

The reference is facts.md, section 5, word for word: `===`, `includes`, `startsWith`, `endsWith`
and `new RegExp(pattern).test(url)`.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any, Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.matching import MappingTable, TableMatch
from sprig_tui.domain.settings import Mapping, MatchType
from tests.unit.domain.mapping_entries import page

NODE = shutil.which("node")
REFERENCE = """
const test = (pattern, flags, url) => {
  try { return new RegExp(pattern, flags).test(url); } catch { return false; }
};
const types = {
  exactly: (pattern, url) => url === pattern,
  notExactly: (pattern, url) => url !== pattern,
  contains: (pattern, url) => url.includes(pattern),
  notContains: (pattern, url) => !url.includes(pattern),
  startsWith: (pattern, url) => url.startsWith(pattern),
  endsWith: (pattern, url) => url.endsWith(pattern),
  regex: (pattern, url) => test(pattern, "", url),
  legacy: (pattern, url) => test(pattern, "i", url),
};
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [entries, urls] = JSON.parse(line);
  const answer = urls.map((url) => entries.map(([type, pattern]) => types[type](pattern, url)));
  console.log(JSON.stringify(answer));
});
"""

ATOMS = [
    *"abABkKs/.?1-_ :{}]",
    *(r"\.", r"\/", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\b", r"\B", "^", "$", "."),
    *("[a-c]", "[^/]", r"[\w-]", r"[b-\d]", "[]", "[^]", r"[\b]", "[--/]", r"[^\s]", r"[\c1]"),
    *(r"\u0061", r"\x62", r"\cJ", r"\n", r"\0", r"\1", r"\2", r"\8", r"\07", r"\377", r"\c"),
    *(r"\x1", r"\u12", r"\p{L}", r"\u{61}", r"\k<n>", r"\k", r"\ud83d", r"\-"),
    *("é", "É", "ß", "µ", "İ", "\u212a", "\u017f", "😀", "\ud83d"),
    *("(?=a)", "(?!b)", "(?<=a)", "(?<!b)", "*", "+", "?", "{2}", "{0,1}", "{1,}", "*?", "{,2}"),
    *("|", "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "https?://", r"shop\.example"),
]
"""What regular expressions are made of, mistakes among them."""
LETTERS = [
    *"abABkKsS1/.-_?: \n{}]\\",
    *("é", "É", "ß", "ẞ", "μ", "µ", "\u0131", "İ", "\u212a", "\u017f", "😀", "\ud83d", "\ude00"),
    *("\x00", "\x08", "\u2028", "\xa0", "\ufeff", "u{61}", "p{L}", "s://", "shop.example"),
]
SHORT = st.lists(st.sampled_from(LETTERS), max_size=7).map("".join).map(lambda text: text[:14])
"""So short that JavaScript's own backtracking comes to an end."""
REGEXES = st.lists(st.sampled_from(ATOMS), max_size=8).map("".join)


class JavaScript:
    """A Node.js that answers, url by url, which entries match."""

    def __init__(self, node: str) -> None:
        self._process = subprocess.Popen(
            [node, "-e", REFERENCE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=10)

    def hits(self, entries: Sequence[Mapping], urls: Sequence[str]) -> list[list[bool]]:
        """For each url, for each entry, whether it matches."""
        assert self._process.stdin
        assert self._process.stdout
        asked = [[(entry.match.value, entry.pattern) for entry in entries], urls]
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: Any = json.loads(self._process.stdout.readline())
        return list(answer)


@pytest.fixture(scope="module")
def javascript() -> Iterator[JavaScript]:
    """The reference, started once."""
    assert NODE
    with JavaScript(NODE) as running:
        yield running


@st.composite
def entries(draw: st.DrawFn) -> Mapping:
    """Any entry: of any match type, its pattern made for it, enabled or not."""
    match = draw(st.sampled_from(MatchType))
    is_regex = match in (MatchType.REGEX, MatchType.LEGACY)
    pattern = draw(REGEXES if is_regex else SHORT)
    return page(pattern, match, enabled=draw(st.booleans()))


@pytest.mark.node
@pytest.mark.skipif(NODE is None, reason="needs Node.js")
@settings(deadline=None, max_examples=400)
@given(st.lists(entries(), max_size=12), st.lists(SHORT, min_size=1, max_size=5))
def test_a_table_finds_what_a_loop_in_javascript_finds(
    javascript: JavaScript, listed: list[Mapping], urls: list[str]
) -> None:
    """The first enabled and the first disabled entry, for random rules and URLs."""
    table = MappingTable(listed)
    for url, hits in zip(urls, javascript.hits(listed, urls), strict=True):
        found = [index for index, hit in enumerate(hits) if hit]
        enabled = next((index for index in found if listed[index].enabled), None)
        disabled = next((index for index in found if not listed[index].enabled), None)
        assert table.match(url) == TableMatch(enabled, disabled)


@pytest.mark.node
@pytest.mark.skipif(NODE is None, reason="needs Node.js")
def test_the_reference_says_no_to_some_and_yes_to_others(javascript: JavaScript) -> None:
    """A reference that always said no would agree with a table that never matches."""
    listed = [page("PRICING", "legacy"), page("PRICING", "regex"), page("(", "regex")]
    assert javascript.hits(listed, ["/pricing", "/PRICING("]) == [
        [True, False, False],
        [True, True, False],
    ]
