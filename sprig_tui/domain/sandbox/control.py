"""`/_sandbox/…`: what the stand-in tells about itself, and how its faults are changed."""

import itertools
from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard

from sprig_tui.domain.sandbox.calls import Call, read_subject
from sprig_tui.domain.sandbox.fault_specs import FaultSpecError, parse_faults
from sprig_tui.domain.sandbox.gleap import contact_json
from sprig_tui.domain.sandbox.replies import Reply, json_lines, json_reply, message
from sprig_tui.domain.sandbox.sprig import user_json
from sprig_tui.domain.sandbox.stand_in import StandIn

PREFIX: Final = "/_sandbox/"
FAULTS_FORM: Final = 'expected {"faults": ["SPEC", ...], "seed": N}, seed may be left out'


def answer_control(stand_in: StandIn, call: Call) -> Reply:
    """The answer to a request below `/_sandbox/`; such requests are not recorded."""
    match call.method, call.path.removeprefix(PREFIX):
        case "GET", "requests":
            return json_lines(entry.as_json() for entry in stand_in.log.entries())
        case "GET", "users":
            return json_lines(_people(stand_in))
        case "GET", "stats":
            return json_reply(200, stand_in.stats(call.monotonic))
        case "POST", "faults":
            return _use_faults(stand_in, call)
        case "POST", "reset":
            stand_in.clear()
            return Reply(204)
        case _, "requests" | "users" | "stats":
            return message(405, "Wrong method", ("allow", "GET"))
        case _, "faults" | "reset":
            return message(405, "Wrong method", ("allow", "POST"))
        case _:
            return message(404, "No such path")


def _people(stand_in: StandIn) -> Iterator[Mapping[str, object]]:
    """Users and contacts, each as it is when its turn comes."""
    users, contacts = stand_in.sprig.users, stand_in.gleap.contacts
    snapshot = (list(users.values()), list(contacts.values()))
    return itertools.chain(
        ({"destination": "sprig", **user_json(user)} for user in snapshot[0]),
        ({"destination": "gleap", **contact_json(contact)} for contact in snapshot[1]),
    )


def _use_faults(stand_in: StandIn, call: Call) -> Reply:
    subject = read_subject(call)
    specs, seed = subject.value.get("faults"), subject.value.get("seed")
    if subject.problem or not (_is_list_of_text(specs) and _is_seed(seed)):
        return message(400, subject.problem or FAULTS_FORM)
    try:
        stand_in.use_faults(parse_faults(specs), seed)
    except FaultSpecError as error:
        return message(400, str(error))
    return json_reply(200, {"faults": specs, "seed": seed})


def _is_list_of_text(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_seed(value: object) -> TypeGuard[int | None]:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))
