"""Tell a request that the destination does not allow from a key that it does not take."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.answers import Judgement, Verdict

MAX_REMEMBERED: Final = 10_000
NOT_THE_KEY: Final = (
    "The destination does not allow this request, and takes others with the same key: see what is "
    "special about it, then resend it."
)


class RefusalsByRequest:
    """Weighs 401 and 403 by what passed between them; for one key.

    The first refusal may always be the key's fault. Once others passed, a second one of the same
    row, or of the same path that never passed meanwhile, is the request's own: it is parked (apart
    from its companions), so that it cannot hold up the whole queue again and again.
    """

    def __init__(self) -> None:
        self._passed = 0
        self._rows: dict[int, int] = {}
        self._paths: dict[str, int] = {}

    def weigh(
        self, judgement: Judgement, *, path: str, row_ids: Sequence[int], current: bool
    ) -> Judgement:
        """The judgement, or a better one for a refusal.

        `current` tells that the request left after the gate's last change: a late answer to an
        older one proves nothing of the key.
        """
        if judgement.verdict is Verdict.DELIVERED and current:
            self._passed += 1
            self._paths.pop(path, None)
        if judgement.verdict is not Verdict.KEY_REFUSED:
            return judgement
        before = [self._paths.get(path), *(self._rows.get(row_id) for row_id in row_ids)]
        if any(passed is not None and passed < self._passed for passed in before):
            verdict = Verdict.PARKED if len(row_ids) == 1 else Verdict.SPLIT
            return Judgement(verdict, NOT_THE_KEY)
        if len(self._rows) + len(self._paths) > MAX_REMEMBERED:
            self._rows.clear()
            self._paths.clear()
        self._paths.setdefault(path, self._passed)
        for row_id in row_ids:
            self._rows.setdefault(row_id, self._passed)
        return judgement
