"""Setting single keys of the config from what is typed into a form."""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Final, Literal, cast

from sprig_tui.domain.config_checks import endpoint_problem, nearest_name
from sprig_tui.domain.config_edits import ConfigSnapshot, SetKey, TomlValue, UnsetKey
from sprig_tui.domain.redaction import without_login
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import CONFIG_VERSION, Config
from sprig_tui.domain.value_errors import label, setting_errors
from sprig_tui.ports import ConfigRepository
from sprig_tui.services.edit_history import DeclinedError, EditHistory, PlannedEdit
from sprig_tui.services.settings_catalog import SETTINGS, Setting, find_setting

__all__ = ["SETTINGS", "Setting", "SettingError", "SettingsEdits", "find_setting"]

Agree = Callable[[ConfigSnapshot, ConfigSnapshot], Awaitable[bool]]
"""Asks the operator before the second state takes the place of the first; False is a no."""

_HOST_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")

SWITCH_WORDS: Final = {
    "true": True,
    "on": True,
    "yes": True,
    "false": False,
    "off": False,
    "no": False,
}


class SettingError(ValueError):
    """What was typed cannot be this setting's value; `str()` is one sentence without the value."""


def parse_setting(key: str, text: str) -> TomlValue:
    """The value of `key` ("listener.port") that `text` means.

    A list's items stand one a line or between commas; spaces around a value do not count.

    Raises:
        SettingError: there is no such setting, or it cannot have this value.
    """
    setting = find_setting(key)
    if setting is None:
        near = nearest_name(key, [known.key for known in SETTINGS])
        raise SettingError(f"there is no such setting{f'; did you mean {near}?' if near else ''}")
    value = _typed(setting, text.strip())
    errors = setting_errors(_nested(setting_path(key), value))
    if errors:
        raise SettingError(errors[0][1])
    problem = _problem(key, value)
    if problem:
        raise SettingError(f"{label(setting.path)}: {problem}")
    return value


def setting_path(key: str) -> tuple[str, ...]:
    """The path of a dotted key as edits take it; a binding id keeps its dots."""
    if key.startswith("ui.keys."):
        return ("ui", "keys", key.removeprefix("ui.keys."))
    return tuple(key.split("."))


def setting_value(setting: Setting, config: Config) -> Any:  # noqa: ANN401
    """The value in use, as the config model holds it (secrets as Secret)."""
    value: Any = config
    for name in setting.path:
        value = getattr(value, name)
    return value


def setting_text(setting: Setting, config: Config) -> str:
    """The value in use as a form shows it: lists with commas, secrets and logins masked."""
    value = setting_value(setting, config)
    if setting.key == "destination.endpoint":
        return without_login(value)
    if isinstance(value, Secret):
        return value.masked()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(one.masked() if isinstance(one, Secret) else str(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} = {pressed}" for name, pressed in value.items())
    return str(value)


def setting_origin(
    setting: Setting, snapshot: ConfigSnapshot
) -> Literal["environment", "file", "default"]:
    """Where the value in use comes from; for "file" the line is in `snapshot.lines`."""
    if snapshot.environment_key and setting.group == "destination.api_keys":
        return "environment"
    return "file" if setting.key in snapshot.lines else "default"


class SettingsEdits:
    """Sets and clears single keys in the file; every edit is one write and gives its new state.

    `history` is that of the whole session, where there is one: what is set here is undone there.
    `base` is the state that the caller looks at: given, an edit is refused with
    ConfigConflictError when the file is another one by now. All raise as ConfigRepository.save
    does, and DeclinedError when `agree` says no: it is asked before every edit of what deliveries
    go by, before it is undone too, with the states before and after.
    """

    def __init__(
        self,
        repository: ConfigRepository,
        agree: Agree | None = None,
        history: EditHistory | None = None,
    ) -> None:
        self._repository = repository
        self._agree = agree
        self.history = history or EditHistory(repository)

    def plan_set(self, key: str, text: str, base: ConfigSnapshot) -> PlannedEdit:
        """A key with the value that `text` means; raises SettingError when it means none."""
        value = parse_setting(key, text)
        setting = find_setting(key)
        secret = setting is not None and setting.secret
        label = f"{key} changed" if secret else f"{key} = {text.strip()}"
        return PlannedEdit(label, (SetKey(setting_path(key), value),), base, self._ask)

    def plan_clear(self, key: str, base: ConfigSnapshot) -> PlannedEdit:
        """A key for which the default holds again.

        A key that stands in the file gets the default as its value, so that its comment stays with
        it; one of `ui.keys` is taken out.
        """
        path, setting = setting_path(key), find_setting(key)
        edit: SetKey | UnsetKey = UnsetKey(path)
        if setting is not None and setting.type != "keys" and key in base.lines:
            edit = SetKey(path, _default(setting))
        return PlannedEdit(f"{key} is the default", (edit,), base, self._ask)

    async def save(self, planned: PlannedEdit) -> ConfigSnapshot:
        """Ask where deliveries go by it, and write what `plan_set` or `plan_clear` gave."""
        (edit,) = planned.edits
        await self._ask(planned.base, _after(cast(SetKey | UnsetKey, edit), planned.base))
        return await self.history.save(planned)

    async def set(
        self, key: str, text: str, *, base: ConfigSnapshot | None = None
    ) -> ConfigSnapshot:
        """Give a key the value that `text` means; raises SettingError when it means none."""
        parse_setting(key, text)
        base = base or await self._repository.load()
        return await self.save(self.plan_set(key, text, base))

    async def clear(self, key: str, *, base: ConfigSnapshot | None = None) -> ConfigSnapshot:
        """Make the default hold again."""
        base = base or await self._repository.load()
        return await self.save(self.plan_clear(key, base))

    async def _ask(self, before: ConfigSnapshot, after: ConfigSnapshot) -> None:
        if self._agree is None or before.config.destination == after.config.destination:
            return
        if not await self._agree(before, after):
            raise DeclinedError("nothing was saved")


def _after(edit: SetKey | UnsetKey, base: ConfigSnapshot) -> ConfigSnapshot:
    """`base` as the edit leaves what deliveries go by; its text and lines stay as they are."""
    if edit.path[0] != "destination" or (base.environment_key and edit.path[1] == "api_keys"):
        return base
    part: Any = Config()
    for name in edit.path:
        part = getattr(part, name)
    changed: Any = edit.value if isinstance(edit, SetKey) else part
    for depth in range(len(edit.path) - 1, 0, -1):
        owner: Any = base.config
        for name in edit.path[:depth]:
            owner = getattr(owner, name)
        fields = {name: getattr(owner, name) for name in type(owner).model_fields}
        changed = type(owner).model_validate({**fields, edit.path[depth]: changed})
    return replace(base, config=base.config.model_copy(update={"destination": changed}))


def _default(setting: Setting) -> TomlValue:
    """The built-in value as the file has it."""
    value = setting_value(setting, Config())
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return value if isinstance(value, bool | int) else str(value)


def _typed(setting: Setting, text: str) -> TomlValue:
    match setting.type:
        case "switch":
            if text.lower() not in SWITCH_WORDS:
                raise SettingError(f"{label(setting.path)} must be true or false")
            return SWITCH_WORDS[text.lower()]
        case "number":
            digits = text.replace("_", "").replace(" ", "")
            if not (digits.isascii() and digits.removeprefix("-").isdigit()) or len(digits) > 18:
                raise SettingError(f"{label(setting.path)} must be a whole number")
            return int(digits)
        case "list":
            items = (item.strip() for item in text.replace("\n", ",").split(","))
            return [item for item in items if item]
    return text


def _nested(path: Sequence[str], value: TomlValue) -> dict[str, Any]:
    nested: Any = value
    for name in reversed(path):
        nested = {name: nested}
    return dict(nested)


def _problem(key: str, value: TomlValue) -> str:
    """What a value of the right type is wrong for."""
    if key == "version" and value != CONFIG_VERSION:
        return f"only {CONFIG_VERSION} exists"
    if key == "destination.endpoint":
        return endpoint_problem(str(value))
    if key == "listener.host" and not _is_host(str(value)):
        return "this is not an address or a host name"
    items = value if isinstance(value, list) else []
    if key.startswith("destination.api_keys.") and not _is_token(str(value)):
        return "a key has no spaces and only plain letters, digits and signs"
    if key == "listener.write_keys" and not all(map(_is_token, items)):
        return "a key has no spaces and only plain letters, digits and signs"
    if key == "listener.cors_origins" and not all(_is_origin(item) for item in items):
        return 'each one must look like "https://host" or "http://localhost:*"'
    if key == "listener.allowed_hosts" and any(set(item) & set(" /*") for item in items):
        return 'each one must be a host name such as "name.example", without https:// and paths'
    return ""


def _is_host(text: str) -> bool:
    """Whether it is an address or could be a machine's name; digits and dots alone are no name."""
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return bool(_HOST_NAME.fullmatch(text)) and not set(text) <= set("0123456789.")
    return True


def _is_origin(text: str) -> bool:
    scheme, separator, host = text.partition("://")
    return bool(scheme and separator and host) and not set(host) & set(" /?#")


def _is_token(text: str) -> bool:
    """Whether a key can stand in an HTTP header."""
    return text.isascii() and text.isprintable() and " " not in text
