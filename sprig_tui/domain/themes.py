"""A colour theme as its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """Colours by Textual's names (primary, success, …) as `#rrggbb` or ANSI names.

    `variables` overrides single Textual variables such as `block-cursor-background`; `own` tells
    that it is the operator's and did not come with the program.
    """

    name: str
    dark: bool
    colors: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    own: bool = False
