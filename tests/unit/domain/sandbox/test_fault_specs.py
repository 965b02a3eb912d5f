"""Fault specs, read."""

from typing import Any

import pytest

from sprig_tui.domain.sandbox.fault_specs import FaultSpecError, parse_fault, parse_faults
from sprig_tui.domain.sandbox.faults import Fault, FaultKind, FaultRule

STATUS = FaultKind.STATUS
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ok", Fault(FaultKind.OK)),
        ("500", Fault(STATUS, status=500)),
        ("400", Fault(STATUS, status=400)),
        ("500:applied", Fault(STATUS, status=500, applied=True)),
        ("429", Fault(STATUS, status=429, reset="10")),
        ("429:none", Fault(STATUS, status=429)),
        ("429:none:reset=3", Fault(STATUS, status=429, reset="3")),
        ("429:reset=20", Fault(STATUS, status=429, reset="20")),
        ("429,reset=-1", Fault(STATUS, status=429, reset="-1")),
        ("429:reset=abc", Fault(STATUS, status=429, reset="abc")),
        ("429:reset=epoch", Fault(STATUS, status=429, reset="epoch+10")),
        ("429:reset=epoch+60", Fault(STATUS, status=429, reset="epoch+60")),
        ("timeout", Fault(FaultKind.TIMEOUT)),
        ("timeout:applied", Fault(FaultKind.TIMEOUT, applied=True)),
        ("reset", Fault(FaultKind.RESET)),
        ("reset:applied", Fault(FaultKind.RESET, applied=True)),
        ("slow=3", Fault(FaultKind.SLOW, seconds=3.0)),
        ("slow=0.25", Fault(FaultKind.SLOW, seconds=0.25)),
        ("huge", Fault(FaultKind.HUGE, status=200, size=1024 * MB)),
        ("huge=10MB", Fault(FaultKind.HUGE, status=200, size=10 * MB)),
        ("huge=7", Fault(FaultKind.HUGE, status=200, size=7)),
        ("huge=2kb:status=500", Fault(FaultKind.HUGE, status=500, size=2048)),
        ("html", Fault(FaultKind.HTML, status=200)),
        ("html:status=503", Fault(FaultKind.HTML, status=503)),
        ("drip", Fault(FaultKind.DRIP, status=200, seconds=1.0)),
        ("drip=0.1:status=202", Fault(FaultKind.DRIP, status=202, seconds=0.1)),
        (
            "redirect=https://b.example:8443/x?y=z",
            Fault(FaultKind.REDIRECT, status=302, url="https://b.example:8443/x?y=z"),
        ),
        (
            "redirect=http://127.0.0.1:9/,status=307,applied",
            Fault(FaultKind.REDIRECT, status=307, url="http://127.0.0.1:9/", applied=True),
        ),
    ],
)
def test_a_fault_and_its_options(text: str, fault: Fault) -> None:
    assert parse_fault(text) == FaultRule(text, fault)


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("500,10%", {"percent": 10.0}),
        ("500, 0.5%", {"percent": 0.5}),
        ("3x500", {"times": 3}),
        ("2x500,every=7", {"times": 2, "every": 7}),
        ("500,user=u_7", {"user": "u_7"}),
        ("500,user=a%2Cb=c", {"user": "a,b=c"}),
        ("500,path=/admin/", {"path": "/admin/"}),
        ("500,user=none,100%,path=/v2", {"user": "none", "percent": 100.0, "path": "/v2"}),
    ],
)
def test_the_conditions(conditions: str, expected: dict[str, Any]) -> None:
    fault = Fault(STATUS, status=500)
    assert parse_fault(conditions) == FaultRule(conditions, fault, **expected)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", '"" is no fault; expected a status from 400 to 599, ok, timeout, reset, slow=SECONDS'),
        ("boom", '"boom" is no fault; expected a status'),
        ("200", '"200" is no fault'),
        ("600", '"600" is no fault'),
        ("500=3", '"500=3" is no fault'),
        ("timeout=3", '"timeout=3" is no fault'),
        ("status", '"status" is no fault'),
        ("500:loud", '"loud" is no option; expected applied, status=N, and for 429 reset=TEXT'),
        ("500:10%", '"10%" is no option'),
        ("500,10", '"10" is no condition; expected N%, every=N, user=ID, path=/START, or'),
        ("500,every", '"every" is no condition'),
        ("500,user=", '"user=" is no condition'),
        ("500,", '"" is no condition'),
        ("0x500", '"0" must be a whole number above 0'),
        ("500,every=0", '"0" must be a whole number above 0'),
        ("500,every=x", '"x" must be a whole number above 0'),
        ("500,0%", "N% needs a number up to 100"),
        ("500,101%", "N% needs a number up to 100"),
        ("500,-1%", "N% needs a number up to 100"),
        ("500,10%,every=2", "a rate (N%) and every=N do not go together; expected one of them"),
        ("slow", "slow=SECONDS needs a number up to 3600, for example slow=3"),
        ("slow=0", "slow=SECONDS needs"),
        ("slow=nan", "slow=SECONDS needs"),
        ("drip=", "drip=SECONDS needs a number up to 3600"),
        ("huge=many", "huge=SIZE needs a size such as 500KB, 10MB or 2GB"),
        ("slow=3:applied", "a request that gets slow is always applied"),
        ("ok,applied", "a request that gets ok is always applied"),
        ("500:none", '"none" goes with 429 only'),
        ("500:reset=3", '"reset=3" goes with 429 only'),
        ("429:reset=", "reset=TEXT needs seconds, epoch, epoch+SECONDS, or ASCII text"),
        ("429:reset=epoch+x", "reset=TEXT needs"),
        ("429:reset=a b", "reset=TEXT needs"),
        ("500:status=400", "status=N goes with redirect, huge, html and drip only"),
        ("html:status=199", "status=N needs a number from 200 to 599"),
        ("html:status=x", "status=N needs a number from 200 to 599"),
        ("redirect", "redirect=URL needs an http or https address"),
        ("redirect=ftp://x/", "redirect=URL needs"),
        ("redirect=http://[/", "redirect=URL needs"),
        ("redirect=http://x/ y", "redirect=URL needs"),
        ("redirect=http://x/,status=200", "a redirect's status is 301, 302, 303, 307 or 308"),
    ],
)
def test_what_is_not_understood_is_named_with_what_was_expected(text: str, complaint: str) -> None:
    with pytest.raises(FaultSpecError) as caught:
        parse_fault(text)
    assert str(caught.value).startswith(f'fault "{text}": ')
    assert complaint in str(caught.value)


def test_a_complaint_cannot_drive_a_terminal() -> None:
    with pytest.raises(FaultSpecError, match=r"\\x1b\[2J"):
        parse_fault("\x1b[2J")


def test_several_specs_stay_in_order() -> None:
    assert [rule.text for rule in parse_faults(["500", "reset"])] == ["500", "reset"]
