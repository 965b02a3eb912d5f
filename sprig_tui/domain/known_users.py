"""Which decisions make a user known or forget it (design.md, section 4, step 7)."""

from sprig_tui.domain.reasons import Reason


def known_after(reason: Reason, *, known: bool) -> bool:
    """Whether a user is known after a decision about one of its events; `known` as it was before.

    A forwarded identify or alias makes the user known, a forwarded deletion request forgets it.
    """
    if reason in (Reason.IDENTIFY, Reason.ALIAS):
        return True
    return known and reason is not Reason.DELETE
