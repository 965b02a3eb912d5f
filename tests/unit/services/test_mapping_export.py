"""The mappings of a config for a file."""

import pytest

from sprig_tui.domain.mapping_exchange.formats import FORMATS, Format, read_mappings
from sprig_tui.services.mapping_export import export_mappings
from sprig_tui.services.mapping_import import plan_import
from tests.fakes.config import MemoryConfigRepository

FILE = """\
[destination.api_keys]
production = "canary-key-9876"

[[triggered_events]]
event = "A"
note = "x"

[[page_urls]]
url = "/u"
enabled = false
"""


@pytest.mark.parametrize("form", FORMATS)
async def test_what_is_exported_is_there_already(form: Format) -> None:
    repository = MemoryConfigRepository(FILE)
    base = await repository.load()
    written = await export_mappings(repository, base.config, form)
    assert "canary" not in written.text
    plan = plan_import(read_mappings(written.text.encode(), form), base, replace=form != "json")
    assert (plan.added, plan.changed, plan.removed) == (0, 0, 0)
    assert plan.same == (1 if form == "json" else 2)
    assert bool(written.lost) == (form == "json")
