"""JSON on the screen."""

import json

from rich.cells import cell_len

from sprig_tui.services.payload_text import readable_json
from sprig_tui.ui.widgets.json_view import MAX_LINE, json_content


def test_keys_and_values_are_kept_apart() -> None:
    """The text is the same, some of it coloured."""
    text = readable_json({"a": 1, "b": "x", "c": {"d": [True, None]}, 'q"': {}})
    content = json_content(text)
    assert content.plain == text
    assert len(content.spans) >= 5


def test_nothing_in_it_drives_the_terminal() -> None:
    """Escapes, bidi and markup are only text, in keys too."""
    evil = "\x1b]0;t\x07\u202e\x9b[@click=app.quit]x[/]"
    content = json_content(json.dumps({evil: evil}, indent=2, ensure_ascii=False))
    lines = content.plain.split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)
    assert "[@click=app.quit]" in content.plain
    assert not any("@click" in str(span.style) for span in content.spans)


def test_length_is_bounded_and_the_rest_is_counted() -> None:
    """In lines and within a line."""
    content = json_content(readable_json(list(range(100))), max_lines=10)
    assert content.plain.split("\n")[-1] == "and 92 more lines; Y copies all of it."
    long = json_content(readable_json({"a": "x" * 100_000}))
    assert max(cell_len(line) for line in long.plain.split("\n")) <= 2 * MAX_LINE
