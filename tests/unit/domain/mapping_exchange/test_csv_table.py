"""Mappings as CSV."""

import csv
import io

import pytest

from sprig_tui.domain.mapping_exchange.csv_table import read_csv, write_csv
from sprig_tui.domain.mapping_exchange.exchanged import UnreadableError
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent

HEAD = "table,pattern,match,sprig_event,enabled,note\r\n"


def test_every_mapping_is_a_row() -> None:
    config = Config(
        triggered_events=(TriggeredEvent(event="A, B", note='say "x"\nand y'),),
        page_urls=(PageUrl(url="/p", sprig_event="S", enabled=False),),
    )
    assert write_csv(config) == (
        HEAD + 'event,"A, B",exactly,,true,"say ""x""\nand y"\r\n' + "url,/p,legacy,S,false,\r\n"
    )


@pytest.mark.parametrize("cell", ["=1+1", "+a", "-a", "@a", "\ta", "\ra", "'=a", "''=a", "'a", "a"])
def test_no_cell_runs_in_a_spreadsheet_and_all_come_back_exactly(cell: str) -> None:
    config = Config(triggered_events=(TriggeredEvent(event=cell, note=cell),))
    text = write_csv(config)
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert [one.entry for one in read_csv(text).mappings] == [config.triggered_events[0]]


def test_columns_in_any_order_and_with_any_separator() -> None:
    """Those that are not there say nothing; a byte order mark and empty rows are passed over."""
    for separator in ",;\t":
        text = "\ufeffPattern,table,Owner\n/a,URL,x\n,,\n\nB,triggered_events,y\n"
        read = read_csv(text.replace(",", separator))
        assert [one.entry for one in read.mappings] == [
            PageUrl(url="/a"),
            TriggeredEvent(event="B"),
        ]
        assert [one.place for one in read.mappings] == ["line 2", "line 5"]
        assert read.mappings[0].named == {"url"}
        assert list(read.notes) == ['the column "owner" is not read']


def test_empty_cells_are_defaults() -> None:
    """Of a text they say that it is empty; of match and enabled they say nothing."""
    (read,) = read_csv(HEAD + "event,A,,,,\r\n").mappings
    assert read.entry == TriggeredEvent(event="A")
    assert read.named == {"event", "sprig_event", "note"}


@pytest.mark.parametrize(
    ("switch", "enabled"), [("TRUE", True), ("0", False), ("off", False), ("yes", True)]
)
def test_a_switch_may_be_written_as_spreadsheets_do(switch: str, enabled: bool) -> None:
    (read,) = read_csv(HEAD + f"event,A,contains,,{switch},\r\n").mappings
    assert (read.entry.enabled, read.entry.match) == (enabled, MatchType.CONTAINS)


def test_every_bad_line_is_told_with_its_number() -> None:
    """Counted in the file, also behind a cell of several lines."""
    text = HEAD + (
        'event,A,,,,"two\nlines"\r\n'
        "page,B,,,,\r\n"
        "event,C,like,,,\r\n"
        "event,D,,,maybe,\r\n"
        "event,E,,,,n,too much\r\n"
        "event\r\n"
        "url,F,,,,\r\n"
    )
    read = read_csv(text)
    assert [one.entry.pattern for one in read.mappings] == ["A", "F"]
    assert [str(one)[:27] for one in read.refusals] == [
        "line 4: table must be event",
        'line 5: match must be "exac',
        "line 6: enabled must be tru",
        "line 7: it has 7 cells, and",
        "line 8: the pattern is miss",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "must name the columns"),
        ("event,A\n", "no table"),
        ("table,event\n", "no pattern"),
        ("table,pattern,table\n", "table twice"),
        (HEAD + 'event,"A\n', "line 2: this is no CSV"),
        (HEAD + "event," + "x" * 140_000, "line 2: this is no CSV"),
        (HEAD + "event,a\n" * 10_001, "10,001 mappings"),
    ],
)
def test_what_is_no_table_of_mappings_is_refused_as_a_whole(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_csv(text)


@pytest.mark.parametrize("first", ["sep=;\r\n", '"SEP=;"\n', "\ufeffsep=;\n"])
def test_the_separator_that_excel_names_first_is_taken(first: str) -> None:
    """Lines are counted as the file has them."""
    read = read_csv(f"{first}table;pattern\nevent;a,b,c,d\nevent;\n")
    assert [one.entry.pattern for one in read.mappings] == ["a,b,c,d"]
    assert [str(one) for one in read.refusals] == ["line 4: the pattern is missing"]
