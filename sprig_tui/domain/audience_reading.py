"""Engage audiences and computed traits, as their Identify calls say them (facts.md, section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.events import CallType, Event

AUDIENCE: Final = "audience"
COMPUTED_TRAIT: Final = "trait"


@dataclass(frozen=True, slots=True)
class AudienceChange:
    """What an Identify says of its user: `key` names the audience or computed trait.

    `value` is the trait's JSON value.
    """

    key: str
    computation_class: str
    value: object

    @property
    def member(self) -> bool:
        """Whether the user is in the audience now, or has a value of the computed trait.

        Engage sets a computed trait that is gone to null; false and 0 are values as others are.
        """
        if self.computation_class == COMPUTED_TRAIT:
            return self.value is not None
        return self.value is True


def read_audience(event: Event) -> AudienceChange | None:
    """The change that an Identify of Engage carries, None for every other event.

    An audience is a boolean trait named by `context.personas.computation_key`, a computed trait has
    any value.
    """
    context = event.value.get("context")
    personas = context.get("personas") if isinstance(context, Mapping) else None
    traits = event.value.get("traits")
    if (
        event.type is not CallType.IDENTIFY
        or not isinstance(personas, Mapping)
        or not isinstance(traits, Mapping)
    ):
        return None
    key = personas.get("computation_key")
    computation_class = personas.get("computation_class")
    if not isinstance(key, str) or key not in traits:
        return None
    value = traits[key]
    if computation_class == COMPUTED_TRAIT or (
        computation_class == AUDIENCE and isinstance(value, bool)
    ):
        return AudienceChange(key, computation_class, value)
    return None
