"""Ways to insert, remove and move entries of a list table."""

import pytest

from sprig_tui.adapters.config.document import scan_document
from sprig_tui.adapters.config.entry_edits import (
    entry_pieces,
    gather_entries,
    insert_entries,
    move_entry,
    remove_entry,
)

FILE = """\
version = 1

# the first
[[page_urls]]
  url = "A"

[ui]
theme = "t"

# the second
[[page_urls]]
  url = "B" # b
# still b
[page_urls.extra]
  x = 1

[store]
keep_days = 1
"""


def inserted(text: str, index: int, *urls: str) -> str:
    """The first candidate of an insertion."""
    entries = [{"url": url} for url in urls]
    return next(insert_entries(scan_document(text), "page_urls", index, entries))


def test_an_entry_is_put_before_another() -> None:
    """Above its comments, indented as the others are."""
    expected = FILE.replace("# the second", '[[page_urls]]\n  url = "X"\n\n# the second')
    assert inserted(FILE, 1, "X") == expected


def test_entries_are_put_at_the_end_of_their_table() -> None:
    """Not at the end of the file."""
    block = '\n[[page_urls]]\n  url = "X"\n\n[[page_urls]]\n  url = "Y"\n'
    assert inserted(FILE, 2, "X", "Y") == FILE.replace("  x = 1\n", f"  x = 1\n{block}")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", '[[page_urls]]\nurl = "X"\n'),
        ("[a]\nb = 1", '[a]\nb = 1\n\n[[page_urls]]\nurl = "X"\n'),
        ("page_urls = []\n[a]\n", '[a]\n\n[[page_urls]]\nurl = "X"\n'),
        (
            "# [[page_urls]]\n# url = 1\n\n[a]\n",
            '# [[page_urls]]\n# url = 1\n\n[[page_urls]]\nurl = "X"\n\n[a]\n',
        ),
        ('page_urls = [{ url = "A" }]', 'page_urls = [{ url = "A" }, { url = "X" }]'),
        ("page_urls = [] # mine\n", 'page_urls = [{ url = "X" }] # mine\n'),
        ("\ufeff# mine\npage_urls = []\n", '\ufeff# mine\npage_urls = [{ url = "X" }]\n'),
        ("page_urls = [\n  # mine\n]", 'page_urls = [\n  { url = "X" },\n  # mine\n]'),
    ],
)
def test_a_first_entry_stands_by_its_sample_or_at_the_end(text: str, after: str) -> None:
    """A list in brackets goes on in brackets unless it is empty and has no comments."""
    assert inserted(text, 1 if "A" in text else 0, "X") == after


def test_an_entry_goes_with_its_comments_and_subtables() -> None:
    """And with the blank line that set it off."""
    document = scan_document(FILE)
    start, end = FILE.index("# the second"), FILE.index("[store]")
    assert next(remove_entry(document, "page_urls", 1)) == FILE[:start] + FILE[end:]
    start, end = FILE.index("# the first"), FILE.index("[ui]")
    assert next(remove_entry(document, "page_urls", 0)) == FILE[:start] + FILE[end:]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("page_urls = [{ url = 1 }, { url = 2 }]\n", "page_urls = [{ url = 2 }]\n"),
        ("a = 1\npage_urls = [{ url = 1 }]\n", "a = 1\n"),
        ("page_urls = [{ url = 1 }] # mine\n", "page_urls = [] # mine\n"),
        ("# mine\npage_urls = [{ url = 1 }]\n", "# mine\npage_urls = []\n"),
        ("page_urls = [ # head\n# gone\n{url=1},\n# tail\n]", "page_urls = [ # head\n# tail\n]"),
    ],
)
def test_an_entry_goes_out_of_brackets(text: str, after: str) -> None:
    """The last one takes the list with it, but not the comments of the list."""
    candidate = next(remove_entry(scan_document(text), "page_urls", 0))
    assert candidate.replace(" ", "") == after.replace(" ", "")


def test_moving_leaves_what_stands_between() -> None:
    """The entries change places, with all that is theirs."""
    first = '# the first\n[[page_urls]]\n  url = "A"\n'
    second = FILE[FILE.index("# the second") : FILE.index("\n[store]")]
    swapped = FILE.replace(first, "@").replace(second, first).replace("@", second)
    assert next(move_entry(scan_document(FILE), "page_urls", 0, 1)) == swapped
    assert next(move_entry(scan_document(swapped), "page_urls", 1, 0)) == FILE


def test_the_last_line_of_the_file_gets_an_end_when_it_moves_up() -> None:
    """Otherwise two lines would become one."""
    text = "[[page_urls]]\nurl = 1\n[[page_urls]]\nurl = 2"
    moved = next(move_entry(scan_document(text), "page_urls", 1, 0))
    assert moved == "[[page_urls]]\nurl = 2\n[[page_urls]]\nurl = 1\n"


def test_items_in_brackets_change_places() -> None:
    """Their comments go with them."""
    text = "page_urls = [\n  { url = 1 }, # one\n  { url = 2 } # two\n]"
    moved = next(move_entry(scan_document(text), "page_urls", 0, 1))
    assert moved == "page_urls = [\n  { url = 2 }, # two\n  { url = 1 } # one\n]"


def test_scattered_entries_are_gathered() -> None:
    """A subtable may stand far from its entry; it is brought there when an edit asks for it."""
    text = (
        "[[page_urls]]\nurl = 1\n\n[ui]\n\n# far\n[page_urls.x]\ny = 1\n\n[[page_urls]]\nurl = 2\n"
    )
    document = scan_document(text)
    assert [len(spans) for spans in entry_pieces(document, "page_urls")] == [2, 1]
    assert gather_entries(document, "page_urls") == (
        "[[page_urls]]\nurl = 1\n\n# far\n[page_urls.x]\ny = 1\n\n[[page_urls]]\nurl = 2\n\n[ui]\n"
    )
    assert gather_entries(scan_document(FILE), "page_urls") == FILE
