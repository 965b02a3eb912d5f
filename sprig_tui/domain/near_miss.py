"""The entry most like a text that none matched, and what would have matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.matching_index import NEGATIONS, CaselessIndex, Rule, RuleIndex
from sprig_tui.domain.matching_literals import NO_PLACES, NOWHERE, Places
from sprig_tui.domain.matching_patterns import LONG_TEXT
from sprig_tui.domain.matching_sets import Clock
from sprig_tui.domain.near_miss_addresses import SPELLED, AddressIndex, difference
from sprig_tui.domain.near_miss_changes import changed_texts
from sprig_tui.domain.settings import Mapping, MatchType

BUCKET: Final = 16
"""How many patterns that agree in half of their letters are compared with a text."""
SHORTEST_WORD: Final = 4
SHORT_WORD: Final = 8
SAME_SIGNS: Final = "with the same spaces and punctuation"
SAME_SIGNS_AND_CASE: Final = "with the same spaces, punctuation and case"
_PATTERN_SIGNS: Final = frozenset("\\^$*+?()[]{}|")
_REGEXES: Final = frozenset({MatchType.REGEX, MatchType.LEGACY})


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The entry most like a text that it did not match, and what would have matched.

    `sentence` names the entry by its number, counting from 1, and quotes its pattern: it is
    text from outside, to be shown through `safe`.
    """

    index: int
    sentence: str


class NearMissIndex:
    """Finds the near miss of a text; what it costs hardly grows with the number of entries."""

    def __init__(
        self,
        entries: Sequence[Mapping],
        rules: Iterable[Rule],
        index: RuleIndex,
        clock: Clock,
    ) -> None:
        listed = list(rules)
        self._entries = entries
        self._index = index
        self._caseless = CaselessIndex(listed, clock)
        plain = [rule for rule in listed if _is_plain(rule)]
        self._addresses = AddressIndex(plain)
        self._spellings = _Spellings(plain)

    def find(self, text: str) -> NearMiss | None:
        """The entry that `text` misses by least, None when it is like none or matches one."""
        if len(text) > LONG_TEXT or self._index.find_quickly(to_code_units(text)) != NO_PLACES:
            return None
        found = self._find_changed(text) or self._find_address(text)
        return found or self._find_spelling(text)

    def _find_changed(self, text: str) -> NearMiss | None:
        for change in changed_texts(text):
            units = to_code_units(change.text)
            places = self._index.find_quickly(units) if change.how else NO_PLACES
            if places != NO_PLACES:
                return self._describe(places, " and ".join(change.how))
            places = self._caseless.find_quickly(units)
            if places != NO_PLACES:
                how = (*change.how, "with the same upper and lower case")
                return self._describe(places, " and ".join(how))
        return None

    def _find_address(self, text: str) -> NearMiss | None:
        places = self._addresses.find(text)
        if not places:
            return None
        entry = self._entries[_first(places)]
        ignore_case = entry.match is MatchType.LEGACY
        return self._describe(places, difference(entry.pattern, text, ignore_case=ignore_case))

    def _find_spelling(self, text: str) -> NearMiss | None:
        places = self._spellings.find_same(text)
        if places:
            ignores_case = self._entries[_first(places)].match is MatchType.LEGACY
            return self._describe(places, SAME_SIGNS if ignores_case else SAME_SIGNS_AND_CASE)
        places = self._spellings.find_similar(text)
        return self._describe(places, SPELLED) if places else None

    def _describe(self, places: Places, how: str) -> NearMiss:
        index = _first(places)
        entry = self._entries[index]
        off = "" if entry.enabled else ", if it were switched on"
        return NearMiss(index, f'#{index + 1} "{entry.pattern}" would match {how}{off}')


def _first(places: Places) -> int:
    """The first enabled entry, else the first one that is off."""
    return places.disabled if places.enabled == NOWHERE else places.enabled


def _is_plain(rule: Rule) -> bool:
    """Whether the pattern itself is a text that it matches."""
    if rule.match in _REGEXES:
        return _PATTERN_SIGNS.isdisjoint(rule.units)
    return rule.match not in NEGATIONS


_Half = tuple[int, str, bool, str]
"""Length and digits of a word, and its first (True) or second half."""


class _Spellings:
    """Patterns by their letters and digits alone.

    A slip changes one place of a word and no digit, so its digits and either its first or its
    second half stay: patterns are found by length, digits and half, and compared one by one.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._same: dict[str, Places] = {}
        self._halves: dict[_Half, list[str]] = {}
        for rule in rules:
            word = _letters(rule.units)
            if len(word) < SHORTEST_WORD:
                continue
            if word not in self._same:
                self._note_halves(word)
            known = self._same.get(word, NO_PLACES)
            self._same[word] = known.with_first_of(rule.places)

    def _note_halves(self, word: str) -> None:
        for half in _halves(word, _digits(word), len(word)):
            bucket = self._halves.setdefault(half, [])
            if len(bucket) < BUCKET:
                bucket.append(word)

    def find_same(self, text: str) -> Places | None:
        """The first places of the patterns with the same letters and digits."""
        return self._same.get(_letters(text))

    def find_similar(self, text: str) -> Places | None:
        """The first places of the first pattern that differs by a slip of the pen."""
        word = _letters(text)
        if len(word) < SHORTEST_WORD:
            return None
        digits = _digits(word)
        for length in (len(word), len(word) - 1, len(word) + 1, len(word) - 2, len(word) + 2):
            for half in _halves(word, digits, length):
                for other in self._halves.get(half, ()):
                    if _is_slip(word, other):
                        return self._same[other]
        return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _halves(word: str, digits: str, length: int) -> tuple[_Half, _Half]:
    """The halves that `word` shares with a word of `length` letters, the other one disturbed."""
    middle = length // 2
    end = length - middle - 1
    return (length, digits, True, word[:middle]), (length, digits, False, word[len(word) - end :])


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ in one place by at most two letters, and in no digit.

    In a short word that is one letter more, less or other, or two that changed places.
    """
    shorter = min(len(one), len(other))
    start = 0
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(letter.isdigit() for letter in left + right):
        return False
    if shorter < SHORT_WORD and left != right[::-1]:
        return max(len(left), len(right)) == 1
    return max(len(left), len(right)) <= 2
