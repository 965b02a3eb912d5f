"""URLs put together into the mappings that would take them."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.url_groups import group_urls

SITE = "https://acme.com"
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
SEGMENTS = st.sampled_from(
    ["pricing", "pricing-old", "orders", "123", "45", "a.b", "order-1001", "é", "x+y(z)", "", "#"]
)
URLS = st.builds(
    lambda site, path, end: site + "".join(f"/{segment}" for segment in path) + end,
    st.sampled_from([SITE, "https://www.acme.com", "", "//acme.com"]),
    st.lists(SEGMENTS, max_size=4),
    st.sampled_from(["", "/", "?plan=pro", "?plan=free&x=/1", "#top", "#/r/1", "\n", "?\u2028"]),
)
ANY_URL = URLS | st.text(max_size=30)


def proposals(seen: list[str], mapped: tuple[str, ...] = ()) -> list[tuple[str, str, int]]:
    groups = group_urls(dict.fromkeys(seen, 2), mapped)
    return [(group.mapping.match.value, group.mapping.url, group.count) for group in groups]


def test_query_strings_of_a_page_are_one_proposal() -> None:
    seen = [f"{SITE}/pricing?plan=pro", f"{SITE}/pricing?plan=free", f"{SITE}/about"]
    assert proposals(seen) == [
        ("startsWith", f"{SITE}/pricing", 4),
        ("startsWith", f"{SITE}/about", 2),
    ]


def test_pages_of_numbered_things_are_one_proposal() -> None:
    """One alone may be anything, so it is taken as it is."""
    seen = [f"{SITE}/orders/123", f"{SITE}/orders/456", f"{SITE}/2024"]
    assert proposals(seen) == [
        ("regex", r"^https://acme\.com/orders/[0-9]+/?([?#]|$)", 4),
        ("startsWith", f"{SITE}/2024", 2),
    ]


def test_many_names_in_a_folder_are_one_proposal_and_few_are_not() -> None:
    """And never all pages of a site."""
    assert proposals([f"{SITE}/blog/{word}" for word in WORDS]) == [
        ("startsWith", f"{SITE}/blog/", 20)
    ]
    assert len(proposals([f"{SITE}/blog/{word}" for word in WORDS[1:]])) == 9
    assert len(proposals([f"{SITE}/{word}" for word in WORDS])) == 10
    crossed = [f"{SITE}/shop/{word}/reviews" for word in WORDS]
    assert proposals([*crossed, f"{SITE}/shop/one/x"])[0] == (
        "regex",
        r"^https://acme\.com/shop/[^/?#]+/reviews/?([?#]|$)",
        20,
    )


def test_a_url_is_in_one_group_only() -> None:
    """Though it could be in two: the larger one has it."""
    grid = [f"{SITE}/x/{one}/{two}" for one in WORDS for two in WORDS[:9]]
    found = proposals(grid)
    assert len(found) == 9
    assert sum(count for _match, _url, count in found) == 180
    row = [f"{SITE}/x/one/{word}" for word in WORDS]
    column = [f"{SITE}/x/{word}/one" for word in (*WORDS, "eleven")]
    assert [count for _match, _url, count in proposals([*row, *column])] == [22, *[2] * 9]


def test_where_a_page_is_mapped_its_other_urls_stand_alone() -> None:
    seen = [f"{SITE}/pricing?plan=free", f"{SITE}/orders/1", f"{SITE}/orders/2"]
    found = proposals(seen, (f"{SITE}/pricing?plan=pro", f"{SITE}/orders/3"))
    assert found == [
        ("startsWith", f"{SITE}/orders/1", 2),
        ("startsWith", f"{SITE}/orders/2", 2),
        ("exactly", f"{SITE}/pricing?plan=free", 2),
    ]


def test_what_no_file_or_pattern_can_hold_is_left_out() -> None:
    assert proposals(["", "\ud800", "a" * 300], ("a" * 301,)) == []


def test_the_most_frequent_urls_of_a_group_come_first() -> None:
    (group,) = group_urls({f"{SITE}/a?1": 1, f"{SITE}/a?2": 5, f"{SITE}/a?0": 1})
    assert group.urls == (f"{SITE}/a?2", f"{SITE}/a?0", f"{SITE}/a?1")


@settings(max_examples=150, deadline=None)
@given(st.lists(ANY_URL, max_size=25), st.lists(ANY_URL, max_size=5), st.randoms())
def test_every_url_is_taken_and_no_mapped_one(
    seen: list[str], mapped: list[str], random: Random
) -> None:
    """In whatever order they come; and no URL is in two groups."""
    seen = [url for url in seen if url not in mapped]
    groups = group_urls(dict.fromkeys(seen, 1), mapped)
    grouped = [url for group in groups for url in group.urls]
    assert sorted(grouped) == sorted({url for url in seen if url and _writable(url)})
    for group in groups:
        table = MappingTable((group.mapping,))
        assert not table.problems
        assert all(table.match(url).enabled is not None for url in group.urls)
        assert not any(table.match(url).enabled is not None for url in mapped if url)
    random.shuffle(seen)
    assert group_urls(dict.fromkeys(seen, 1), mapped) == groups


def test_twenty_thousand_urls_are_grouped() -> None:
    """Whatever their shape: no URL is compared with every other one."""
    deep = ["/".join(f"{n >> bit & 1}" for bit in range(12)) for n in range(4_096)]
    urls = [f"{SITE}/p/{n}/x{n}" for n in range(12_000)]
    urls += [f"{SITE}/{'a' * (n % 200)}/{n}z" for n in range(4_000)]
    groups = group_urls(dict.fromkeys([*urls, *(f"{SITE}/{one}" for one in deep)], 1))
    assert sum(group.count for group in groups) == 20_096


def _writable(url: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in url)
