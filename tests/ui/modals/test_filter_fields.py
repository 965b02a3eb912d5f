"""The fields of the form of a destination filter."""

from collections.abc import Callable

from sprig_tui.domain.settings import DestinationFilter
from sprig_tui.ui.modals.filter_fields import FilterFields
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal

CONFIG = """\
[[filters]]
name = "mail"
if = 'type = "identify"'
action = "drop_properties"
fields = { traits = ["email"] }
"""


async def test_another_filter_fills_every_field(terminal: Callable[..., Terminal]) -> None:
    """The condition, the choices and the share too; what then stands there is that filter."""
    scene = terminal(CONFIG)
    sampled = DestinationFilter.model_validate(
        {"name": "some", "if": "all", "action": "sample_event", "percent": 0.25, "path": "userId",
         "enabled": False}
    )  # fmt: skip
    form = FilterFields(snapshot=scene.context.snapshot, index=0)
    async with scene.app.run_test(size=(100, 36)) as pilot:
        await scene.app.push_screen(form)
        await wait_for_text(pilot, "Edit filter #1", "traits: email")
        form._fill(sampled)
        await wait_for_text(pilot, "some", "all", "sample_event", "25", "userId", "off")
        entry, findings = form._read()
        assert (entry, findings) == (sampled, [])
        form._fill(scene.context.snapshot.config.filters[0])
        await wait_for_text(pilot, "mail", "traits: email", "drop_properties")
