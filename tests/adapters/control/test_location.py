"""Where the control socket is."""

from pathlib import Path

from sprig_tui.adapters.control.location import MAX_PATH_BYTES, control_path


def test_the_socket_is_beside_the_store() -> None:
    assert control_path(Path("/s/events.db"), {}) == Path("/s/events.db.sock")


def test_a_long_path_goes_to_the_runtime_folder_under_a_hash() -> None:
    store = Path("/" + "x" * 120 + "/events.db")
    found = control_path(store, {"XDG_RUNTIME_DIR": "/run/user/1"})
    assert found.is_relative_to("/run/user/1")
    assert len(str(found)) <= MAX_PATH_BYTES
    assert found == control_path(store, {"XDG_RUNTIME_DIR": "/run/user/1"})
    assert found != control_path(store.with_name("other.db"), {"XDG_RUNTIME_DIR": "/run/user/1"})


def test_without_a_runtime_folder_it_goes_to_the_temp_folder() -> None:
    assert len(str(control_path(Path("/" + "x" * 120), {}))) <= MAX_PATH_BYTES
