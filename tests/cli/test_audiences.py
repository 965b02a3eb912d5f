"""`audiences`: what Engage said, without a screen."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sprig_tui.cli.main import main
from sprig_tui.domain.record import timestamp
from tests import factories
from tests.adapters.store.stores import change
from tests.cli.filling import fill

KEY = factories.AUDIENCE


def run(folder: Path, *words: str) -> Result:
    (folder / "c.toml").touch()
    options = ["--config", str(folder / "c.toml"), "--store", str(folder / "s.db")]
    return CliRunner().invoke(main, ["audiences", *words, *options])


def lines(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(user: str, value: object, number: int, computation: str = "audience") -> dict[str, Any]:
    given = factories.audience(value, computation=computation)
    return {**given, "userId": user, "messageId": f"m-{number}"}


@pytest.fixture
def store(folder: Path) -> Path:
    """u_1 entered and left, u_2 is in; u_1 has a value of a trait, u_3 lost its value."""
    fill(
        folder / "s.db",
        said("u_1", True, 1),
        said("u_2", True, 2),
        said("u_1", False, 3),
        said("u_1", 12, 4, "trait"),
        said("u_3", "x", 5, "trait"),
        said("u_3", None, 6, "trait"),
    )
    return folder / "s.db"


def test_each_audience_and_trait_is_a_line(folder: Path, store: Path) -> None:
    last = timestamp(factories.RECEIVED_MS)
    assert lines(run(folder)) == [
        {"key": KEY, "class": "audience", "members": 1, "entered": 2, "left": 1, "last": last},
        {"key": KEY, "class": "trait", "members": 1, "entered": 2, "left": 1, "last": last},
    ]


def test_a_key_lists_who_is_in_it_and_who_left(folder: Path, store: Path) -> None:
    since = timestamp(factories.RECEIVED_MS)
    found = lines(run(folder, KEY))
    assert found[0] == {
        "key": KEY,
        "class": "audience",
        "user_id": "u_1",
        "member": False,
        "since": since,
    }
    assert [(line["class"], line["user_id"], line["member"]) for line in found] == [
        ("audience", "u_1", False),
        ("audience", "u_2", True),
        ("trait", "u_1", True),
        ("trait", "u_3", False),
    ]


def test_people_get_tables(folder: Path, store: Path) -> None:
    header, audience, trait = run(folder, "--output", "table").stdout.splitlines()
    assert header.split() == ["key", "class", "members", "entered", "left", "last", "change"]
    assert audience.split()[:5] == [KEY, "audience", "1", "2", "1"]
    assert trait.split()[1] == "trait"
    printed = run(folder, KEY, "--output", "table").stdout.splitlines()
    assert printed[0].split() == ["now", "since", "class", "user"]
    assert [line.split()[0] for line in printed[1:]] == ["out", "in", "in", "out"]
    assert len({line.index("u_") for line in printed[1:]}) == 1


def test_a_deleted_user_is_in_no_list(folder: Path, store: Path) -> None:
    fill(store, factories.delete(userId="u_2", messageId="m-7"))
    assert [line["user_id"] for line in lines(run(folder, KEY))] == ["u_1", "u_1", "u_3"]
    assert lines(run(folder))[0]["members"] == 0


def test_members_that_have_no_id_are_counted_on_stderr(folder: Path, store: Path) -> None:
    change(store, "UPDATE members SET user_id = NULL, since = NULL WHERE audience = 1")
    done = run(folder, KEY)
    assert done.stderr == "sprig-tui: 1 more were counted before ids were kept\n"
    assert [line["class"] for line in lines(done)] == ["trait", "trait"]


def test_a_key_that_was_never_seen_is_an_error(folder: Path, store: Path) -> None:
    done = run(folder, KEY.upper())
    assert (done.exit_code, done.stdout) == (1, "")
    assert f'did you mean "{KEY}"?' in done.stderr
    assert f"seen were {KEY}\n" in run(folder, "\x1bz").stderr


def test_of_many_keys_some_are_named(folder: Path) -> None:
    fill(
        folder / "s.db",
        *(
            {
                **factories.audience(True, key=f"k{n:02}"),
                "traits": {f"k{n:02}": True},
                "messageId": f"m{n}",
            }
            for n in range(12)
        ),
    )
    assert "k00, k01" in run(folder, "zzzzzz").stderr
    assert "k09 and 2 more\n" in run(folder, "zzzzzz").stderr


def test_without_any_none_is_named(folder: Path) -> None:
    fill(folder / "s.db", factories.identify())
    assert "was seen\n" in run(folder, KEY).stderr


def test_without_a_log_there_is_nothing(folder: Path) -> None:
    assert lines(run(folder)) == []
    assert run(folder, "--output", "table").stdout.startswith("key ")
