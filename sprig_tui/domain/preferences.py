"""What the terminal remembers from one time to the next; settings are in the config."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preferences:
    """`columns` are those of Live in their order, none for the usual ones.

    A column is a name of the list's own ("time", "source") or a field of the payload
    ("properties.plan"). `wide` shows the columns at their full length. `skipped_steps` are the
    steps of the first run that the operator passed over.
    """

    columns: tuple[str, ...] = ()
    wide: bool = False
    skipped_steps: tuple[str, ...] = ()
