"""Edits on the text of a config file: comments, order, unknown keys and untouched bytes are kept.

Texts are proposed by key_edits.py and entry_edits.py, `tomllib` judges them: the first proposal
that says exactly what the edit asks for is taken (docs/decisions/config-edits-by-lines.md).
"""

import copy
import tomllib
from collections.abc import Iterator, Sequence
from typing import Final

import tomlkit

from sprig_tui.adapters.config.cutting import cut, insert_lines, newline_of
from sprig_tui.adapters.config.data_edit import (
    Data,
    drop_emptied,
    edit_data,
    same_data,
)
from sprig_tui.adapters.config.document import Document, scan_document
from sprig_tui.adapters.config.entry_edits import (
    gather_entries,
    insert_entries,
    move_entry,
    remove_entry,
)
from sprig_tui.adapters.config.key_edits import set_key, unset_key
from sprig_tui.adapters.config.many_edits import edit_together, runs_of
from sprig_tui.adapters.config.steps import Change, Insertion, Move, Removal, Step, steps_of
from sprig_tui.domain.config_edits import ConfigEdit, ConfigError, ConfigProblem, ConfigSnapshot
from sprig_tui.domain.value_errors import value_at

FEW: Final = 8
"""So many edits of entries are made one by one; more of one table together, as far as that goes."""


class EditRefusedError(Exception):
    """The text has a form in which the edit cannot be made; `str()` names the key or table."""


def edit_snapshot(base: ConfigSnapshot, edits: Sequence[ConfigEdit]) -> str:
    """The text of `base` with the edits applied in order.

    Raises:
        IndexError: an edit names an entry that the file does not have.
        ConfigError: no text was found that says what an edit asks for.
    """
    try:
        return edit_text(base.text, edits)
    except EditRefusedError as error:
        message = f"{error} is written in a way that cannot be edited here: use an editor"
    raise ConfigError(base.path, (ConfigProblem("error", message),))


def edit_text(text: str, edits: Sequence[ConfigEdit]) -> str:
    """`text`, which `tomllib` accepts, with the edits applied in order.

    Raises:
        IndexError: an edit names an entry that the text does not have.
        EditRefusedError: no text was found that says what an edit asks for.
    """
    data = tomllib.loads(text.removeprefix("\ufeff"))
    for table, run in runs_of(list(steps_of(edits))):
        together = _take_together(table, run, text, data) if table and len(run) > FEW else None
        text, data = together or _take_singly(run, text, data)
    return text


def _take_singly(run: Sequence[Step], text: str, data: Data) -> tuple[str, Data]:
    for step in run:
        text, data = _take(step, text, data)
    return text, data


def _edit_entry(text: str, steps: Sequence[Step]) -> str:
    return _take_singly(steps, text, tomllib.loads(text))[0]


def _take_together(
    table: str, run: Sequence[Step], text: str, data: Data
) -> tuple[str, Data] | None:
    """The text after a run of steps and what it says, None when they must be made one by one."""
    asked = copy.deepcopy(data)
    for step in run:
        edit_data(asked, step)
    try:
        candidate = edit_together(text, table, run, _edit_entry)
    except EditRefusedError:
        return None
    said = _parse(candidate) if candidate is not None else None
    return (candidate, said) if candidate and said and same_data(said, asked) else None


def _take(step: Step, text: str, data: Data) -> tuple[str, Data]:
    """The text after a step, and what it says; `data` is what it said before and is used up."""
    document = scan_document(text)
    old = copy.deepcopy(value_at(data, step.path)) if isinstance(step, Change) else None
    edit_data(data, step)
    for candidate in _candidates(document, data, step, old):
        said = _parse(candidate)
        if said is not None and _as_asked(said, data, step):
            return candidate, said
    raise EditRefusedError(_name(step))


def _candidates(document: Document, data: Data, step: Step, old: object) -> Iterator[str]:
    if _may_be_so_already(step, old):
        yield document.text
    if isinstance(step, Change):
        if step.value is None:
            yield from unset_key(document, step.path)
        else:
            yield from set_key(document, step.path, step.value, old)
    else:
        yield from _entry_candidates(document, step)
        gathered = gather_entries(document, step.table)
        if gathered != document.text and _parse(gathered) is not None:
            yield from _entry_candidates(scan_document(gathered), step)
    yield _rewritten(document, data, _top(step))


def _may_be_so_already(step: Step, old: object) -> bool:
    """Whether the text as it is might say what a step asks for, so that it is worth parsing."""
    if isinstance(step, Change):
        return old == step.value
    return isinstance(step, Move)


def _entry_candidates(document: Document, step: Insertion | Removal | Move) -> Iterator[str]:
    match step:
        case Insertion(table, index, entries):
            yield from insert_entries(document, table, index, entries)
        case Removal(table, index):
            yield from remove_entry(document, table, index)
        case Move(table, index, to):
            yield from move_entry(document, table, index, to)


def _rewritten(document: Document, data: Data, top: str) -> str:
    """The last resort: the table's own lines go, and what it says is written at the end."""
    spans = [(item.start, item.end) for item in document.statements if item.path[:1] == (top,)]
    text = cut(document.text, spans)
    if top not in data:
        return text
    newline = newline_of(text)
    lines = tomlkit.dumps({top: data[top]}).strip("\n").replace("\n", newline)
    return insert_lines(text, len(text), newline + lines)


def _as_asked(said: Data, asked: Data, step: Step) -> bool:
    """Tables and lists that a removal leaves empty may go or stay: both mean the same."""
    if same_data(said, asked):
        return True
    if isinstance(step, Removal):
        return same_data(said, {step.table: [], **asked})
    if not (isinstance(step, Change) and step.value is None):
        return False
    asked = copy.deepcopy(asked)
    drop_emptied(asked, step.path)
    return same_data(said, asked)


def _parse(text: str) -> Data | None:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _top(step: Step) -> str:
    return str(step.path[0]) if isinstance(step, Change) else step.table


def _name(step: Step) -> str:
    if isinstance(step, Change):
        return f"the key {'.'.join(map(str, step.path))}"
    return f"the table [[{step.table}]]"
