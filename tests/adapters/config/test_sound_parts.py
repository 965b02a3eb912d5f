"""What is sound beside an error."""

from typing import Any

import pytest

from sprig_tui.adapters.config.document import Path
from sprig_tui.adapters.config.sound_parts import unaffected, without_values
from sprig_tui.domain.config_edits import ConfigProblem


@pytest.mark.parametrize(
    ("path", "left"),
    [
        (("a",), {"destination": {"kind": "gleap", "mode": 1}, "list": [1]}),
        (("destination", "mode"), {"a": 1, "destination": {"kind": "gleap"}, "list": [1]}),
        (("destination", "mode", "x"), {"a": 1, "destination": {"kind": "gleap"}, "list": [1]}),
        (("list", 0, "x"), {"a": 1, "destination": {"kind": "gleap", "mode": 1}}),
        ((), {"a": 1, "destination": {"mode": 1}, "list": [1]}),
    ],
)
def test_the_key_of_a_table_or_the_whole_list_goes(path: Path, left: dict[str, Any]) -> None:
    data = {"a": 1, "destination": {"kind": "gleap", "mode": 1}, "list": [1]}
    assert without_values(data, [path]) == left
    assert data == {"a": 1, "destination": {"kind": "gleap", "mode": 1}, "list": [1]}


@pytest.mark.parametrize(
    ("broken", "left"),
    [
        ("listener.port", ["destination", "filters", "page_urls"]),
        ("destination.kind", ["page_urls"]),
        ("", ["page_urls"]),
        ("page_urls.3", ["destination", "listener", "filters"]),
    ],
)
def test_warnings_stay_where_no_error_can_have_made_them(broken: str, left: list[str]) -> None:
    """Without its keys a listener looks open; of another kind filters mean something else."""
    tables = ("destination", "listener", "filters", "page_urls")
    warnings = [ConfigProblem("warning", "words", f"{table}.0") for table in tables]
    kept = unaffected(warnings, [ConfigProblem("error", "words", broken)])
    assert [warning.key.partition(".")[0] for warning in kept] == left
