"""The README's lines do what it says."""

import re
import subprocess
import sys
from pathlib import Path

from tests.e2e.program import Places, Serve, verdicts

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8765"


def block(language: str) -> str:
    """The first code block of a language, unindented, the comments of the page left out."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return "\n".join(line.removeprefix("   ") for line in found[1].splitlines())


def test_the_python_lines_send_an_identify_and_a_track(serve: Serve) -> None:
    script = block("python").replace(ADDRESS, serve.address)
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
    assert verdicts(serve.records(2)) == [
        ("identify", "forwarded.identify"),
        ("track", "forwarded.event"),
    ]


def test_the_curl_lines_send_an_identify(serve: Serve) -> None:
    script = block("sh").replace(ADDRESS, serve.address)
    subprocess.run(["bash", "-ec", script], check=True, timeout=60, capture_output=True)
    assert verdicts(serve.records(1)) == [("identify", "forwarded.identify")]


def test_every_verb_that_it_names_exists(places: Places) -> None:
    for words in set(re.findall(r"`sprig-tui ([a-z]+(?: [a-z]+)?)", README)):
        assert places.run(*words.split(), "--help").returncode == 0
