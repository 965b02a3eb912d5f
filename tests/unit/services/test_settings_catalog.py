"""The list of settings."""

import enum
from typing import Any

import pytest
from pydantic import BaseModel

from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config
from sprig_tui.services.settings_catalog import SETTINGS, Setting, find_setting

LISTS = {"triggered_events", "page_urls", "filters"}


def leaves(model: type[BaseModel], prefix: str = "") -> dict[str, object]:
    """The type of every key of a model and its parts, by dotted key."""
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        annotation: Any = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found |= leaves(annotation, f"{prefix}{name}.")
        elif name not in LISTS:
            found[prefix + name] = annotation
    return found


KEYS = leaves(Config)


def test_every_key_of_the_config_is_there_once() -> None:
    """In the order of the file, the mappings and filters aside."""
    assert [setting.key for setting in SETTINGS] == list(KEYS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_setting_is_what_the_config_says(setting: Setting) -> None:
    """Type, choices and secrecy follow the model; the description is one short sentence."""
    annotation = KEYS[setting.key]
    kinds: dict[object, str] = {bool: "switch", int: "number", str: "text", Secret: "text"}
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        assert setting.type == "choice"
        assert setting.choices == tuple(choice.value for choice in annotation)
    else:
        expected = "keys" if setting.key == "ui.keys" else kinds.get(annotation, "list")
        assert (setting.type, setting.choices) == (expected, ())
    assert setting.secret == ("Secret" in str(annotation))
    assert setting.description.endswith(".")
    assert len(setting.description) < 100


def test_what_waits_for_a_restart() -> None:
    """design.md, section 3: host, port and store."""
    assert [setting.key for setting in SETTINGS if setting.restart] == [
        "listener.host",
        "listener.port",
        "store.path",
    ]


def test_the_parts_of_a_key() -> None:
    """Group, name and path."""
    setting = find_setting("destination.api_keys.production")
    assert setting is not None
    assert (setting.group, setting.name) == ("destination.api_keys", "production")
    assert setting.path == ("destination", "api_keys", "production")
    version = find_setting("version")
    assert version is not None
    assert (version.group, version.name) == ("", "version")


def test_a_binding_belongs_to_the_keys() -> None:
    """Whatever its name; other names are nothing."""
    assert find_setting("ui.keys.mappings.undo") is find_setting("ui.keys")
    assert find_setting("listener.prot") is None


def test_the_endpoint_says_what_it_takes() -> None:
    """Plain http is taken too, but only to this machine."""
    setting = find_setting("destination.endpoint")
    assert setting is not None
    assert "https://host:port, http:// only to this machine" in setting.description
