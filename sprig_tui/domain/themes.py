"""A colour theme as its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """Colours by Textual's names (primary, success, …) as `#rrggbb` or ANSI names.

    `variables` overrides single Textual variables such as `block-cursor-background`.
    """

    name: str
    dark: bool
    colors: Mapping[str, str]
    variables: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
