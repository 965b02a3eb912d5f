"""Long arrays read element by element, in steps that never hold an event loop for long.

Each generator yields None after every 50 elements and returns what it read: a batch of 2,500 in one
go blocks the loop for 56 ms (performance.md), and an answer needs several turns of the loop.
"""

from collections.abc import Generator
from typing import Final, TypeVar

from sprig_tui.domain.json_text import JsonText, Parsed

SLICE: Final = 50

Members = dict[str, "Parsed | list[Parsed]"]
Result = TypeVar("Result")


def finish(steps: Generator[None, None, Result]) -> Result:
    """Take all steps at once; returns what the generator returns."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result


def read_array(text: JsonText, position: int) -> Generator[None, None, tuple[list[Parsed], int]]:
    """The elements of the array that opens at `position`, and the position behind it.

    Raises:
        JsonTextError: the array breaks JSON's grammar.
    """
    elements: list[Parsed] = []
    position = text.after_space(position + 1)
    if text.mark(position) == "]":
        return elements, position + 1
    closed = False
    while not closed:
        element = text.value_at(position)
        elements.append(element)
        if len(elements) % SLICE == 0:
            yield
        closed, position = _step(text, element.end, "]")
    return elements, position


def read_members(
    text: JsonText, position: int, *, streamed: str
) -> Generator[None, None, tuple[Members, int]]:
    """The members of the object that opens at `position`, and the position behind it.

    An array under the key `streamed` (in any casing) comes as its elements, every other value as
    it is. Of a key that comes twice the last one counts.

    Raises:
        JsonTextError: the object breaks JSON's grammar.
    """
    members: Members = {}
    position = text.after_space(position + 1)
    if text.mark(position) == "}":
        return members, position + 1
    closed = False
    while not closed:
        key, position = _read_key(text, position)
        if key.lower() == streamed and text.mark(position) == "[":
            members[key], position = yield from read_array(text, position)
        else:
            value = text.value_at(position)
            members[key], position = value, value.end
        closed, position = _step(text, position, "}")
    return members, position


def _read_key(text: JsonText, position: int) -> tuple[str, int]:
    if text.mark(position) != '"':
        raise text.invalid(position)
    key = text.value_at(position)
    position = text.after_space(key.end)
    if text.mark(position) != ":":
        raise text.invalid(position)
    return str(key.value), text.after_space(position + 1)


def _step(text: JsonText, position: int, closing: str) -> tuple[bool, int]:
    """Past the comma to the next member, or past the closing bracket."""
    position = text.after_space(position)
    mark = text.mark(position)
    if mark == closing:
        return True, position + 1
    if mark != ",":
        raise text.invalid(position)
    return False, text.after_space(position + 1)
