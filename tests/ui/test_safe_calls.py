"""The rules by which the screens draw text, held against their source.

`tests/ui/test_harmless*.py` send hostile text through the screens; this finds the places that they
do not know.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import name_of, sources

UI = [path for path in sources() if name_of(path).startswith("ui/")]
WIDGETS = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Collapsible"}
BANNED = {"from_markup", "from_rich_text", "from_ansi", "Markdown", "RichLog", "eval", "exec"}
SHELLS = {"system", "popen", "create_subprocess_shell", "getoutput", "getstatusoutput", "spawnl"}
TITLES = ("border_title", "border_subtitle", "tooltip")
STARTERS = ("Popen", "create_subprocess_exec")


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the last word of what is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield _word(node.func), node


def _word(called: ast.expr) -> str:
    return str(getattr(called, "attr", getattr(called, "id", "")))


def is_text(node: ast.expr) -> bool:
    """Whether it is a str on the face of it that varies, or fixed words that look like markup."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and "[" in node.value
    if isinstance(node, ast.Call):
        return _word(node.func) in ("safe", "str", "repr", "join", "format") and not (
            isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call)
        )
    return isinstance(node, ast.JoinedStr | ast.BinOp)


@pytest.mark.parametrize("path", UI, ids=name_of)
def test_no_widget_is_given_a_text_that_it_would_read_as_markup(path: Path) -> None:
    """What varies goes in as `Content` or `Text`, which are never markup."""
    for name, call in calls(path):
        if name in WIDGETS or (name == "update" and call.args):
            given = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "label")]
            for one in given:
                assert not is_text(one), f"line {call.lineno}: {ast.unparse(one)}"


@pytest.mark.parametrize("path", UI, ids=name_of)
def test_no_markup_is_read_and_no_style_acts(path: Path) -> None:
    """Neither markup nor links, nor actions that hang on text."""
    for name, call in calls(path):
        assert name not in BANNED, f"line {call.lineno}: {name}"
        for keyword in call.keywords:
            off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            assert keyword.arg != "markup" or off, f"line {call.lineno}: markup"
            assert keyword.arg not in ("link", "meta", "on_click"), f"line {call.lineno}"
    assert "@click" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", UI, ids=name_of)
def test_titles_and_tooltips_are_content(path: Path) -> None:
    """Textual reads a str there as markup."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            named = getattr(target, "attr", "") in TITLES
            assert not (named and is_text(node.value)), f"line {node.lineno}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_no_text_goes_through_a_shell(path: Path) -> None:
    """Other programs get their arguments as a list."""
    for name, call in calls(path):
        assert name not in SHELLS, f"line {call.lineno}: {name}"
        assert not any(one.arg == "shell" for one in call.keywords), f"line {call.lineno}: shell"
        if name in STARTERS and call.args:
            assert not isinstance(call.args[0], ast.JoinedStr | ast.Constant), f"line {call.lineno}"
