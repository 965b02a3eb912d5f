"""The same cases through the installed program: `sprig-tui decide --config F < events.jsonl`."""

import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.program import PROGRAM
from tests.facts import (
    test_section_2_calls,
    test_section_4_filters,
    test_section_5_sprig,
    test_section_6_gleap,
    test_section_6a_published_actions,
)
from tests.facts.cases import Case, case_name, check, write_files

ONE_OF_EACH: Final = [
    (section.CASES[-1], section.RULES)
    for section in (
        test_section_2_calls,
        test_section_4_filters,
        test_section_5_sprig,
        test_section_6_gleap,
        test_section_6a_published_actions,
    )
]


@pytest.mark.parametrize(
    ("case", "rules"), ONE_OF_EACH, ids=[case_name(case) for case, _ in ONE_OF_EACH]
)
def test_the_program_says_the_same(case: Case, rules: dict[str, str], tmp_path: Path) -> None:
    config, events = write_files(case, tmp_path)
    words = [PROGRAM, "decide", "--config", str(config), *case.options]
    with events.open("rb") as stdin:
        done = subprocess.run(words, stdin=stdin, capture_output=True, text=True, check=False)
    check(case, rules[case.rule], done.returncode, done.stdout, done.stderr)
