"""Every value of a configuration, secrets masked, and where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.redaction import without_login
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Destination

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class OriginatedValue:
    """A value as TOML and JSON know it; the path is ("page_urls", 2, "url").

    `line` is that of the file, where the value comes from there. The masking of secrets is that of
    the Settings screen.
    """

    path: Path
    value: Any
    origin: Literal["default", "file", "environment"]
    line: int | None = None

    @property
    def key(self) -> str:
        """The path as text, as ConfigSnapshot.lines has it: `page_urls.2.url`."""
        return ".".join(map(str, self.path))


def originated_values(snapshot: ConfigSnapshot) -> Iterator[OriginatedValue]:
    """The values in force, in the order of the example file."""
    return _walk(snapshot.config, (), snapshot)


def plain_config(value: object) -> Any:  # noqa: ANN401 - JSON is any
    """A settings model (or a part of one) as dicts, lists and texts, secrets and logins masked."""
    if isinstance(value, Destination):
        value = _without_login(value)
    if isinstance(value, BaseModel):
        return {name: plain_config(part) for name, (_, part) in _fields(value).items()}
    if isinstance(value, Secret):
        return value.masked()
    if isinstance(value, tuple):
        return [plain_config(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain_config(item) for name, item in value.items()}
    return str(value) if isinstance(value, str) else value


def _walk(model: BaseModel, path: Path, snapshot: ConfigSnapshot) -> Iterator[OriginatedValue]:
    model = _without_login(model) if isinstance(model, Destination) else model
    for name, (given, value) in _fields(model).items():
        place = (*path, name)
        if isinstance(value, BaseModel):
            yield from _walk(value, place, snapshot)
        elif place == ("ui", "keys"):
            for binding, keys in value.items():
                yield _originated((*place, binding), keys, snapshot, given=True)
        elif isinstance(value, tuple) and any(isinstance(item, BaseModel) for item in value):
            for index, entry in enumerate(value):
                yield from _walk(entry, (*place, index), snapshot)
        else:
            yield _originated(place, plain_config(value), snapshot, given=given)


def _without_login(destination: Destination) -> Destination:
    shown = without_login(destination.endpoint)
    if shown == destination.endpoint:  # a copy would count the default as given
        return destination
    return destination.model_copy(update={"endpoint": shown})


def _originated(
    path: Path,
    value: Any,  # noqa: ANN401 - JSON is any
    snapshot: ConfigSnapshot,
    *,
    given: bool,
) -> OriginatedValue:
    if snapshot.environment_key and path[:2] == ("destination", "api_keys"):
        return OriginatedValue(path, value, "environment")
    if not given:
        return OriginatedValue(path, value, "default")
    places = (".".join(map(str, path[:length])) for length in range(len(path), 0, -1))
    line = next((snapshot.lines[place] for place in places if place in snapshot.lines), None)
    return OriginatedValue(path, value, "file", line)


def _fields(model: BaseModel) -> dict[str, tuple[bool, Any]]:
    """The keys as the file spells them, each with whether it was given, and its value."""
    return {
        field.alias or name: (name in model.model_fields_set, getattr(model, name))
        for name, field in type(model).model_fields.items()
    }
