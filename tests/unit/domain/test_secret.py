"""A secret shows itself nowhere but in `reveal`."""

import copy
import json
import logging
import pickle
import traceback

import pytest
from pydantic import BaseModel, ValidationError

from sprig_tui.domain.secret import Secret

CANARY = "CANARY-key-12345678"


class Holder(BaseModel):
    key: Secret = Secret()


def everything_shown(secret: Secret) -> list[str]:
    holder = Holder(key=secret)
    record = logging.LogRecord("n", 20, "p", 1, "%s %r", (secret, secret), None)
    return [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>40}",
        "%s" % secret,  # noqa: UP031 - the form is what is tested
        repr([secret]),
        repr(holder),
        holder.model_dump_json(),
        json.dumps(holder.model_dump(mode="json")),
        record.getMessage(),
    ]


def test_no_way_of_showing_it_gives_the_text() -> None:
    for text in everything_shown(Secret(CANARY)):
        assert CANARY not in text
        assert "***" in text


def test_only_reveal_gives_the_text() -> None:
    assert Secret(CANARY).reveal() == CANARY


@pytest.mark.parametrize("act", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_copied_out(act: object) -> None:
    with pytest.raises(TypeError, match="cannot be pickled"):
        act(Secret(CANARY))  # type: ignore[operator]


def test_it_is_taken_from_text_and_from_itself() -> None:
    assert Holder.model_validate({"key": CANARY}).key.reveal() == CANARY
    assert Holder(key=Secret(CANARY)).key.reveal() == CANARY


def test_a_wrong_type_is_refused_without_being_shown() -> None:
    class Strict(Holder):
        model_config = {"hide_input_in_errors": True}

    with pytest.raises(ValidationError) as caught:
        Strict.model_validate({"key": [CANARY]})
    assert CANARY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("short", "••••••••"), ("abcd1234", "••••••••1234"), (CANARY, "••••••••5678")],
)
def test_the_mask_shows_four_characters_of_a_long_one_only(text: str, shown: str) -> None:
    assert Secret(text).masked() == shown


def test_it_compares_with_raw_bytes_of_any_kind() -> None:
    assert Secret(CANARY).matches(CANARY.encode())
    assert not Secret(CANARY).matches(b"\xff\xfe")
    assert Secret("ключ").matches("ключ".encode())


def test_equality_and_truth() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1
    assert not Secret("")
    assert Secret("a")
