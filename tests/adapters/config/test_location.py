"""Which config file a command works on."""

from pathlib import Path

import pytest

from sprig_tui.adapters.config.location import find_config, take_environment_key, themes_folder


@pytest.fixture(autouse=True)
def platform_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, so that the machine's is not looked at."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    return tmp_path / "xdg" / "sprig-tui"


def test_the_option_wins_and_counts_as_named(tmp_path: Path) -> None:
    """`--config` beats the variable and the folder."""
    (tmp_path / "sprig.toml").touch()
    found = find_config(Path("my.toml"), {"SPRIG_TUI_CONFIG": "/etc/other.toml"}, tmp_path)
    assert found == (tmp_path / "my.toml", True)


def test_the_variable_comes_next_and_counts_as_named(tmp_path: Path) -> None:
    """$SPRIG_TUI_CONFIG beats the folder."""
    (tmp_path / "sprig.toml").touch()
    assert find_config(None, {"SPRIG_TUI_CONFIG": "/etc/a.toml"}, tmp_path) == (
        Path("/etc/a.toml"),
        True,
    )


def test_a_path_through_a_circle_of_links_is_found_wanting_later(tmp_path: Path) -> None:
    """Reading it says what is wrong."""
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    found = find_config(Path("x/../circle/my.toml"), {}, tmp_path)
    assert found == (tmp_path / "circle" / "my.toml", True)


def test_then_the_file_of_the_folder_which_nobody_named(tmp_path: Path) -> None:
    """An empty variable counts as unset."""
    (tmp_path / "sprig.toml").touch()
    found = find_config(None, {"SPRIG_TUI_CONFIG": ""}, tmp_path)
    assert found == (tmp_path / "sprig.toml", False)


def test_a_dangling_link_is_not_passed_over(tmp_path: Path) -> None:
    """It is found, so that reading it can complain."""
    (tmp_path / "sprig.toml").symlink_to(tmp_path / "nowhere")
    assert find_config(None, {}, tmp_path) == (tmp_path / "sprig.toml", False)


def test_last_the_folder_of_the_platform(tmp_path: Path, platform_folder: Path) -> None:
    """Where nothing else is, the file lives with the user."""
    path, named = find_config(None, {}, tmp_path)
    assert (path.name, named) == ("config.toml", False)
    assert path.parent.name == "sprig-tui"
    assert tmp_path in path.parents


@pytest.mark.parametrize(("option", "found"), [("sub/../a.toml", "a.toml"), (".", ""), ("..", "")])
def test_the_path_is_absolute_and_goes_up_as_the_system_does(
    tmp_path: Path, option: str, found: str
) -> None:
    """`..` and `.` leave no trace in the path."""
    (tmp_path / "sub").mkdir()
    cwd = tmp_path / "sub" if option == ".." else tmp_path
    assert find_config(Path(option), {}, cwd)[0] == tmp_path / found


def test_going_up_from_a_link_goes_where_the_system_would(tmp_path: Path) -> None:
    """`link/..` is the parent of what the link points to."""
    (tmp_path / "far" / "deep").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "deep")
    assert find_config(Path("link/../a.toml"), {}, tmp_path)[0] == tmp_path / "far" / "a.toml"


def test_the_key_is_taken_out_of_the_environment() -> None:
    """A child process must not inherit it."""
    environ = {"SPRIG_TUI_API_KEY": " key-1234\n", "PATH": "/bin"}
    key = take_environment_key(environ)
    assert key.reveal() == "key-1234"
    assert environ == {"PATH": "/bin"}
    assert not take_environment_key(environ)


def test_themes_of_one_s_own_are_beside_the_platform_s_config() -> None:
    config, _named = find_config(None, {}, Path("/nowhere"))
    assert themes_folder() == config.parent / "themes"


def test_a_file_that_the_terminal_found_is_not_named_by_its_engine(tmp_path: Path) -> None:
    """The terminal starts its engine with --config, and says so by a variable."""
    environ = {"SPRIG_TUI_CONFIG_FOUND": "1"}
    assert find_config(Path("sprig.toml"), environ, tmp_path) == (tmp_path / "sprig.toml", False)
