"""A string that must not be shown."""

import hmac
from typing import Any, NoReturn

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

MASK = "***"


class Secret:
    """Holds a key or a shared secret; printing, formatting, pickling or dumping it shows `***`.

    Only `reveal` gives the text, so a search for that word finds every place that uses a key.
    Comparison takes the same time wherever two secrets differ.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def masked(self) -> str:
        """The last four characters behind dots, no characters of a secret under eight, or ""."""
        if not self._text:
            return ""
        return "••••••••" + (self._text[-4:] if len(self._text) >= 8 else "")

    def matches(self, candidate: bytes) -> bool:
        """Whether `candidate` (raw bytes, as they came over the wire) is this secret."""
        return hmac.compare_digest(self._text.encode("utf-8", "surrogateescape"), candidate)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return self.matches(other._text.encode("utf-8", "surrogateescape"))

    def __hash__(self) -> int:
        return hash(("Secret", self._text))

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return MASK

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret cannot be pickled or copied")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: type[Any], _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Taken from a string; dumped as `***`, so that no dump of settings carries a key."""
        return core_schema.no_info_before_validator_function(
            lambda given: given.reveal() if isinstance(given, Secret) else given,
            core_schema.no_info_after_validator_function(cls, core_schema.str_schema(strict=True)),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda _secret: MASK),
        )
