"""What both config repositories promise."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Protocol

import pytest

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.domain.config_edits import (
    ConfigConflictError,
    ConfigError,
    ConfigSnapshot,
    InsertEntry,
    MoveEntry,
    RemoveEntry,
    SetKey,
    UnsetKey,
    UpdateEntry,
)
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import ConfigRepository
from tests.fakes.config import MemoryConfigRepository

COMMENTED = """\
# mine
[destination]  # where to
mode = "dry_run"   # careful

# the first
[[triggered_events]]
event = "A"  # a

[[triggered_events]]
event = "B"

[plugin]
unknown = 1
"""


class Place(Protocol):
    """A repository and what others do to its file."""

    repository: ConfigRepository

    def put(self, text: str | None) -> None:
        """Write by hand, None: delete."""

    def text(self) -> str:
        """What the file holds."""


class MemoryPlace:
    """The fake."""

    def __init__(self, environment_key: Secret) -> None:
        self.memory = MemoryConfigRepository(environment_key=environment_key)
        self.repository: ConfigRepository = self.memory

    def put(self, text: str | None) -> None:
        """Write by hand, None: delete."""
        self.memory.edit_by_hand(text)

    def text(self) -> str:
        """What the file holds."""
        return self.memory.text


class FilePlace:
    """The real one."""

    def __init__(self, file: Path, environment_key: Secret) -> None:
        self.file = file
        self.repository: ConfigRepository = FileConfigRepository(
            file, environment_key=environment_key
        )

    def put(self, text: str | None) -> None:
        """Write by hand, None: delete."""
        if text is None:
            self.file.unlink()
        else:
            self.file.write_bytes(text.encode())

    def text(self) -> str:
        """What the file holds."""
        return self.file.read_bytes().decode()


MakePlace = Callable[..., Place]


@pytest.fixture(params=["memory", "file"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> MakePlace:
    """Makes a place with a file of the given text."""

    def make_place(text: str, environment_key: str = "") -> Place:
        key = Secret(environment_key)
        place: Place = (
            MemoryPlace(key) if request.param == "memory" else FilePlace(tmp_path / "c.toml", key)
        )
        place.put(text)
        return place

    return make_place


async def test_what_the_file_says_is_read(make: MakePlace) -> None:
    """Values, exact text, lines and warnings."""
    place = make(COMMENTED)
    snapshot = await place.repository.load()
    assert snapshot.path == place.repository.path
    assert snapshot.text == COMMENTED
    assert [event.event for event in snapshot.config.triggered_events] == ["A", "B"]
    assert snapshot.lines["triggered_events.1.event"] == 10
    assert [problem.message for problem in snapshot.problems] == ["plugin is not a setting"]


async def test_a_saved_edit_changes_its_line_only(make: MakePlace) -> None:
    """Comments, order and unknown keys stay; the snapshot says what is in the file now."""
    place = make(COMMENTED)
    base = await place.repository.load()
    edits = [SetKey(("destination", "mode"), "live")]
    seen = await place.repository.preview(edits, base)
    assert seen.text == COMMENTED.replace("dry_run", "live")
    assert seen == await place.repository.draft(seen.text, base)
    assert place.text() == COMMENTED
    saved = await place.repository.save(edits, base)
    assert saved == seen
    assert place.text() == saved.text == COMMENTED.replace("dry_run", "live")
    assert saved.config.destination.mode is Mode.LIVE
    assert await place.repository.load() == saved


async def test_what_could_not_be_used_is_no_preview(make: MakePlace) -> None:
    """As it would be refused when it is saved."""
    repository = make(COMMENTED).repository
    base = await repository.load()
    with pytest.raises(ConfigError, match="mode must be"):
        await repository.preview([SetKey(("destination", "mode"), "fast")], base)
    with pytest.raises(ConfigError, match="not TOML"):
        await repository.draft("[[", base)


async def test_texts_are_shown_without_secrets(make: MakePlace) -> None:
    """Those of one text, of the other and of the environment are masked in both."""
    repository = make("", environment_key="canary-environment").repository
    texts = ['[listener]\nwebhook_secret = "canary-1"\n', "# canary-1 canary-environment\n"]
    assert await repository.masked(texts) == [
        "[listener]\nwebhook_secret = ***\n",
        "# *** ***\n",
    ]


async def test_every_kind_of_edit(make: MakePlace) -> None:
    """Applied in order, in one write."""
    place = make(COMMENTED)
    base = await place.repository.load()
    saved = await place.repository.save(
        [
            UnsetKey(("destination", "mode")),
            InsertEntry("page_urls", 0, {"url": "/a"}),
            InsertEntry("triggered_events", 2, {"event": "C"}),
            MoveEntry("triggered_events", 2, 0),
            UpdateEntry("triggered_events", 1, {"enabled": False}),
            RemoveEntry("triggered_events", 2),
        ],
        base,
    )
    assert [(event.event, event.enabled) for event in saved.config.triggered_events] == [
        ("C", True),
        ("A", False),
    ]
    assert [page.url for page in saved.config.page_urls] == ["/a"]
    assert saved.config.destination.mode is Mode.DRY_RUN


async def test_a_file_that_changed_meanwhile_is_not_overwritten(make: MakePlace) -> None:
    """Neither by edits nor by a whole text."""
    place = make(COMMENTED)
    base = await place.repository.load()
    place.put("# by hand\n")
    with pytest.raises(ConfigConflictError):
        await place.repository.save([SetKey(("destination", "mode"), "live")], base)
    with pytest.raises(ConfigConflictError):
        await place.repository.write("", base)
    assert place.text() == "# by hand\n"


async def test_a_file_that_is_gone_is_not_written_again(make: MakePlace) -> None:
    """Somebody took it away on purpose."""
    place = make("")
    base = await place.repository.load()
    place.put(None)
    with pytest.raises(ConfigConflictError):
        await place.repository.save([SetKey(("version",), 1)], base)
    with pytest.raises(ConfigError):
        await place.repository.load()


async def test_a_whole_text_is_written_as_it_is(make: MakePlace) -> None:
    """Undo brings back every byte."""
    place = make("")
    base = await place.repository.load()
    text = "\ufeff# é\r\nversion = 1"
    saved = await place.repository.write(text, base)
    assert place.text() == saved.text == text
    back = await place.repository.write("", saved)
    assert (place.text(), back) == ("", base)


async def test_an_edit_that_the_program_could_not_use_is_refused(make: MakePlace) -> None:
    """Nothing is written, and the error names the key."""
    place = make(COMMENTED)
    base = await place.repository.load()
    with pytest.raises(ConfigError, match=r"\[destination\].mode must be"):
        await place.repository.save([SetKey(("destination", "mode"), "alive")], base)
    with pytest.raises(ConfigError, match="not TOML"):
        await place.repository.write("=", base)
    with pytest.raises(ConfigError, match="UTF-8"):
        await place.repository.save([SetKey(("ui", "theme"), "\ud800")], base)
    with pytest.raises(ConfigError, match="larger than 1 MB"):
        await place.repository.write("#" * 2_000_000, base)
    with pytest.raises(IndexError):
        await place.repository.save([RemoveEntry("page_urls", 0)], base)
    assert place.text() == COMMENTED


async def test_the_key_of_the_environment_wins_and_is_not_written(make: MakePlace) -> None:
    """Over both keys of the file."""
    place = make('[destination.api_keys]\nproduction = "from-file"\n', "from-environment")
    base = await place.repository.load()
    assert base.environment_key
    assert base.config.destination.api_keys.production.reveal() == "from-environment"
    assert base.config.destination.api_key().reveal() == "from-environment"
    await place.repository.save([SetKey(("version",), 1)], base)
    assert "from-environment" not in place.text()
    assert "from-file" in place.text()


async def test_keys_show_in_no_text_about_the_config(make: MakePlace) -> None:
    """Not in a snapshot's, not in an error's, whatever is wrong with the file."""
    secret = "canary-key-1234"
    keys = (
        f'[destination.api_keys]\ndevelopment = "{secret}"\n[listener]\nwebhook_secret = "{secret}"'
    )
    place = make(f'{keys}\nwrite_keys = ["{secret}"]\n')
    base = await place.repository.load()
    assert secret not in f"{base!r} {base} {base.config!r} {base.config.model_dump_json()}"
    edit = SetKey(("destination", "api_keys", "production"), secret)
    assert secret not in repr(edit)
    for broken in (f"{keys}\nwrite_keys = 3", f'{keys}\nx = "{secret}', f"{keys}\nport = 70000"):
        place.put(broken)
        with pytest.raises(ConfigError) as caught:
            await place.repository.load()
        error: BaseException | None = caught.value
        while error is not None:
            assert secret not in f"{error!r} {error} {getattr(error, 'problems', '')}"
            error = error.__context__


async def next_state(
    states: AsyncIterator[ConfigSnapshot | ConfigError],
) -> ConfigSnapshot | ConfigError:
    """The next state, or a failure when none comes."""
    return await asyncio.wait_for(anext(states), 10)


async def test_changes_begin_with_the_present_state_and_follow_the_file(make: MakePlace) -> None:
    """Good states, broken ones, and the file's end and return."""
    place = make("version = 1\n")
    states = place.repository.changes()
    first = await next_state(states)
    assert isinstance(first, ConfigSnapshot)
    assert first.text == "version = 1\n"
    saved = await place.repository.save([SetKey(("destination", "mode"), "hold")], first)
    assert await next_state(states) == saved
    place.put("oops\n")
    broken = await next_state(states)
    assert isinstance(broken, ConfigError)
    assert (broken.problems[0].line, broken.problems[0].column) == (1, 5)
    place.put(None)
    gone = await next_state(states)
    assert isinstance(gone, ConfigError)
    assert "gone" in str(gone)
    place.put("# back\n")
    back = await next_state(states)
    assert isinstance(back, ConfigSnapshot)
    assert back.text == "# back\n"
    await states.aclose()  # type: ignore[attr-defined]
