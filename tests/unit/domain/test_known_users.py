"""Which decisions make a user known."""

import pytest

from sprig_tui.domain.known_users import known_after
from sprig_tui.domain.reasons import Reason


@pytest.mark.parametrize("known", [False, True])
def test_identify_and_alias_make_a_user_known_and_delete_forgets_it(known: bool) -> None:
    assert known_after(Reason.IDENTIFY, known=known)
    assert known_after(Reason.ALIAS, known=known)
    assert not known_after(Reason.DELETE, known=known)


@pytest.mark.parametrize("reason", [Reason.EVENT, Reason.DESTINATION_FILTER, Reason.DUPLICATE])
def test_nothing_else_says_anything_of_the_user(reason: Reason) -> None:
    assert known_after(reason, known=True)
    assert not known_after(reason, known=False)
