"""From the bytes of a config file to what it says (design.md, section 3: errors and warnings)."""

import re
import shlex
import stat
import tomllib
from collections.abc import Sequence
from typing import Any, Final, Literal

from pydantic import ValidationError

from sprig_tui.adapters.config.document import Document, Path, scan_document
from sprig_tui.adapters.config.sound_parts import unaffected, without_values
from sprig_tui.adapters.config.unknown_keys import unknown_keys
from sprig_tui.domain.config_checks import TABLES, check_config, check_keys
from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import MAX_FILTERS, MAX_GLEAP_MAPPINGS, ApiKeys, Config
from sprig_tui.domain.value_errors import value_errors

MAX_BYTES: Final = 1024 * 1024
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def decode_config(raw: bytes, path: str) -> str:
    """The file's text, its byte order mark and line ends as they are.

    Raises:
        ConfigError: over 1 MB, or not UTF-8.
    """
    problem = None
    if len(raw) > MAX_BYTES:
        problem = ConfigProblem("error", "the file is larger than 1 MB: is it really a config?")
    else:
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
            message = "the file is not UTF-8 text here: save it as UTF-8"
            problem = ConfigProblem("error", message, line=line, column=column)
    raise ConfigError(path, (problem,))


def check_text(text: str, path: str) -> None:
    """Raise ConfigError when a text cannot be written: half of a surrogate pair, or over 1 MB."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raw = b"\xff"
    decode_config(raw, path)


def read_config(text: str, path: str, *, environment_key: Secret, mode: int = 0) -> ConfigSnapshot:
    """What a text says; `mode` are the permission bits of the file that it is from.

    Raises:
        ConfigError: it cannot be used. Neither its text nor its causes hold a value of the file.
    """
    data, document, problems = _parse(text)
    config = Config()
    if not problems:
        config, problems = _validate(data, document)
    lines = document.lines()
    used = _with_key(config, environment_key)
    unknown = [
        _problem("warning", message, place, document.key_place(place))
        for place, message in unknown_keys(data)
    ]
    values = (*check_keys(config, lines), *check_config(used, lines))
    if problems:
        told = [*unknown, *unaffected(values, problems)]
        raise ConfigError(path, (*problems, *_by_line(told)), readable=used, lines=lines)
    found = [*_check_mode(config, path, mode), *unknown, *values]
    return ConfigSnapshot(
        used, path, text, lines, tuple(_by_line(found)), bool(environment_key), mode
    )


def _by_line(problems: Sequence[ConfigProblem]) -> list[ConfigProblem]:
    return sorted(problems, key=lambda problem: problem.line or 0)


def _check_mode(config: Config, path: str, mode: int) -> list[ConfigProblem]:
    keys = config.destination.api_keys
    holds_key = keys.development or keys.production or config.listener.webhook_secret
    if not (holds_key and mode & (stat.S_IRGRP | stat.S_IROTH)):
        return []
    message = f"the file holds a key and others can read it: chmod 600 {shlex.quote(path)}"
    return [ConfigProblem("warning", message)]


def _parse(text: str) -> tuple[dict[str, Any], Document, list[ConfigProblem]]:
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
        return data, scan_document(text), []
    except tomllib.TOMLDecodeError as error:
        return {}, Document(""), [_not_toml(str(error), text)]
    except ValueError:
        problem = ConfigProblem("error", "the file holds a number of thousands of digits")
        return {}, Document(""), [problem]
    except RecursionError:
        problem = ConfigProblem("error", "the file nests lists or tables far too deep")
        return {}, Document(""), [problem]


def _not_toml(message: str, text: str) -> ConfigProblem:
    place = _PLACE.search(message)
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    said = safe(_PLACE.sub("", message), 100)
    return ConfigProblem("error", f"this is not TOML: {said}", line=line, column=column)


def _validate(data: dict[str, Any], document: Document) -> tuple[Config, list[ConfigProblem]]:
    """What is sound by itself, and every error: some are seen only once others are out."""
    problems: list[ConfigProblem] = []
    while True:
        try:
            return Config.model_validate(data), problems
        except ValidationError as error:
            found = value_errors(error, data)
        problems += [
            _problem("error", message, path, _place(path, data, document))
            for path, message in found
        ]
        data = without_values(data, [path for path, _ in found])


def _place(path: Path, data: dict[str, Any], document: Document) -> tuple[int | None, int | None]:
    """Where a value stands; of a list that is too long, the first entry over the limit."""
    if not path:
        tables = [(table, len(data.get(table, ()))) for table in TABLES]
        places = sorted(
            document.place((table, index)) for table, count in tables for index in range(count)
        )
        return places[MAX_GLEAP_MAPPINGS]
    if path == ("filters",) and isinstance(data["filters"], list):
        return document.place(("filters", MAX_FILTERS))
    return document.place(path)


def _problem(
    severity: Literal["error", "warning"],
    message: str,
    path: Path,
    place: tuple[int | None, int | None],
) -> ConfigProblem:
    return ConfigProblem(severity, message, ".".join(map(str, path)), *place)


def _with_key(config: Config, key: Secret) -> Config:
    """The environment's key takes the place of both keys of the file."""
    if not key:
        return config
    keys = ApiKeys(development=key, production=key)
    destination = config.destination.model_copy(update={"api_keys": keys})
    return config.model_copy(update={"destination": destination})
