"""The config file as a JSON Schema that editors can use (draft 2020-12)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sprig_tui.domain.binding_ids import BINDING_IDS
from sprig_tui.domain.config_checks import MAX_PATTERN, PATTERN_FIELDS
from sprig_tui.domain.settings import Config
from sprig_tui.services.settings_catalog import ENTRY_KEYS, SETTINGS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SOURCE: Final = re.compile(r" \((?:facts|design)\.md[^)]*\)")
_DESCRIPTIONS: Final = {**{one.key: one.description for one in SETTINGS}, **ENTRY_KEYS}
_SECRETS: Final = frozenset(one.key for one in SETTINGS if one.secret)


def config_schema() -> dict[str, Any]:
    """The schema: types, choices, limits and defaults of the settings models, every key described.

    It is stricter than the program in what the program only warns of: unknown keys, and patterns
    that are missing or over 250 characters.
    """
    generated = Config.model_json_schema(mode="validation")
    definitions = generated.pop("$defs")
    schema = _describe(_inlined(generated, definitions), "")
    table = {"type": "string", "minLength": 1, "maxLength": MAX_PATTERN}
    for name, field in PATTERN_FIELDS.items():
        entry = schema["properties"][name]["items"]
        entry["required"] = [field]
        entry["properties"][field] = {
            **_without(entry["properties"][field], "default"),
            **table,
        }
    keys = schema["properties"]["ui"]["properties"]["keys"]
    text = keys["additionalProperties"]
    keys["properties"] = {name: {"title": name, **text} for name in BINDING_IDS}
    keys["additionalProperties"] = False
    return {"$schema": DIALECT, **schema, "title": "The settings of sprig-tui"}


def _inlined(value: Any, definitions: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON is any
    """The same without references, which not every editor follows beside other words."""
    if isinstance(value, list):
        return [_inlined(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    inlined = {name: _inlined(item, definitions) for name, item in value.items()}
    reference = inlined.pop("$ref", None)
    if reference is None:
        return inlined
    return {**_inlined(definitions[reference.rpartition("/")[2]], definitions), **inlined}


def _describe(schema: dict[str, Any], key: str) -> dict[str, Any]:
    """A table or value at a dotted key with its title and description; tables take no other key."""
    text = _DESCRIPTIONS.get(key, _SOURCE.sub("", schema.get("description", "")))
    described = {**schema, "title": key} | ({"description": text} if text else {})
    if key in _SECRETS:
        described["default"] = [] if schema["type"] == "array" else ""
    if "properties" in schema:
        described.pop("default", None)
        described["additionalProperties"] = False
        described["properties"] = {
            name: _describe(part, f"{key}.{name}".removeprefix("."))
            for name, part in schema["properties"].items()
        }
    elif "properties" in schema.get("items", {}):
        described["items"] = _describe(schema["items"], key)
        described.setdefault("description", described["items"]["description"])
    return described


def _without(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != name}
