"""The reason codes: design.md, section 4."""

import pytest

from sprig_tui.domain.reasons import MEANING, REMEDY, Outcome, Reason

CODES = """
rejected.invalid_json rejected.not_an_object rejected.too_large rejected.too_deep
rejected.missing_type rejected.unknown_type rejected.missing_event
rejected.no_user_or_anonymous_id rejected.bad_user_id rejected.batch_limit
filtered.duplicate filtered.integrations filtered.unsupported_type filtered.sampled_out
filtered.destination_filter filtered.invalid_filter filtered.missing_user_id
filtered.invalid_field filtered.mapping_disabled filtered.unmapped_event filtered.unmapped_page
filtered.missing_url filtered.unknown_user
forwarded.identify forwarded.alias forwarded.delete forwarded.event forwarded.page
forwarded.auto_accepted
"""


def test_the_codes_are_the_contract() -> None:
    """Scripts outside rely on them."""
    assert [reason.value for reason in Reason] == CODES.split()


@pytest.mark.parametrize("reason", list(Reason))
def test_each_has_an_outcome_a_word_and_a_meaning(reason: Reason) -> None:
    """The code's two halves, and one sentence."""
    outcome, _, word = reason.value.partition(".")
    assert reason.outcome is Outcome(outcome)
    assert reason.word == word.replace("_", " ")
    assert MEANING[reason].endswith(".")


def test_everything_but_success_says_what_to_do() -> None:
    assert set(REMEDY) == {one for one in Reason if one.outcome is not Outcome.FORWARDED}
    assert all(sentence.endswith(".") for sentence in (*MEANING.values(), *REMEDY.values()))
