"""The documents name everything that the program has."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sprig_tui.cli.main import VERBS, main
from sprig_tui.domain import settings
from sprig_tui.domain.reasons import MEANING, REMEDY, Reason
from sprig_tui.domain.refusals import ADVICE

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
ALL_TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_explained(reason: Reason) -> None:
    page = (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8")
    words = [f"`{reason.value}`", MEANING[reason], *([REMEDY[reason]] if reason in REMEDY else [])]
    row = f"| {' | '.join(words)} |"
    assert row.replace("`", "") in page.replace("`", "")


def commands(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{words} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")


def test_every_verb_and_option_is_on_the_command_line_page() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for words, command in commands(main, "sprig-tui"):
        if not isinstance(command, click.Group):
            assert f"`{words}" in page, words
        for parameter in command.params:
            for option in parameter.opts if isinstance(parameter, click.Option) else ():
                assert option in page, f"{words} {option}"
    assert len(VERBS) > 5


def keys(model: type) -> Iterator[str]:
    for name, field in getattr(model, "model_fields", {}).items():
        yield field.alias or name
        annotation = str(field.annotation)
        for inner in re.findall(r"sprig_tui\.domain\.settings\.(\w+)", annotation):
            yield from keys(getattr(settings, inner))


def test_every_config_key_is_in_the_example() -> None:
    example = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    for key in keys(settings.Config):
        assert re.search(rf"\b{re.escape(key)}\b", example), key


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_readme_begins_with_a_picture_and_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("![") < text.index("make run") < text.index("make test")
    assert re.findall(r"^make \w+", text, re.MULTILINE)[:2] == ["make run", "make test"]


@pytest.mark.parametrize("left_over", ["TODO", "FIXME", "/(home|root|work)/"])
def test_no_leftovers_in_the_documents(left_over: str) -> None:
    assert re.search(left_over, ALL_TEXT) is None


def test_every_cause_of_a_refused_request_is_explained() -> None:
    page = (ROOT / "docs" / "sending-events.md").read_text(encoding="utf-8")
    assert {cause for cause in ADVICE if f"`{cause}`" not in page} == set()
