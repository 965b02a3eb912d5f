"""What is printed when the terminal stops because of a bug (reliability.md, section 0.4)."""

import traceback

from rich.text import Text

from sprig_tui.domain.safe_text import safe


def crash_report(error: BaseException | None) -> Text:
    """The stack by file and line, without values: no local variables, no message of the error.

    An error's own text may quote a key or a payload, so only its type is named.
    """
    lines = ["sprig-tui stopped because of a bug; the engine goes on receiving.", ""]
    if error is not None:
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        lines.append(f"  {type(error).__qualname__}")
    lines += ["", "Start sprig-tui again: nothing of the log is lost."]
    return Text("\n".join(safe(line) for line in lines))
