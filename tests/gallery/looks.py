"""The sizes and looks in which views are pictured."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Look:
    """`suffix` stands behind a picture's name, `words` on the page."""

    suffix: str
    words: str
    size: tuple[int, int] = (120, 36)
    theme: str = "sprig-dark"
    no_color: bool = False
    ascii_only: bool = False


USUAL: Final = Look("", "120 x 36")
SIZES: Final = (
    USUAL,
    Look("-80x24", "80 x 24", size=(80, 24)),
    Look("-160x45", "160 x 45", size=(160, 45)),
)
OTHERS: Final = (
    Look("-light", "light", theme="sprig-light"),
    Look("-high-contrast", "high contrast", theme="sprig-high-contrast"),
    Look("-no-color", "NO_COLOR", no_color=True),
    Look("-ascii", "ASCII", ascii_only=True),
)


def looks_of(*, main: bool) -> Sequence[Look]:
    """Every view in three sizes, the main ones in other looks too."""
    return (*SIZES, *OTHERS) if main else SIZES
