"""What an operator should know before a setting is changed."""

from dataclasses import dataclass
from typing import Any

from sprig_tui.domain.config_checks import check_exposure
from sprig_tui.domain.settings import Config, Environment, Kind, Mode


@dataclass(frozen=True, slots=True)
class Risk:
    """A question to ask before saving, and what hangs on the answer."""

    question: str
    detail: str


def risk_of(key: str, text: str, config: Config) -> Risk | None:
    """What to ask before the setting `key` becomes `text`, None when it may be saved as it is.

    Going live is `services.going_live`'s question, for it needs the queue.
    """
    chosen = key == "destination.environment" and text == Environment.PRODUCTION
    if chosen and config.destination.environment is not Environment.PRODUCTION:
        return Risk("Choose the production environment?", _production_detail(config))
    return None


def risk_between(before: Config, after: Config) -> Risk | None:
    """What to ask before a whole other configuration holds, as undo brings one back."""
    return risk_of("destination.environment", after.destination.environment, before)


def risk_of_clearing(key: str, config: Config) -> Risk:
    """What to ask before a secret is taken out of the file."""
    lines = ["It becomes empty in the file; only who issued it can show it again."]
    lines += exposure_problems(_without(key, config))
    return Risk(f"Clear {key}?", "\n".join(lines))


def exposure_problems(config: Config) -> list[str]:
    """Why the engine would not start with `config` (design.md, section 3), one sentence each."""
    return [problem.message for problem in check_exposure(config)]


def with_host(host: str, config: Config) -> Config:
    """`config` as it would be with another address to listen on."""
    return config.model_copy(update={"listener": config.listener.model_copy(update={"host": host})})


def _without(key: str, config: Config) -> Config:
    """`config` with one setting at its default."""
    *tables, name = key.split(".")
    parts: list[Any] = [config]
    for table in tables:
        parts.append(getattr(parts[-1], table))
    changed = getattr(type(parts[-1])(), name)
    for part, field in zip(reversed(parts), reversed([*tables, name]), strict=True):
        changed = part.model_copy(update={field: changed})
    result: Config = changed
    return result


def _receiver(config: Config) -> str:
    return "Gleap" if config.destination.kind is Kind.GLEAP else "Sprig"


def _production_detail(config: Config) -> str:
    lines = [f"Events are decided for {_receiver(config)}'s real users from now on."]
    if config.destination.mode is Mode.LIVE:
        lines.append("The mode is live: they are sent, and so is what waits for production.")
    if not config.destination.api_keys.production:
        lines.append("No production key is set: nothing can be sent until there is one.")
    return "\n".join(lines)
