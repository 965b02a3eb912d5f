"""Somebody else who writes the config file at the worst moment."""

from pathlib import Path

import pytest

from sprig_tui.adapters.config import repository
from sprig_tui.adapters.config.file_access import replace_file


def write_meanwhile(monkeypatch: pytest.MonkeyPatch, file: Path, text: str) -> None:
    """Make `file` say `text` between the reading and the writing of the next edit."""
    texts = [text]

    def replace_late(path: Path, new: str, *, base: str) -> int:
        if texts:
            file.write_text(texts.pop())
        return replace_file(path, new, base=base)

    monkeypatch.setattr(repository, "replace_file", replace_late)
