"""sprig-tui: see what Segment sends to Sprig, what Sprig would take, and why."""

from typing import Final

__version__: Final = "0.1.0"
