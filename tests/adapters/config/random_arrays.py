"""Random arrays of inline tables as people write them, with every comment's owner."""

from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass(slots=True)
class WrittenArray:
    """An array's text, what it says, and its comments: each with the item it belongs to, if any."""

    text: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)
    owners: dict[str, int | None] = field(default_factory=dict)

    def note(self, word: str, owner: int | None) -> str:
        """A comment that no other is like."""
        comment = f"#{word}-{len(self.owners)}-,]}}"
        self.owners[comment] = owner
        return comment


def random_array(random: Random, *, most: int = 3) -> WrittenArray:
    """Some rows of one to `most` items, with comments wherever TOML takes them.

    With one item a row every comment keeps its owner whatever is edited.
    """
    written = WrittenArray()
    sizes = [random.randint(1, most) for _ in range(random.randint(0, 6 // most))]
    beside = bool(sizes) and random.random() < 0.3
    head = _maybe(random, f" {written.note('head', None)}")
    text = "[ " if beside else f"[{head}\n"
    for place, size in enumerate(sizes):
        text += "" if beside and not place else _above(random, written, size)
        text += _items(random, written, size)
        text += _end(random, written, size, between=place < len(sizes) - 1)
    if sizes and text.endswith(" }\n") and random.random() < 0.5:
        text = text.removesuffix("\n")
    else:
        text += _maybe(random, f"  {written.note('tail', None)}\n")
    newline = random.choice(("\n", "\n", "\n", "\r\n"))
    written.text = f"{text}]".replace("\n", newline)
    written.owners = {note: who for note, who in written.owners.items() if note in written.text}
    return written


def _above(random: Random, written: WrittenArray, size: int) -> str:
    """Comment lines above a row, and its indent."""
    owner = len(written.items) if size == 1 else None
    indent = random.choice(("", "  ", "\t"))
    lines = [
        _maybe(random, f"{indent}{written.note('free', None)}\n\n"),
        _maybe(random, f"{indent}{written.note('above', owner)}\n"),
        _maybe(random, f"{indent}{written.note('above', owner)}\n"),
    ]
    return "".join(lines) + indent


def _items(random: Random, written: WrittenArray, size: int) -> str:
    """Items beside each other; one may go over several lines."""
    texts = []
    for number in range(len(written.items), len(written.items) + size):
        written.items.append({"url": f"#{number},]"})
        inside = f'url = "#{number},]"'
        if random.random() < 0.1:
            written.items[-1]["x"] = [1]
            inside += f", x = [ {written.note('in', number)}\n 1 ]"
        texts.append(f"{{ {inside} }}")
    return random.choice((", ", ",", " ,", " , ")).join(texts)


def _end(random: Random, written: WrittenArray, size: int, *, between: bool) -> str:
    """The end of a row; the comma may stand in a line of its own where rows have several items."""
    owner = len(written.items) - 1 if size == 1 else None
    comment = _maybe(random, f" {written.note('behind', owner)}")
    if not between:
        return f"{random.choice((',', ' ,', ''))}{comment}\n"
    if size > 1 and random.random() < 0.3:
        return f"{comment}\n, {written.note('odd', None)}\n"
    return f"{random.choice((',', ' ,'))}{comment}\n"


def _maybe(random: Random, text: str) -> str:
    return text if random.random() < 0.5 else ""
