"""The schema accepts what the program accepts, and marks what it refuses or warns of."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sprig_tui.domain.settings import Config
from sprig_tui.services.config_origins import plain_config
from sprig_tui.services.config_schema import DIALECT, config_schema

ROOT = Path(__file__).parents[3]
SCHEMA = config_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def parts(schema: dict[str, Any], key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table and value of the schema by its dotted key."""
    for name, part in schema.get("properties", {}).items():
        place = f"{key}.{name}".removeprefix(".")
        yield place, part
        yield from parts(part, place)
        yield from parts(part.get("items", {}), place)


PARTS = dict(parts(SCHEMA))


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DIALECT == Draft202012Validator.META_SCHEMA["$id"]
    assert "$ref" not in str(SCHEMA)


def test_the_example_and_its_commented_entries_are_valid() -> None:
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    assert not list(VALIDATOR.iter_errors(tomllib.loads(text)))
    entries = re.findall(r"^# \[\[.*(?:\n# .*)*", text, re.MULTILINE)
    filled = tomllib.loads("\n".join(entries).replace("# ", ""))
    assert set(filled) == {"triggered_events", "page_urls", "filters"}
    assert not list(VALIDATOR.iter_errors(filled))


def test_an_empty_file_and_every_default_are_valid() -> None:
    assert VALIDATOR.is_valid({})
    defaults = Config()
    for key, part in PARTS.items():
        if "default" in part and not key.startswith(("triggered_events", "page_urls", "filters")):
            value: Any = defaults
            for name in key.split("."):
                value = getattr(value, name)
            assert part["default"] == plain_config(value)
            assert Draft202012Validator(part).is_valid(part["default"])


@pytest.mark.parametrize("key", PARTS)
def test_every_key_has_a_title_and_a_description(key: str) -> None:
    """But the ids of the terminal's keys, whose name says it."""
    assert PARTS[key]["title"] == key.removeprefix("ui.keys.")
    if not key.startswith("ui.keys."):
        assert PARTS[key]["description"].endswith(".")
        assert ".md" not in PARTS[key]["description"]


def test_secrets_are_plain_texts_without_a_default_that_looks_like_one() -> None:
    assert "***" not in str(SCHEMA)
    for name in ("development", "production"):
        assert PARTS[f"destination.api_keys.{name}"]["type"] == "string"
    assert PARTS["listener.write_keys"]["items"] == {"type": "string"}


@pytest.mark.parametrize(
    "text",
    [
        '[[triggered_events]]\nevent = "A"\nmatch = "contains"\nsprig_event = "B"\nnote = "n"\n',
        '[[page_urls]]\nurl = "' + "x" * 250 + '"\nenabled = false\n',
        '[[filters]]\nif = "all"\naction = "sample_event"\npercent = 0\npath = "userId"\n',
        '[[filters]]\naction = "drop_properties"\nfields = { "a.b" = ["c"], "" = [] }\n',
        '[ui.keys]\n"mappings.undo" = "U"\n',
        '[destination]\nkind = "gleap"\n[destination.api_keys]\nproduction = "k"\n',
    ],
)
def test_good_values_are_valid(text: str) -> None:
    assert not list(VALIDATOR.iter_errors(tomllib.loads(text)))


@pytest.mark.parametrize(
    "text",
    [
        'version = "1"',
        "prot = 1",
        "[listener]\nprot = 1",
        "[listener]\nport = 65536",
        "[listener]\nport = true",
        "[listener]\nwrite_keys = [1]",
        '[destination]\nkind = "sprigg"',
        '[destination]\nmode = "dry-run"',
        "[destination.api_keys]\nstaging = 'k'",
        "[store]\nkeep_days = 0",
        "[[triggered_events]]\nnote = 'no event'",
        "[[triggered_events]]\nevent = ''",
        "[[triggered_events]]\nevent = 'A'\nurl = 'x'",
        "[[triggered_events]]\nevent = 'A'\nmatch = 'startswith'",
        "[[page_urls]]\nurl = '" + "x" * 251 + "'",
        "[[filters]]\nif_ = 'all'",
        "[[filters]]\npercent = 1.1",
        "[[filters]]\npercent = -0.1",
        "[[filters]]\naction = 'drop'",
        "[[filters]]\nfields = { a = 'b' }",
        "[[filters]]\n" * 11,
        "[ui.keys]\n'mappings.undoo' = 'U'",
        "[ui.keys]\n'mappings.undo' = 1",
    ],
)
def test_wrong_values_are_marked(text: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(text))
