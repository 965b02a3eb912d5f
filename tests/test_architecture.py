"""The shape of the code: layers, budgets, and a test file for every source file.

The tables here are the rules; a breach is argued in its table, not hidden.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "sprig_tui"

STDLIB = frozenset(sys.stdlib_module_names)
DOMAIN_LIBRARIES = {"pydantic", "pydantic_core", "lark", "re2", "regex"}
ADAPTER_LIBRARIES = {
    "adapters/clipboard": set(),
    "adapters/clock": set(),
    "adapters/config": {"tomlkit", "platformdirs", "watchfiles", "pydantic"},
    "adapters/control": set(),
    "adapters/exports": set(),
    "adapters/listener": {"uvicorn", "httptools", "uvloop"},
    "adapters/listener_client": {"httpx"},
    "adapters/listener_probe": set(),
    "adapters/plain_files": set(),
    "adapters/reach": {"httpx"},
    "adapters/sandbox": {"uvicorn"},
    "adapters/sender": {"httpx"},
    "adapters/state": {"tomli_w"},
    "adapters/store": {"platformdirs"},
    "adapters/themes": set(),
}
"""Each adapter's libraries; the key is a package or a module below `sprig_tui`."""
SHARED_ADAPTERS = {"sprig_tui.adapters.plain_files"}
"""What every adapter may import: it is about files on a disk and imports nothing but the stdlib."""

LAYERS = {
    "domain": ({"domain"}, DOMAIN_LIBRARIES),
    "ports": ({"domain", "ports"}, set()),
    "services": ({"domain", "ports", "services"}, {"pydantic"}),
    "engine_places": ({"domain"}, set()),
    "engine_delivery": ({"domain", "ports", "services", "adapters", "engine_places"}, set()),
    "engine_store": ({"domain", "ports", "services", "adapters"}, set()),
    "engine": (
        {
            "domain",
            "ports",
            "services",
            "adapters",
            "engine_places",
            "engine_delivery",
            "engine_store",
        },
        set(),
    ),
    "ui": ({"domain", "ports", "services", "ui"}, {"textual", "rich"}),
}
"""What each layer may import of this package, and of others; `cli` may import everything."""

UI_BANNED = {"socket", "sqlite3", "threading", "subprocess", "urllib", "http"}

FILE_LINES, FUNCTION_LINES, CLASS_METHODS, STYLE_LINES, MEDIAN_LINES = 300, 40, 20, 150, 120
FILE_BUDGETS = {"ui/app.py": 200}

WITHOUT_TEST_FILE = {
    "__main__.py": "one call of main; the end-to-end tests run it",
    "domain/case.py": "data; test_decide fills it",
    "domain/binding_ids.py": "data; tests/ui/test_bindings.py holds it",
    "domain/decision.py": "data; test_decide fills it",
    "domain/flow.py": "data; the dispatcher's tests fill it",
    "domain/themes.py": "data; the theme adapter's tests fill it",
}


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def adapter_of(name: str) -> str:
    return next(key for key in ADAPTER_LIBRARIES if name.startswith((key + "/", key + ".py")))


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_a_file_imports_only_what_its_layer_may(path: Path) -> None:
    name = name_of(path)
    layer = name.split("/")[0].removesuffix(".py")
    if layer in ("cli", "__main__"):
        return
    if layer == "adapters":
        own = adapter_of(name)
        ours, libraries = {"domain", "ports"}, ADAPTER_LIBRARIES[own]
    else:
        own = ""
        ours, libraries = LAYERS[layer]
    for module in imports(path):
        top, *rest = module.split(".")
        if top == "sprig_tui":
            part = rest[0] if rest else ""
            sibling = bool(own) and "/".join(rest[:2]) == own
            shared = layer == "adapters" and module in SHARED_ADAPTERS
            assert part in ours or sibling or shared or not part, f"{name} imports {module}"
        elif top not in STDLIB:
            assert top in libraries, f"{name} imports {module}"
        elif layer == "ui":
            assert top not in UI_BANNED, f"{name} imports {module}"


@pytest.mark.parametrize("layer", ["domain", "services", "adapters", "engine"])
def test_the_core_runs_without_the_terminal(layer: str) -> None:
    modules = [
        "sprig_tui." + name_of(path).removesuffix(".py").replace("/", ".")
        for path in sources()
        if name_of(path).startswith((layer + "/", layer + ".py"))
    ]
    script = f"""
import sys
from importlib import import_module
for module in {modules}:
    import_module(module)
rich_comes_with_httpx = "{layer}" in ("adapters", "engine")
heavy = {{"textual"}} if rich_comes_with_httpx else {{"textual", "rich"}}
loaded = sorted(heavy & set(sys.modules))
print(",".join(loaded))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_no_two_modules_import_each_other() -> None:
    known = {"sprig_tui." + name_of(p).removesuffix(".py").replace("/", "."): p for p in sources()}
    graph = {
        module: {other for other in imports(path) if other in known} - {module}
        for module, path in known.items()
    }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way[way.index(module) :], module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())
    assert done == set(graph)


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_files_functions_and_classes_keep_their_budgets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_BUDGETS.get(name_of(path), FILE_LINES)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= FUNCTION_LINES, node.name
        elif isinstance(node, ast.ClassDef):
            methods = [
                n for n in node.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
            assert len(methods) <= CLASS_METHODS, node.name


def test_the_median_file_is_short() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in sources())
    assert lengths[len(lengths) // 2] <= MEDIAN_LINES


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.tcss")), ids=name_of)
def test_stylesheets_keep_their_budget(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= STYLE_LINES


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_every_source_file_has_its_test_file(path: Path) -> None:
    name = name_of(path)
    found = list((ROOT / "tests").rglob(f"test_{path.name}"))
    assert bool(found) != (name in WITHOUT_TEST_FILE), f"tests/**/test_{path.name}"


def test_there_is_at_least_as_much_test_as_code() -> None:
    def lines(folder: Path) -> int:
        return sum(len(p.read_text(encoding="utf-8").splitlines()) for p in folder.rglob("*.py"))

    assert lines(ROOT / "tests") >= lines(PACKAGE)
