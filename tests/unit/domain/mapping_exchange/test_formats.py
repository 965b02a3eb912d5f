"""Mappings go out and come back."""

import contextlib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.mapping_exchange.exchanged import MAX_BYTES, UnreadableError
from sprig_tui.domain.mapping_exchange.formats import (
    FORMATS,
    Format,
    format_of,
    read_mappings,
    write_mappings,
)
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=x", "'=x", "'", "\r\n", "\x00", "\ufeff", '"', ";", "\u2028"]
)
MATCHES = st.sampled_from([one for one in MatchType if one.value not in ("regex", "legacy")])
COMMON = {"match": MATCHES, "sprig_event": TEXTS, "enabled": st.booleans(), "note": TEXTS}
CONFIGS = st.builds(
    Config,
    triggered_events=st.lists(
        st.builds(TriggeredEvent, event=TEXTS.filter(bool), **COMMON), max_size=4
    ).map(tuple),
    page_urls=st.lists(st.builds(PageUrl, url=TEXTS.filter(bool), **COMMON), max_size=4).map(tuple),
)


def back(config: Config, form: Format) -> Config:
    """What the export of a config says when it is read."""
    text = write_mappings(config, form, lambda data: tomli_w.dumps(data)).text
    read = read_mappings(text.encode(), form)
    assert not read.refusals
    return Config.model_validate(
        {
            table: [one.entry.model_dump() for one in read.mappings if one.table == table]
            for table in ("triggered_events", "page_urls")
        }
    )


@pytest.mark.parametrize("form", ["csv", "toml"])
@given(config=CONFIGS)
def test_what_goes_out_comes_back_the_same(form: Format, config: Config) -> None:
    assert back(config, form) == config


@given(CONFIGS)
def test_a_plan_brings_back_the_names_of_exact_events(config: Config) -> None:
    """Each once, and of no other mapping."""
    exact = [one for one in config.triggered_events if one.match is MatchType.EXACTLY]
    names = dict.fromkeys(one.event for one in exact if one.enabled)
    read = back(config, "json")
    assert [one.event for one in read.triggered_events] == list(names)
    assert all(one.match is MatchType.EXACTLY and one.enabled for one in read.triggered_events)
    assert not read.page_urls


@given(st.binary(max_size=200), st.sampled_from(FORMATS))
def test_any_bytes_are_read_or_refused(raw: bytes, form: Format) -> None:
    with contextlib.suppress(UnreadableError):
        read = read_mappings(raw, form)
        assert all(str(one).isprintable() for one in read.refusals)


@pytest.mark.parametrize(
    ("name", "raw", "form"),
    [
        ("a.CSV", b"{", "csv"),
        ("plan.json", b"", "json"),
        ("c.toml", b"", "toml"),
        ("-", b'\xef\xbb\xbf {"rules"', "json"),
        ("-", b'["A"]', "json"),
        ("-", b"[[page_urls]]", "toml"),
        ("plan", b"table,pattern", "csv"),
    ],
)
def test_the_form_is_told_by_the_name_and_else_by_the_first_sign(
    name: str, raw: bytes, form: Format
) -> None:
    assert format_of(name, raw) == form


@pytest.mark.parametrize(
    ("raw", "why"), [(b"a\n\xff", "line 2: this is no UTF-8"), (b" " * (MAX_BYTES + 1), "16 MB")]
)
def test_what_cannot_be_read_at_all_says_why(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_mappings(raw, "csv")
