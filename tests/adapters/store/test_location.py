"""Where the store lies."""

from pathlib import Path

import pytest

from sprig_tui.adapters.store.location import store_path, stores_in_state_folder

CONFIG = Path("/etc/shop/sprig.toml")


def test_the_option_wins(tmp_path: Path) -> None:
    """A relative one counts from the working folder."""
    assert store_path(CONFIG, "/var/other.db", tmp_path / "a.db") == tmp_path / "a.db"
    assert store_path(CONFIG, "", Path("a.db")) == Path.cwd() / "a.db"


@pytest.mark.parametrize(
    ("configured", "expected"),
    [
        ("/var/lib/events.db", Path("/var/lib/events.db")),
        ("data/events.db", Path("/etc/shop/data/events.db")),
        ("~nobody-of-that-name/x.db", Path("/etc/shop/~nobody-of-that-name/x.db")),
    ],
)
def test_the_config_names_a_file(configured: str, expected: Path) -> None:
    """A relative one counts from the config file's folder."""
    assert store_path(CONFIG, configured, None) == expected


def test_a_tilde_is_the_home_folder() -> None:
    """As in a shell."""
    assert store_path(CONFIG, "~/events.db", None) == Path.home() / "events.db"


def test_each_config_has_its_own_store_in_the_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two configs of one name do not share a store; one config always finds its own."""
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    first = store_path(CONFIG, "", None)
    second = store_path(Path("/home/me/sprig.toml"), "", None)
    assert first.name == "events.db"
    assert first.parent.name.startswith("sprig-")
    assert len(first.parent.name) == len("sprig-") + 8
    assert first != second
    assert first == store_path(CONFIG, "", None)


def test_the_stores_of_the_state_folder_are_found() -> None:
    """Of every config, and none that lies elsewhere."""
    assert stores_in_state_folder() == []
    places = [store_path(Path(f"/etc/{name}.toml"), "", None) for name in ("a", "b")]
    for place in places:
        place.parent.mkdir(parents=True)
        place.touch()
    assert sorted(stores_in_state_folder()) == sorted(places)
