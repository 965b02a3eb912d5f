"""How a setting, and a problem of the file, stand in a line and below the list."""

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config
from sprig_tui.services.settings_edits import Setting, setting_origin, setting_text
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.columns import Column

WIDE: Final = 130
CELL_LIMIT: Final = 300
VARIABLE: Final = "$SPRIG_TUI_API_KEY"

GROUPS: Final[Mapping[str, str]] = {
    "": "FILE",
    "destination": "DESTINATION",
    "destination.api_keys": "API KEYS",
    "listener": "LISTENER",
    "store": "STORE",
    "ui": "LOOK",
}
EMPTY: Final[Mapping[str, str]] = {
    "destination.endpoint": "its own",
    "listener.write_keys": "any",
    "store.path": "in the state folder",
    "ui.keys": "built in",
}
"""What an empty value means, where it is not that nothing is set."""

PROBLEM_COLUMNS: Final = (Column("", 11), Column("", 20, share=1), Column("", 18))


def setting_columns(*, wide: bool) -> tuple[Column, ...]:
    """What a setting is for has a column of its own when `wide`."""
    columns = (
        Column("GROUP", 11),
        Column("SETTING", 18),
        Column("VALUE", 20, share=1),
        Column("COMES FROM", 18),
    )
    return (*columns, Column("WHAT IT IS", 40, share=2)) if wide else columns


def setting_cells(
    setting: Setting,
    snapshot: ConfigSnapshot,
    *,
    first: bool,
    waiting: str,
    wide: bool,
    glyphs: GlyphSet,
) -> list[Content]:
    """A setting's cells; `first` of its group.

    `waiting` says what the engine runs with meanwhile, "" when that is this value.
    """
    value = shown_value(setting, snapshot.config)
    if waiting:
        value = Content.assemble(
            value, "  ", (f"{glyphs.waiting} {safe(waiting, 60)}", "$text-warning")
        )
    cells = [
        Content.styled(GROUPS[setting.group] if first else "", "bold"),
        Content(setting.name),
        value,
        Content.styled(safe(origin(setting, snapshot)), "$text-muted"),
    ]
    return [*cells, Content.styled(setting.description, "$text-muted")] if wide else cells


def shown_value(setting: Setting, config: Config) -> Content:
    """The value in use, a secret masked, and in words where it is empty."""
    text = setting_text(setting, config)
    if not text:
        return Content.styled(EMPTY.get(setting.key, "not set"), "$text-muted")
    if setting.type == "switch":
        text = "on" if text == "true" else "off"
    return Content(safe(text, CELL_LIMIT))


def origin(setting: Setting, snapshot: ConfigSnapshot) -> str:
    """Where the value comes from: `sprig.toml:6`, `default`, or the variable's name."""
    match setting_origin(setting, snapshot):
        case "environment":
            return VARIABLE
        case "file":
            return f"{file_name(snapshot)}:{snapshot.lines[setting.key]}"
        case _:
            return "default"


def problem_cells(
    problem: ConfigProblem, snapshot: ConfigSnapshot, glyphs: GlyphSet
) -> list[Content]:
    """An error or a warning about the file, and where in it."""
    if problem.severity == "error":
        word = Content.styled(f"{glyphs.rejected} ERROR", "bold $text-error")
    else:
        word = Content.styled(f"{glyphs.waiting} WARNING", "bold $text-warning")
    place = _place(problem, snapshot)
    return [word, Content(safe(problem.message, CELL_LIMIT)), Content.styled(place, "$text-muted")]


def setting_detail(setting: Setting, snapshot: ConfigSnapshot, *, waiting: bool) -> Content:
    """What a setting is, its default, when it takes effect, and what its keys do."""
    default = shown_value(setting, Config()).plain
    second = f"Default: {default}."
    if waiting:
        second += " The engine still runs with the former value: restart it."
    elif setting.restart:
        second += " A change takes effect when the engine starts again."
    third = "enter changes it"
    match setting_origin(setting, snapshot):
        case "environment":
            third = f"{VARIABLE} is used instead of the file's key, which enter still changes"
        case "file":
            third += "   X goes back to the default"
    return Content("\n").join(
        [
            Content.assemble((setting.key, "bold"), "  ", setting.description),
            Content(second),
            Content.styled(third, "$text-muted"),
        ]
    )


def problem_detail(problem: ConfigProblem, snapshot: ConfigSnapshot) -> Content:
    """The whole sentence, and where."""
    return Content("\n").join(
        [
            Content(safe(problem.message)),
            Content.styled(_place(problem, snapshot) or "the file as a whole", "$text-muted"),
        ]
    )


def file_line(snapshot: ConfigSnapshot, problems: Sequence[ConfigProblem]) -> Content:
    """How much is wrong with the file, which one it is, and its permission bits.

    The path comes later because it is the part that a narrow screen cuts.
    """
    parts: list[tuple[str, str]] = []
    for severity in ("error", "warning"):
        count = sum(problem.severity == severity for problem in problems)
        if count:
            noun = severity if count == 1 else f"{severity}s"
            parts.append((f"{count} {noun}   ", f"$text-{severity}"))
    parts.append((safe(snapshot.path), "bold"))
    if snapshot.file_mode:
        parts.append((f"   {snapshot.file_mode:04o}", "$text-muted"))
    return Content.assemble(*parts)


def file_name(snapshot: ConfigSnapshot) -> str:
    """The file without its folders."""
    return snapshot.path.rpartition("/")[2]


def _place(problem: ConfigProblem, snapshot: ConfigSnapshot) -> str:
    return safe(f"{file_name(snapshot)}:{problem.place}") if problem.place else ""
