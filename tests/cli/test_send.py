"""The event that `send` builds."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sprig_tui.cli.main import main
from sprig_tui.cli.send import _event


@pytest.mark.parametrize(
    ("type_", "name", "props", "fields"),
    [
        ("track", "Signed Up", ("n=1", "s=x=y"),
         {"event": "Signed Up", "properties": {"n": 1, "s": "x=y"}}),
        ("page", "https://a.example/x", (), {"properties": {"url": "https://a.example/x"}}),
        ("page", "Home", (), {"name": "Home"}),
        ("screen", "Home", (), {"name": "Home"}),
        ("group", "acme", ("name=Acme",), {"groupId": "acme", "traits": {"name": "Acme"}}),
        ("identify", None, ("pro=true",), {"traits": {"pro": True}}),
        ("alias", "old", (), {"previousId": "old"}),
        ("delete", None, (), {}),
    ],
)  # fmt: skip
def test_each_type_takes_its_name_where_segment_has_it(
    type_: str, name: str | None, props: tuple[str, ...], fields: dict[str, Any]
) -> None:
    event = _event(type_, name, "u_1", props, {})
    assert event.pop("messageId").startswith("sprig-tui-send-")
    assert event.pop("context")["library"]["name"] == "sprig-tui"
    assert event == {"type": type_, "userId": "u_1", **fields}


def test_a_file_gives_the_other_fields_and_wins() -> None:
    given = {"messageId": "m", "userId": "u_2", "properties": {"a": 1}}
    event = _event("track", "A", "u_1", ("b=2",), given)
    assert (event["messageId"], event["userId"]) == ("m", "u_2")
    assert event["properties"] == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--prop", "novalue"], "--prop takes K=V"),
        (["--json", "list.json"], "must hold one JSON object"),
        (["--json", "broken.json"], "is not JSON"),
    ],
)
def test_bad_input_is_a_usage_error(words: list[str], said: str) -> None:
    Path("list.json").write_text("[]", encoding="utf-8")
    Path("broken.json").write_text("{", encoding="utf-8")
    done = CliRunner().invoke(main, ["send", "track", "A", *words])
    assert done.exit_code == 2
    assert said in done.stderr
