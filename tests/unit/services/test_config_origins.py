"""Where the values of a configuration come from."""

from typing import Any

from sprig_tui.domain.secret import Secret
from sprig_tui.services.config_origins import OriginatedValue, originated_values, plain_config
from tests.fakes.config import MemoryConfigRepository


async def origins(text: str, *, key: str = "") -> dict[str, tuple[Any, str, int | None]]:
    repository = MemoryConfigRepository(text, environment_key=Secret(key))
    found: list[OriginatedValue] = list(originated_values(await repository.load()))
    return {one.key: (one.value, one.origin, one.line) for one in found}


async def test_a_value_comes_from_the_file_or_is_the_default() -> None:
    found = await origins('version = 1\n[listener]\nport = 1\n[[page_urls]]\nurl = "x"\n')
    assert found["version"] == (1, "file", 1)
    assert found["listener.port"] == (1, "file", 3)
    assert found["listener.host"] == ("127.0.0.1", "default", None)
    assert found["page_urls.0.url"] == ("x", "file", 5)
    assert found["page_urls.0.match"] == ("legacy", "default", None)
    assert found["triggered_events"] == ([], "default", None)
    assert type(found["page_urls.0.match"][0]) is str


async def test_what_stands_within_a_value_has_the_line_of_that() -> None:
    found = await origins('\nfilters = [ { if = "all", fields = { "" = ["a"] } } ]\n')
    assert found["filters.0.if"] == ("all", "file", 2)
    assert found["filters.0.fields"] == ({"": ["a"]}, "file", 2)
    assert "filters.0.if_" not in found


async def test_keys_of_the_terminal_are_values_of_their_own() -> None:
    assert not any(key.startswith("ui.keys") for key in await origins(""))
    found = await origins('[ui.keys]\n"mappings.undo" = "U"\n')
    assert found["ui.keys.mappings.undo"] == ("U", "file", 2)


async def test_the_key_of_the_environment_wins_and_is_masked() -> None:
    text = '[destination.api_keys]\nproduction = "canary-key-9876"\n'
    assert (await origins(text))["destination.api_keys.production"] == ("••••••••9876", "file", 2)
    found = await origins(text, key="other-key-4321")
    assert found["destination.api_keys.production"] == ("••••••••4321", "environment", None)
    assert found["destination.api_keys.development"] == ("••••••••4321", "environment", None)


async def test_a_configuration_becomes_plain_data() -> None:
    text = '[listener]\nwrite_keys = ["canary-key-9876", ""]\n[[filters]]\npercent = 1\n'
    data = plain_config((await MemoryConfigRepository(text).load()).config)
    assert data["listener"]["write_keys"] == ["••••••••9876", ""]
    assert data["filters"][0]["if"] == "all"
    assert data["filters"][0]["enabled"] is True
    assert data["ui"] == {"theme": "sprig-dark", "keys": {}}


async def test_the_login_of_an_endpoint_is_masked() -> None:
    text = '[destination]\nendpoint = "https://me:ca/na@ry@a.example"\n'
    assert (await origins(text))["destination.endpoint"] == ("https://***@a.example", "file", 2)
    data = plain_config((await MemoryConfigRepository(text).load()).config)
    assert data["destination"]["endpoint"] == "https://***@a.example"
    assert (await origins("[destination]"))["destination.endpoint"] == ("", "default", None)
