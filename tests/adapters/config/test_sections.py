"""Which lines and comments belong to which header."""

import pytest

from sprig_tui.adapters.config.document import scan_document
from sprig_tui.adapters.config.sections import find_sections, is_blank, lines_between

TEXT = """\
# top

# root
version = 1
# right below

# about a
[a]
  x = 1 # x
# below x

# alone

# about b
[b]
# about c
[c]
z = 3

# footer
"""


def test_comments_belong_to_what_they_touch() -> None:
    """Above a header: to it, before anything else; below a value: to that."""
    found = {
        ".".join(map(str, section.path)): (
            TEXT[section.lead : section.start],
            TEXT[section.start : section.body_end],
            TEXT[section.body_end : section.tail],
        )
        for section in find_sections(scan_document(TEXT))
    }
    assert found == {
        "": ("", "# top\n\n# root\nversion = 1\n", "# right below\n"),
        "a": ("# about a\n", "[a]\n  x = 1 # x\n", "# below x\n"),
        "b": ("# about b\n", "[b]\n", ""),
        "c": ("# about c\n", "[c]\nz = 3\n", ""),
    }


def test_sections_follow_each_other() -> None:
    """Each ends where the next header stands."""
    sections = find_sections(scan_document(TEXT))
    assert [section.end for section in sections[:-1]] == [section.start for section in sections[1:]]
    assert sections[-1].end == len(TEXT)
    assert [section.indent for section in sections] == ["", "  ", "", ""]


@pytest.mark.parametrize(
    ("text", "tail"), [("", 0), ("\ufeff", 1), ("# a\n# b", 7), ("# a\n\n# b", 4)]
)
def test_a_file_without_headers_is_one_section(text: str, tail: int) -> None:
    """Its comments up to the first blank line are its own."""
    (section,) = find_sections(scan_document(text))
    assert (section.path, section.statements, section.tail) == ((), (), tail)


def test_only_a_line_feed_ends_a_line() -> None:
    """A line separator stands inside of one."""
    text = "a\u2028b\n \nc"
    spans = list(lines_between(text, 0, len(text)))
    assert [text[start:end] for start, end in spans] == ["a\u2028b\n", " \n", "c"]
    assert [is_blank(text, span) for span in spans] == [False, True, False]
