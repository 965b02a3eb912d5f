"""How long a delivery waits after failures, and when it is given up (design.md, section 6)."""

from typing import Final

SHORTEST_S: Final = 1.0
LONGEST_S: Final = 15 * 60.0
GIVE_UP_MS: Final = 72 * 3_600_000
GIVEN_UP: Final = (
    "Given up 72 hours after the first try. Resend it in Deliveries or with `sprig-tui events "
    "resend`."
)


def retry_delay(failures: int, *, chance: float, longest_s: float = LONGEST_S) -> float:
    """Seconds until the next try after so many failures in a row: from 1 to `longest_s`.

    Full jitter: `chance` (0 to 1, at random) picks a moment between one second and a bound that
    doubles with each failure, so that rows which failed together do not come back together.
    """
    doublings = min(max(failures, 1), 30)
    bound = min(SHORTEST_S * 2.0**doublings, longest_s)
    return SHORTEST_S + (bound - SHORTEST_S) * chance


def is_given_up(first_try_ms: int | None, *, now_ms: int) -> bool:
    """Whether a row that just failed again was first tried so long ago that it is parked."""
    return first_try_ms is not None and now_ms - first_try_ms >= GIVE_UP_MS
