"""A rule's case: a config and events in, records out, through the `decide` verb."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypedDict, Unpack

from click.testing import CliRunner, Result

from sprig_tui.cli.main import main

FORWARD: Final = '[destination]\nunknown_users = "forward"\n'
"""Users need not be known, so that a case shows its own rule alone."""
ACTIONS: Final = '[destination]\nkind = "sprig_actions"\n'
GLEAP: Final = '[destination]\nkind = "gleap"\n'
BUTTON_MAPPED: Final = '[[triggered_events]]\nevent = "Button Clicked"\n'
PRICING_MAPPED: Final = '[[page_urls]]\nurl = "https://shop.example/pricing"\nmatch = "exactly"\n'

USERS: Final = "https://api.sprig.com/v2/users"
PURGE: Final = "https://api.sprig.com/v2/purge/visitors"
GLEAP_TRACK: Final = "https://api.gleap.io/admin/track"
GLEAP_IDENTIFY: Final = "https://api.gleap.io/admin/identify"

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Expected:
    """What a record must say; None leaves a member open.

    `body` is the JSON of its only request. `detail` and each of `warnings` are parts of the text
    there; `no_warning` must be in none.
    """

    reason: str
    body: Json | None = None
    url: str | None = None
    method: str = "POST"
    mapping: tuple[str, int] | None = None
    detail: str = ""
    warnings: tuple[str, ...] = ()
    no_warning: str | None = None
    fields: Json = field(default_factory=dict)


class More(TypedDict, total=False):
    """What a record may be asked for besides its reason and its body."""

    method: str
    mapping: tuple[str, int]
    warnings: tuple[str, ...]
    no_warning: str
    fields: Json


@dataclass(frozen=True)
class Case:
    """One rule at work. `rule` is its key in the section's `RULES`; a line is JSON or raw text.

    Where the config is refused, `refusal` is part of what stderr says.
    """

    name: str
    rule: str
    lines: Sequence[object]
    expected: Sequence[Expected] = ()
    config: str = FORWARD
    options: tuple[str, ...] = ()
    refusal: str = ""


def forwarded(
    reason: str,
    body: Json | None = None,
    url: str | None = None,
    *,
    detail: str = "",
    **more: Unpack[More],
) -> Expected:
    """A record that is forwarded, with the JSON of its request."""
    return Expected(f"forwarded.{reason}", body, url, detail=detail, **more)


def filtered(reason: str, detail: str = "", **more: Unpack[More]) -> Expected:
    """A record that is filtered."""
    return Expected(f"filtered.{reason}", detail=detail, **more)


def rejected(reason: str, detail: str = "", **more: Unpack[More]) -> Expected:
    """A record that is rejected."""
    return Expected(f"rejected.{reason}", detail=detail, **more)


def case_name(case: Case) -> str:
    """What pytest calls a case."""
    return f"{case.rule}: {case.name}"


def write_files(case: Case, folder: Path) -> tuple[Path, Path]:
    """The case's config and its events as files."""
    config, events = folder / "sprig.toml", folder / "events.jsonl"
    config.write_text(f"version = 1\n{case.config}")
    lines = [line if isinstance(line, str) else json.dumps(line) for line in case.lines]
    events.write_text("".join(f"{line}\n" for line in lines))
    return config, events


def show(case: Case, rules: Mapping[str, str], folder: Path) -> None:
    """Run `decide` on the case and hold its records against what is expected."""
    config, events = write_files(case, folder)
    words = ["decide", "--config", str(config), *case.options]
    result: Result = CliRunner().invoke(main, words, input=events.read_bytes())
    check(case, rules[case.rule], result.exit_code, result.stdout, result.stderr)


def check(case: Case, rule: str, exit_code: int, stdout: str, stderr: str) -> None:
    """Hold what the program printed against the case; a failure quotes the rule."""
    if case.refusal:
        assert (exit_code, stdout) == (2, ""), rule
        assert case.refusal in stderr, rule
        return
    assert (exit_code, stderr) == (0, ""), rule
    records = [json.loads(line) for line in stdout.splitlines()]
    assert [record["reason"] for record in records] == [each.reason for each in case.expected], rule
    for record, expected in zip(records, case.expected, strict=True):
        _check_record(record, expected, rule)


def _check_record(record: dict[str, Any], expected: Expected, rule: str) -> None:
    outcome = expected.reason.partition(".")[0]
    assert record["outcome"] == outcome, rule
    assert bool(record["requests"]) is (outcome == "forwarded"), rule
    if expected.body is not None:
        assert record["requests"][0]["json"] == expected.body, rule
    if expected.url is not None:
        (request,) = record["requests"]
        assert (request["method"], request["url"]) == (expected.method, expected.url), rule
    if expected.mapping is not None:
        table, index = expected.mapping
        assert record["mapping"] == {"table": table, "index": index}, rule
    assert expected.detail in record["detail"], rule
    for part in expected.warnings:
        assert any(part in warning for warning in record["warnings"]), (rule, record["warnings"])
    if expected.no_warning is not None:
        assert not any(expected.no_warning in warning for warning in record["warnings"]), rule
    for name, value in expected.fields.items():
        assert record[name] == value, rule


def uncovered(rules: Mapping[str, str], cases: Sequence[Case]) -> set[str]:
    """Rules without a case, and cases of no rule."""
    return set(rules) ^ {case.rule for case in cases}
