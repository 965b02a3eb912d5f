"""Keys of a config file that mean nothing, with what they were probably meant to be."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from sprig_tui.adapters.config.document import Path
from sprig_tui.domain.config_checks import nearest_name
from sprig_tui.domain.settings import Config
from sprig_tui.domain.value_errors import label


def unknown_keys(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The path of every key that is no setting, and a sentence about it."""
    return _walk(data, Config, ())


def part_of(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """The settings model that a field holds, and whether it holds a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    for inner in get_args(annotation):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner, True
    return None, False


def field_names(model: type[BaseModel]) -> dict[str, object]:
    """The keys of a table as the file spells them, each with its type."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _walk(
    data: Mapping[str, Any], model: type[BaseModel], path: Path
) -> Iterator[tuple[Path, str]]:
    known = field_names(model)
    for name, value in data.items():
        if name not in known:
            yield (*path, name), _sentence((*path, name), list(known))
            continue
        part, many = part_of(known[name])
        if part is None:
            continue
        parts = enumerate(value) if many and isinstance(value, list) else [(None, value)]
        for index, inner in parts:
            if isinstance(inner, dict):
                yield from _walk(
                    inner, part, (*path, name) if index is None else (*path, name, index)
                )


def _sentence(path: Path, known: list[str]) -> str:
    name = str(path[-1])
    homes = _homes().get(name, [])
    if homes:
        hint = f"; it belongs to {' or '.join(homes)}"
    elif near := nearest_name(name, known):
        hint = f'; did you mean "{near}"?'
    else:
        hint = ""
    return f"{label(path)} is not a setting{hint}"


@cache
def _homes() -> dict[str, list[str]]:
    """For each key of a table the tables that have it."""
    homes: dict[str, list[str]] = {}

    def collect(model: type[BaseModel], path: str) -> None:
        for name, annotation in field_names(model).items():
            part, many = part_of(annotation)
            below = f"{path}.{name}".lstrip(".")
            if part is not None:
                collect(part, f"[{below}]" if many else below)
            elif path:
                homes.setdefault(name, []).append(f"[{path}]")

    collect(Config, "")
    return homes
