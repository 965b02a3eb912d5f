"""Ids as short byte strings.

Most ids are UUIDs or end in one (`ajs-next-1700000000000-<uuid>`): the 36 characters become one
byte that UTF-8 never uses and the UUID's 16 bytes. Everything else is plain UTF-8.
"""

import hashlib
import re
import uuid
from functools import lru_cache
from typing import Final

DIGEST_BYTES: Final = 16
UUID_CHARACTERS: Final = 36
UUID_FOLLOWS: Final = b"\xff"
IS_UUID: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
).fullmatch


def to_bytes(text: str) -> bytes:
    """UTF-8; a lone surrogate, which should not get here, is kept as it is."""
    return text.encode("utf-8", "surrogatepass")


def to_text(data: bytes) -> str:
    """The text of bytes that `to_bytes` made; damaged ones show as U+FFFD."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def pack_id(text: str) -> bytes:
    """An id in as few bytes as its kind allows."""
    tail = text[-UUID_CHARACTERS:]
    if IS_UUID(tail):
        return (
            to_bytes(text[:-UUID_CHARACTERS]) + UUID_FOLLOWS + bytes.fromhex(tail.replace("-", ""))
        )
    return to_bytes(text)


def unpack_id(data: bytes) -> str:
    """The id that `pack_id` packed."""
    head, found, tail = data.partition(UUID_FOLLOWS)
    if found and len(tail) == DIGEST_BYTES:
        return to_text(head) + str(uuid.UUID(bytes=tail))
    return to_text(data)


@lru_cache(64)
def digest_of(text: str) -> bytes:
    """The 16 bytes that stand for a messageId or a user in an index: its SHA-256, cut.

    Remembered for a moment: a row looks for its messageId and then holds it.
    """
    return hashlib.sha256(to_bytes(text)).digest()[:DIGEST_BYTES]
