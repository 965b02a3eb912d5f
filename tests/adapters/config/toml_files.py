"""Random config files as people write them, and random edits of them.

Everything draws from one `random.Random`, whose seed hypothesis chooses and prints.
"""

from random import Random

from sprig_tui.domain.config_edits import (
    ConfigEdit,
    InsertEntry,
    ListTable,
    MoveEntry,
    RemoveEntry,
    SetKey,
    TomlValue,
    UnsetKey,
    UpdateEntry,
)

TABLES: tuple[ListTable, ...] = ("triggered_events", "page_urls", "filters")
TEXTS = ("a", "it's", 'say "x"', r"^\d+$", "# no comment", "é\u2028", "[x]", "", "= 1", "x\ny\t")
PATHS: tuple[tuple[str, ...], ...] = (
    ("version",),
    ("destination", "mode"),
    ("destination", "api_keys"),
    ("destination", "api_keys", "production"),
    ("listener", "write_keys"),
    ("listener", "port"),
    ("ui", "keys", "app.quit"),
)


def random_file(random: Random) -> str:
    """A whole file: tables in several spellings and orders, comments, blank lines, line ends."""
    top, blocks = _destination(random)
    top += [_pair(random, "version", "1"), _pair(random, "plugin", "[1, 2.0, nan, 1979-05-27]")]
    top = [_maybe(random, line) if "destination" not in line else line for line in top]
    random.shuffle(top)
    inline = random.choice((*TABLES, None, None, None))
    if inline:
        array = _array(random, '{ event = "x" }', "{event='y', note = 'z'}")
        top.append(f"{inline} = {array}\n")
    blocks += [
        f"[listener]{_end(random)}{_pair(random, 'write_keys', _array(random, *_texts(random)))}",
        f"[ui]\n{_gap(random)}",
        f"[ui.keys]\n{_pair(random, _quoted('app.quit'), _quoted('q'))}",
    ]
    blocks = [block for block in blocks if random.random() < 0.7]
    random.shuffle(blocks)
    for table in TABLES:
        if table != inline:
            _scatter(random, blocks, table)
    text = _gap(random) + "".join(top) + _gap(random) + "".join(blocks)
    text = text.rstrip("\n") if random.random() < 0.3 else text
    text = text.replace("\n", "\r\n") if random.random() < 0.2 else text
    return ("\ufeff" if random.random() < 0.2 else "") + text


def random_edit(random: Random, counts: dict[str, int]) -> ConfigEdit:
    """An edit of a file whose list tables have `counts` entries."""
    table = random.choice(TABLES)
    count = counts.get(table, 0)
    values: dict[str, TomlValue] = {"event": random.choice(TEXTS), "enabled": random.random() < 0.5}
    kind = random.choice(("set", "unset", "insert", "update", "fields", "remove", "move"))
    if kind == "set":
        path = random.choice([path for path in PATHS if path[-1] != "api_keys"])
        return SetKey(path, _value(random, path))
    if kind == "unset":
        return UnsetKey(random.choice(PATHS))
    if kind == "insert" or not count:
        return InsertEntry(table, random.randint(0, count), values)
    index = random.randrange(count)
    if kind == "update":
        return UpdateEntry(table, index, {**values, "note": None})
    if kind == "fields":
        return UpdateEntry(table, index, {"fields": {"properties": [random.choice(TEXTS)]}})
    if kind == "remove":
        return RemoveEntry(table, index)
    return MoveEntry(table, index, random.randrange(count))


def _value(random: Random, path: tuple[str, ...]) -> TomlValue:
    if path[-1] in ("version", "port"):
        return random.randint(0, 9)
    if path[-1] == "write_keys":
        return _texts(random)
    return random.choice(TEXTS)


def _texts(random: Random) -> list[str]:
    return [random.choice(TEXTS) for _ in range(random.randint(0, 3))]


def _gap(random: Random) -> str:
    lines = ("\n", "# note\n", "  # [x] = 1\n", " \n", "# enabled = true\n")
    return "".join(random.choice(lines) for _ in range(random.randint(0, 3)))


def _end(random: Random) -> str:
    return random.choice(("\n", " # why\n", "\n# below\n", "\n\n"))


def _maybe(random: Random, text: str) -> str:
    return text if random.random() < 0.5 else ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _pair(random: Random, key: str, value: str) -> str:
    return f"{random.choice(('', '  '))}{key} = {value}{_end(random)}"


def _array(random: Random, *items: str) -> str:
    items = tuple(item if item.startswith("{") else _quoted(item) for item in items)
    if random.random() < 0.5:
        return "[" + ", ".join(items) + "]"
    return "[ # keys\n" + "".join(f"  {item}, # {n}\n" for n, item in enumerate(items)) + "]"


def _destination(random: Random) -> tuple[list[str], list[str]]:
    """Lines for the top of the file and blocks for below, in one of the spellings of a table."""
    key = _quoted(random.choice(TEXTS))
    mode = _pair(random, "mode", "'live'")
    subtable = f"['destination'.api_keys]{_end(random)}{_pair(random, 'production', key)}"
    dotted = _pair(random, "destination . mode", '"live"')
    inner = random.choice(("", 'mode = "hold"', "api_keys = {}", "api_keys.x = 1, mode = ''"))
    keys = _maybe(random, _pair(random, "api_keys.development", key))
    return random.choice(
        (
            ([], []),
            ([dotted, _pair(random, "destination.api_keys.development", key)], []),
            ([_pair(random, "destination", f"{{ {inner} }}")], []),
            ([], [f"[ destination ]{_end(random)}{_maybe(random, mode)}{keys}{_gap(random)}"]),
            ([], [subtable]),
            ([], [f"[destination]\n{mode}{_gap(random)}", subtable]),
            ([dotted], []),
            ([dotted], [subtable]),
        )
    )


def _scatter(random: Random, blocks: list[str], table: str) -> None:
    """Put entries of `table` anywhere, each with its subtable behind it, though not always near."""
    place = 0
    for _ in range(random.randint(0, 3)):
        place = random.randint(place, len(blocks))
        blocks.insert(place, _entry(random, table))
        place += 1
        if random.random() < 0.3:
            place = random.randint(place, len(blocks)) if random.random() < 0.5 else place
            fields = _pair(random, "properties", '["email"]')
            blocks.insert(place, f"{_gap(random)}[{table}.fields]\n{fields}")
            place += 1


def _entry(random: Random, table: str) -> str:
    lines = f"{_gap(random)}[[{table}]]{_end(random)}"
    pairs = {
        "event": _quoted(random.choice(TEXTS)),
        "note": "'''\nx\n'''",
        "old": "{}",
        "enabled": "true",
    }
    return lines + "".join(_maybe(random, _pair(random, *pair)) for pair in pairs.items())
