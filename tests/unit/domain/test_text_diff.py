"""What differs between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.text_diff import DiffLine, diff_lines, opcodes, split_lines

LINES = st.lists(st.sampled_from("abc"), max_size=12)


def shown(lines: tuple[DiffLine, ...]) -> list[str]:
    return [f"{one.sign}{one.old or ''}:{one.new or ''} {one.text}" for one in lines]


def test_a_change_is_shown_with_its_neighbours_and_numbers() -> None:
    before = "1\n2\n3\n4\n5\n6\n"
    assert shown(diff_lines(before, before.replace("4", "x\ny"), context=1)) == [
        "@: 2 lines as before",
        " 3:3 3",
        "-4: 4",
        "+:4 x",
        "+:5 y",
        " 5:6 5",
        "@: 1 line as before",
    ]


def test_texts_that_say_the_same_have_no_diff() -> None:
    assert diff_lines("a\nb", "a\nb\n") == diff_lines("", "") == ()


def test_only_the_ends_of_lines_differ() -> None:
    """A line whose end alone differs is shown without that end."""
    assert shown(diff_lines("a\r\n", "a\n")) == ["-1: a", "+:1 a"]


def test_secrets_that_differ_are_shown_as_their_masks() -> None:
    """That they differ is seen, what they are is not."""
    lines = diff_lines("k = one\nx", "k = two\nx", shown=("k = ***\nx", "k = ***\nx"))
    assert shown(lines) == ["-1: k = ***", "+:1 k = ***", " 2:2 x"]


@given(LINES, LINES)
def test_the_lines_lead_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    lines = diff_lines("".join(f"{x}\n" for x in old), "".join(f"{x}\n" for x in new), context=99)
    if old == new:
        assert lines == ()
    else:
        assert [one.text for one in lines if one.sign in " -"] == old
        assert [one.text for one in lines if one.sign in " +"] == new


@given(LINES, LINES)
def test_the_opcodes_cover_both_texts(old: list[str], new: list[str]) -> None:
    rebuilt = []
    for name, i1, i2, j1, j2 in opcodes(old, new):
        assert (old[i1:i2] == new[j1:j2]) == (name == "equal")
        rebuilt += new[j1:j2]
    assert rebuilt == new


def test_lines_are_counted_as_in_toml() -> None:
    """Other characters that some programs break lines at do not count."""
    assert split_lines("a\x0bb\u2028c\nd\n") == ["a\x0bb\u2028c", "d"]
