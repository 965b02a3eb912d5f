"""What stands for the name of a call that has none."""

import pytest

from sprig_tui.domain.event_summary import summary_of


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("identify", {"traits": {"email": "a", "plan": "b"}}, "email, plan"),
        ("identify", {"traits": {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}}, "a, b, c, 2 more"),
        ("identify", {"traits": "none"}, ""),
        ("identify", {}, ""),
        ("group", {"groupId": "g_1", "traits": {"name": "Acme Inc"}}, "g_1 Acme Inc"),
        ("group", {"groupId": 7}, "7"),
        ("group", {"groupId": "", "traits": {"name": {}}}, ""),
        ("alias", {"previousId": "anon-1", "userId": "u_1"}, "anon-1 > u_1"),
        ("alias", {"previousID": "anon-1"}, "anon-1 > ?"),
        ("alias", {}, ""),
        ("track", {"event": "Signed Up"}, ""),
    ],
)
def test_the_telling_part_of_a_call(kind: str, value: dict[str, object], said: str) -> None:
    assert summary_of(kind, value) == said
