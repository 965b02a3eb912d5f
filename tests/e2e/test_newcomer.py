"""A newcomer sets everything up by the keyboard alone, from an empty folder to delivered events."""

from pathlib import Path

import pytest

from tests.newcomer import EVENTS, KEY, newcomer


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_newcomer_gets_from_an_empty_folder_to_delivered_events(
    folder: Path, size: tuple[int, int]
) -> None:
    """The key is never shown, what is mapped arrives at the sandbox, and the books balance."""
    async with newcomer(folder, size=size) as (scene, person):
        await person.go_the_whole_way()
        assert not person.typed_key_was_shown
        user = scene.sandbox.users["u_4"]
        assert set(scene.sandbox.users) == {"u_4"}
        assert user.attributes == {"plan": "pro"}
        assert {event.name for event in user.events} == {*EVENTS, "pageview"}
        assert user.event_count == len(EVENTS) + 2
        books = await scene.context.reader.books()
        assert books.balanced()
        assert (books.received, books.forwarded, books.filtered) == (26, 10, 16)
        config = Path(scene.context.config_path)
        assert config.stat().st_mode & 0o777 == 0o600
        text = config.read_text(encoding="utf-8")
        assert f'development = "{KEY}"' in text
        assert [text.count(f'event = "{event}"') for event in EVENTS] == [1, 1, 1]
        assert "# The version of this file's form." in text, "comments stay"
