"""Every setting described, and the keys of mappings and filters (design.md, section 3)."""

from dataclasses import dataclass
from typing import Final, Literal

from sprig_tui.domain.settings import Environment, Kind, Mode, UnknownUsers

SettingType = Literal["choice", "switch", "number", "text", "list", "keys"]
"""What a form offers: one of the choices, on or off, a whole number, a text, several texts, or
(`ui.keys`) a key for each binding id."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the config.

    `key` is dotted and `group` its table, as the file names them. `secret` is shown masked only;
    `restart` tells that a change takes effect when the engine starts again.
    """

    key: str
    type: SettingType
    description: str
    choices: tuple[str, ...] = ()
    secret: bool = False
    restart: bool = False

    @property
    def group(self) -> str:
        """The table that the key is in, "" for the top of the file."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key within its table."""
        return self.key.rpartition(".")[2]

    @property
    def path(self) -> tuple[str, ...]:
        """The key as edits name it."""
        return tuple(self.key.split("."))


SETTINGS: Final = (
    Setting("version", "number", "The version of the file's form; only 1 exists."),
    Setting(
        "destination.kind",
        "choice",
        "What Segment would deliver to: Sprig Cloud (classic), Sprig Cloud (Actions), or Gleap.",
        tuple(Kind),
    ),
    Setting(
        "destination.environment",
        "choice",
        "Which of the two API keys is used.",
        tuple(Environment),
    ),
    Setting(
        "destination.mode",
        "choice",
        "dry_run shows what would be sent, live sends it, hold queues it until the mode is live.",
        tuple(Mode),
    ),
    Setting(
        "destination.auto_accept_events",
        "switch",
        "Takes Track events that no mapping names too, as Auto Accept Events does in Sprig.",
    ),
    Setting(
        "destination.unknown_users",
        "choice",
        "What happens to Track and Page calls of users that were never identified (kind sprig).",
        tuple(UnknownUsers),
    ),
    Setting(
        "destination.endpoint",
        "text",
        "Empty: the destination's own. Else https://host:port, http:// only to this machine.",
    ),
    Setting(
        "destination.api_keys.development",
        "text",
        "The API key of the development environment; $SPRIG_TUI_API_KEY wins over it.",
        secret=True,
    ),
    Setting(
        "destination.api_keys.production",
        "text",
        "The API key of the production environment; $SPRIG_TUI_API_KEY wins over it.",
        secret=True,
    ),
    Setting(
        "listener.host",
        "text",
        "The address to listen on; any but this machine's own needs a key.",
        restart=True,
    ),
    Setting(
        "listener.port",
        "number",
        "The port to listen on, 0 to 65535; 0 takes any free one.",
        restart=True,
    ),
    Setting(
        "listener.write_keys",
        "list",
        "The Segment write keys that may send; empty: any.",
        secret=True,
    ),
    Setting(
        "listener.webhook_secret",
        "text",
        "The shared secret of a Segment webhook, for its X-Signature header; empty: none.",
        secret=True,
    ),
    Setting(
        "listener.cors_origins",
        "list",
        "The web pages whose browser SDK may send here; * stands for any port.",
    ),
    Setting(
        "listener.allowed_hosts",
        "list",
        "Host names beside this machine's own that requests may carry, such as a tunnel's.",
    ),
    Setting(
        "store.path",
        "text",
        "The SQLite file; empty: one for each config file, in the state folder.",
        restart=True,
    ),
    Setting(
        "store.keep_days", "number", "Events older than so many days are removed, unless they wait."
    ),
    Setting(
        "store.keep_events",
        "number",
        "At most so many events are kept beside those that wait or failed, the newest ones.",
    ),
    Setting("ui.theme", "text", "The colour theme of the terminal."),
    Setting("ui.keys", "keys", "Other keys than the built-in ones, by the name of what they do."),
)
"""In the file's order."""


ENTRY_KEYS: Final = {
    "triggered_events.event": "The name of the Segment event, or the pattern.",
    "triggered_events.match": "How the pattern is compared with an event's name.",
    "triggered_events.sprig_event": "The name in Sprig; empty: the Segment name.",
    "triggered_events.enabled": "Whether it takes part.",
    "triggered_events.note": "Anything you want to remember.",
    "page_urls.url": "The URL, or the pattern.",
    "page_urls.match": "How the pattern is compared with a page's properties.url.",
    "page_urls.sprig_event": 'The name in Sprig; empty: "pageview".',
    "page_urls.enabled": "Whether it takes part.",
    "page_urls.note": "Anything you want to remember.",
    "filters.name": "Anything.",
    "filters.if": 'What it applies to, in Segment\'s FQL; "all" for every event.',
    "filters.action": "What it does; percent and path are for sample_event, fields for properties.",
    "filters.enabled": "Whether it takes part.",
    "filters.percent": "The share of events that sample_event lets through, 0 to 1.",
    "filters.path": 'The field whose value decides on a sample, as "userId"; empty: chance.',
    "filters.fields": "What is dropped or allowed: names by the path of their object.",
}
"""What the keys of mappings and filters mean."""


def find_setting(key: str) -> Setting | None:
    """The setting of a dotted key; `ui.keys.NAME` belongs to `ui.keys`."""
    if key.startswith("ui.keys."):
        key = "ui.keys"
    return next((setting for setting in SETTINGS if setting.key == key), None)
