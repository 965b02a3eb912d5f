"""Fields of an event by their paths: read, dropped, or kept alone (facts.md, section 4)."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from sprig_tui.domain.fql.values import Json

Keys = tuple[str, ...]
"""A path's keys from the top level down; () is the top level itself."""

JsonObject = Mapping[str, Json]


def field_at(value: Json, path: Keys) -> Json:
    """What stands at `path`; None where nothing does."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def drop_fields(
    value: JsonObject, path: Keys, names: AbstractSet[str]
) -> tuple[JsonObject, tuple[str, ...]]:
    """`value` without the fields called `names` in the object at `path`, and which of them went.

    Where `path` names a list, in each object directly in it. `value` itself is not changed: the
    objects along the path are copied, everything else is shared. A name is one key, dots and all.
    """
    return _replaced(value, path, lambda name: name not in names)


def keep_fields(
    value: JsonObject, path: Keys, names: AbstractSet[str]
) -> tuple[JsonObject, tuple[str, ...]]:
    """`value` with no other fields than `names` in the object at `path`, and which fields went.

    It looks only inside that object (or that list's objects); otherwise as `drop_fields`.
    """
    return _replaced(value, path, lambda name: name in names)


def _replaced(
    value: JsonObject, path: Keys, stays: Callable[[str], bool]
) -> tuple[JsonObject, tuple[str, ...]]:
    parents: list[JsonObject] = []
    found: Json = value
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return value, ()
        parents.append(found)
        found = found[key]
    lost: dict[str, None] = {}
    changed = _pruned(found, stays, lost)
    if not lost:
        return value, ()
    for parent, key in zip(reversed(parents), reversed(path), strict=True):
        changed = {**parent, key: changed}
    return changed, tuple(lost)


def _pruned(found: Json, stays: Callable[[str], bool], lost: dict[str, None]) -> Json:
    """An object with the fields that stay, or a list of such; `lost` gathers the others' names."""
    if isinstance(found, list):
        return [_pruned_object(item, stays, lost) for item in found]
    return _pruned_object(found, stays, lost)


def _pruned_object(found: Json, stays: Callable[[str], bool], lost: dict[str, None]) -> Json:
    if not isinstance(found, Mapping):
        return found
    lost.update((name, None) for name in found if not stays(name))
    return {name: value for name, value in found.items() if stays(name)}
