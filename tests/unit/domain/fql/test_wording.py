"""The words of FQL's errors."""

from lark import Token

from sprig_tui.domain.fql.wording import expectation, hint_at_character, hint_at_token


def test_what_may_follow_is_named_in_words_for_people() -> None:
    assert expectation({"PATH", "STRING", "_LPAR", "_NOT"}) == ("a field, a value or a function",)
    assert expectation({"$END", "_RSQB", "_COMMA"}) == ("`,`", "`]`", "the end")
    assert expectation(set()) == ()


def test_a_token_without_a_plain_repair_has_no_hint() -> None:
    assert hint_at_token(Token("_COMMA", ","), Token("PATH", "a"), ("the end",)) is None
    assert hint_at_token(Token("$END", ""), Token("_AND", "and"), ("a field",)) is None
    assert hint_at_token(Token("_RPAR", ")"), Token("_LPAR", "("), ("a field",)) is None


def test_a_lone_dot_is_told_from_a_name_with_a_special_character() -> None:
    assert "both sides" in hint_at_character(".", "")
    assert "both sides" in hint_at_character(".", " ")
    assert "`\\ü`" in hint_at_character(".", "ü")
