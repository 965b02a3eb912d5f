"""Edits on the text of a config file."""

import tomllib
from collections.abc import Sequence

import tomli_w

from sprig_tui.adapters.config.data_edit import edit_data
from sprig_tui.domain.config_edits import ConfigEdit


def edit_text(text: str, edits: Sequence[ConfigEdit]) -> str:
    """`text` with the edits applied in order."""
    data = tomllib.loads(text.removeprefix("\ufeff"))
    for edit in edits:
        data = edit_data(data, edit)
    return tomli_w.dumps(data)
