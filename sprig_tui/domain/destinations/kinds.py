"""The destination of each kind."""

from collections.abc import Mapping
from typing import Final

from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.destinations.gleap import Gleap
from sprig_tui.domain.destinations.sprig import Sprig
from sprig_tui.domain.destinations.sprig_actions import SprigActions
from sprig_tui.domain.settings import Kind

DESTINATIONS: Final[Mapping[Kind, Destination]] = {
    Kind.SPRIG: Sprig(),
    Kind.SPRIG_ACTIONS: SprigActions(),
    Kind.GLEAP: Gleap(),
}
