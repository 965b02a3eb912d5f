"""Real Segment SDKs pointed at the installed program by `host`."""

import subprocess
import sys

import pytest

from tests.e2e.node.install import HERE, node_command
from tests.e2e.program import Serve, verdicts

PYTHON_SCRIPT = """
import sys
import segment.analytics as analytics

analytics.write_key = "python-write-key"
analytics.host = sys.argv[1]
analytics.gzip = sys.argv[2] == "gzip"
analytics.on_error = lambda error, items: sys.exit(str(error))

user = "python_user"
analytics.identify(user, {"plan": {"tier": "pro"}, "tags": ["a", "b"]})
analytics.track(user, "Signed Up", {"total": 99.5})
analytics.track(user, "Order Completed")
analytics.page(user, "Shop", "Pricing", {"url": "https://shop.example/pricing?x=1"})
analytics.alias(user, "python_user_2")
analytics.group(user, "acme", {"name": "Acme"})
analytics.track("stranger", "Signed Up")
analytics.track(user, "Cart Viewed")
analytics.shutdown()
"""


@pytest.mark.parametrize("encoding", ["plain", "gzip"])
def test_the_python_sdk_gets_every_kind_of_verdict(serve: Serve, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PYTHON_SCRIPT, serve.address, encoding],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    records = serve.records(8)
    assert verdicts(records) == [
        ("identify", "forwarded.identify"),
        ("track", "forwarded.event"),
        ("track", "filtered.unmapped_event"),
        ("page", "forwarded.page"),
        ("alias", "forwarded.alias"),
        ("group", "filtered.unsupported_type"),
        ("track", "filtered.unknown_user"),
        ("track", "filtered.mapping_disabled"),
    ]
    assert {record["delivery"] for record in records[:2]} == {"dry_run"}
    assert records[0]["requests"] == [
        {
            "method": "POST",
            "url": "https://api.sprig.com/v2/users",
            "json": {
                "userId": "python_user",
                "attributes": {"plan.tier": "pro", "tags": ["a", "b"]},
            },
        }
    ]
    page = records[3]["requests"][0]["json"]
    assert page["events"][0]["event"] == "Pricing viewed"
    assert isinstance(page["events"][0]["timestamp"], int)


@pytest.mark.node
def test_the_node_sdk_gets_every_kind_of_verdict(serve: Serve) -> None:
    done = subprocess.run(
        [*node_command(), "send.mjs", serve.address],
        cwd=HERE,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert verdicts(serve.records(7)) == [
        ("identify", "forwarded.identify"),
        ("track", "forwarded.event"),
        ("track", "filtered.unmapped_event"),
        ("page", "forwarded.page"),
        ("screen", "filtered.unsupported_type"),
        ("group", "filtered.unsupported_type"),
        ("alias", "forwarded.alias"),
    ]
