import pytest

from sprig_tui.domain import refusals_by_request
from sprig_tui.domain.answers import Judgement, Verdict
from sprig_tui.domain.refusals_by_request import NOT_THE_KEY, RefusalsByRequest

REFUSED = Judgement(Verdict.KEY_REFUSED, "The key is refused.")
DELIVERED = Judgement(Verdict.DELIVERED, "Accepted.")
USERS, PURGE = "/v2/users", "/v2/purge/visitors"


def weigh(
    of: RefusalsByRequest,
    judgement: Judgement,
    path: str,
    *row_ids: int,
    current: bool = True,
) -> Verdict:
    return of.weigh(judgement, path=path, row_ids=row_ids, current=current).verdict


def test_a_refused_key_stays_one_as_long_as_nothing_passes() -> None:
    one = RefusalsByRequest()
    assert weigh(one, DELIVERED, USERS, 1) is Verdict.DELIVERED
    for row in (2, 3, 2, 3):
        assert weigh(one, REFUSED, USERS, row) is Verdict.KEY_REFUSED


def test_a_row_that_is_refused_again_when_others_passed_is_parked() -> None:
    one = RefusalsByRequest()
    weigh(one, REFUSED, USERS, 1)
    weigh(one, DELIVERED, USERS, 2)
    assert one.weigh(REFUSED, path=USERS, row_ids=[1], current=True).sentence == NOT_THE_KEY
    assert weigh(one, REFUSED, USERS, 3) is Verdict.KEY_REFUSED


def test_a_path_that_never_passes_parks_its_rows_at_once() -> None:
    one = RefusalsByRequest()
    weigh(one, REFUSED, PURGE, 1)
    weigh(one, DELIVERED, USERS, 2)
    assert weigh(one, REFUSED, PURGE, 3) is Verdict.PARKED
    assert weigh(one, REFUSED, PURGE, 4, 5) is Verdict.SPLIT


def test_a_path_that_passed_meanwhile_is_not_to_blame() -> None:
    one = RefusalsByRequest()
    weigh(one, REFUSED, PURGE, 1)
    weigh(one, DELIVERED, PURGE, 1)
    assert weigh(one, REFUSED, PURGE, 2) is Verdict.KEY_REFUSED


def test_a_late_answer_to_an_older_request_proves_nothing() -> None:
    one = RefusalsByRequest()
    weigh(one, REFUSED, PURGE, 1)
    weigh(one, DELIVERED, USERS, 2, current=False)
    assert weigh(one, REFUSED, PURGE, 1) is Verdict.KEY_REFUSED


@pytest.mark.parametrize("verdict", [Verdict.RETRY, Verdict.PARKED, Verdict.RATE_LIMITED])
def test_other_judgements_stay(verdict: Verdict) -> None:
    judgement = Judgement(verdict, "Something else.")
    one = RefusalsByRequest()
    assert one.weigh(judgement, path=USERS, row_ids=[1], current=True) is judgement


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals_by_request, "MAX_REMEMBERED", 2)
    one = RefusalsByRequest()
    for row in range(3):
        weigh(one, REFUSED, USERS, row)
    weigh(one, DELIVERED, PURGE, 9)
    assert weigh(one, REFUSED, USERS, 0) is Verdict.PARKED
