"""How the first event gets here: lines to copy, and what to register in Sprig before.

The SDKs' own names are those of analytics-node 3.1, segment-analytics-python 2.4 and
analytics.js (facts.md, section 3a).
"""

import re
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.settings import Config, Mapping, MatchType

ANY_KEY: Final = "any"
LISTED_KEY: Final = "YOUR_WRITE_KEY"
SAMPLE_EVENT: Final = "Signed Up"

_CURL: Final = """\
curl {auth}{url}/v1/identify -H Content-Type:application/json \\
  -d '{{"userId": "u_1", "traits": {{"plan": "pro"}}}}'
curl {auth}{url}/v1/track -H Content-Type:application/json \\
  -d '{{"userId": "u_1", "event": "{event}"}}'
"""
_NODE: Final = """\
import {{ Analytics }} from '@segment/analytics-node'
const analytics = new Analytics({{
  writeKey: '{key}', host: '{url}' }})
analytics.identify({{ userId: 'u_1', traits: {{ plan: 'pro' }} }})
analytics.track({{ userId: 'u_1', event: '{event}' }})
await analytics.closeAndFlush()
"""
_PYTHON: Final = """\
import segment.analytics as analytics
analytics.write_key = '{key}'
analytics.host = '{url}'
analytics.identify('u_1', {{'plan': 'pro'}})
analytics.track('u_1', '{event}')
analytics.flush()
"""
_BROWSER: Final = """\
import {{ AnalyticsBrowser }} from '@segment/analytics-next'
const analytics = AnalyticsBrowser.load(
  {{ writeKey: '{key}', cdnURL: '{url}' }},
  {{ integrations: {{ 'Segment.io': {{
      apiHost: '{host}/v1', protocol: 'http' }} }} }})
analytics.identify('u_1', {{ plan: 'pro' }})
analytics.track('{event}')
"""
_TUNNEL: Final = """\
cloudflared tunnel --url {url}
# It prints a public name. Put it into the config:
#   [listener]
#   allowed_hosts = ["NAME.trycloudflare.com"]
#   webhook_secret = "A SECRET OF YOUR OWN"
# In Segment: Connections > Catalog > Webhooks, URL https://NAME.trycloudflare.com/
# and the same text as its Shared Secret.
"""


@dataclass(frozen=True, slots=True)
class Guide:
    """Lines for one kind of sender: `hint` is one sentence, `text` what `y` copies."""

    name: str
    hint: str
    text: str


def guides(address: str, config: Config) -> tuple[Guide, ...]:
    """The lines for a listener at `address` (`http://HOST:PORT`).

    They hold no key: with write keys configured, a placeholder stands where one belongs.
    """
    listed = bool(config.listener.write_keys)
    key = LISTED_KEY if listed else ANY_KEY
    words = {
        "url": address,
        "host": address.partition("://")[2],
        "key": key,
        "auth": f"-u {key}: " if listed else "",
        "event": sample_event(config),
    }
    key_hint = (
        f"Put one of [listener].write_keys in the place of {LISTED_KEY}."
        if listed
        else "Any write key will do."
    )
    return (
        Guide("curl", "Two calls from a shell, an identify first.", _CURL.format(**words)),
        Guide("Node", f"npm install @segment/analytics-node. {key_hint}", _NODE.format(**words)),
        Guide(
            "Python", f"pip install segment-analytics-python. {key_hint}", _PYTHON.format(**words)
        ),
        Guide(
            "Browser",
            f"npm install @segment/analytics-next. {key_hint}",
            _BROWSER.format(**words),
        ),
        Guide(
            "Segment cloud",
            "Segment delivers over public HTTPS, so it needs a tunnel and a secret.",
            _TUNNEL.format(**words),
        ),
    )


def sample_event(config: Config, otherwise: str = SAMPLE_EVENT) -> str:
    """The first registered event whose name can stand in quotes anywhere, else `otherwise`."""
    for mapping in config.triggered_events:
        if (
            mapping.enabled
            and mapping.match is MatchType.EXACTLY
            and re.fullmatch(r"[\w .:/-]+", mapping.event, re.ASCII)
        ):
            return mapping.event
    return otherwise


@dataclass(frozen=True, slots=True)
class Registration:
    """Something that Sprig's dashboard must know before the first event of it is sent.

    `sent_as` is the event that goes out where that is not the Segment name, else "".
    """

    kind: str
    pattern: str
    match: str
    sent_as: str = ""


def registrations(config: Config) -> tuple[Registration, ...]:
    """The enabled mappings in file order, triggered events first (facts.md, section 5)."""
    events = (
        Registration("Triggered event", one.event, one.match.value, _sent_as(one))
        for one in config.triggered_events
        if one.enabled
    )
    pages = (
        Registration("Page URL", one.url, one.match.value, _sent_as(one))
        for one in config.page_urls
        if one.enabled
    )
    return (*events, *pages)


def _sent_as(entry: Mapping) -> str:
    return "" if entry.sprig_event == entry.pattern else entry.sprig_event


def registration_text(config: Config) -> str:
    """The list to copy: one mapping a line, columns set apart by tabs; the name sent comes last."""
    lines = [(one.kind, one.pattern, one.match, one.sent_as) for one in registrations(config)]
    return "".join("\t".join(filter(None, line)) + "\n" for line in lines)
