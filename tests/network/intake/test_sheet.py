"""Tables that are sent in."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from citybricks.network.intake.domain.checking import Problem, RowError, check, list_of, texts_of
from citybricks.network.intake.domain.sheet import MOST_ROWS, Sheet, UnreadableError, read

TABLE = (
    "side,title:en,title:zh-Hans\nneed,Port automation,港口自动化\n\noffer,Waste rounds,垃圾收运\n"
)
ROWS = (
    {"side": "need", "title:en": "Port automation", "title:zh-Hans": "港口自动化"},
    {"side": "offer", "title:en": "Waste rounds", "title:zh-Hans": "垃圾收运"},
)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("gb18030", "GB18030")],
)
def test_a_csv_is_read_in_the_encoding_it_was_written_in(encoding: str, said: str) -> None:
    sheet = read("table.csv", TABLE.encode(encoding))
    assert (sheet.rows, sheet.encoding) == (ROWS, said)
    assert sheet.numbers == (2, 4)


def test_semicolons_and_tabs_separate_too() -> None:
    assert read("table.tsv", TABLE.replace(",", "\t").encode()).rows == ROWS
    assert read("table.csv", TABLE.replace(",", ";").encode()).rows == ROWS


def test_a_workbook_is_read_from_its_first_sheet() -> None:
    book, file = Workbook(), io.BytesIO()
    for line in (list(ROWS[0]), *(list(row.values()) for row in ROWS)):
        book.active.append(line)
    book.save(file)
    assert read("table.xlsx", file.getvalue()).rows == ROWS


def test_json_ld_says_languages_in_its_own_way() -> None:
    graph = [
        {
            "@type": "Demand",
            "title": [
                {"@language": "en", "@value": "Port automation"},
                {"@language": "zh-Hans", "@value": "港口自动化"},
            ],
            "sdg": ["9.1", "11.2"],
        }
    ]
    sheet = read("needs.jsonld", json.dumps({"@context": {}, "@graph": graph}).encode())
    assert texts_of(sheet.rows[0], "title") == {"en": "Port automation", "zh-Hans": "港口自动化"}
    assert list_of(sheet.rows[0], "sdg") == ["9.1", "11.2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("table.pdf", b"%PDF", "no table we read"),
        ("table.csv", b"", "empty"),
        ("table.csv", b"a,b\n", "no rows"),
        ("table.csv", b"a,a\n1,2\n", "called “a”"),
        ("table.csv", b"\xff\x00\x81\x00", "neither UTF-8"),
        ("table.xlsx", b"PK\x03\x04 broken", "no workbook"),
        ("table.json", b"{", "not JSON"),
        ("table.json", b"[1]", "list of objects"),
        ("table.csv", b"a\n" + b"1\n" * (MOST_ROWS + 1), "more than 10,000 rows"),
        ("table.csv", b"a\n" + b"1" * 20_000_001, "20 MB are allowed"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read(name, content)


@given(st.sampled_from(["a.csv", "a.xlsx", "a.jsonld"]), st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(name: str, content: bytes) -> None:
    try:
        sheet = read(name, content)
    except UnreadableError:
        return
    assert all(set(row) <= set(sheet.columns) for row in sheet.rows)


def test_every_row_is_checked_and_problems_name_row_column_and_value() -> None:
    def side(row: dict[str, str]) -> str:
        if row["side"] != "need":
            raise RowError(Problem("side", "not a need"))
        return row["title:en"]

    found = check(read("t.csv", TABLE.encode()), side, lambda name: not name.endswith("Hans"))
    assert found.rows == [(2, "Port automation")]
    assert found.problems == [Problem("side", "not a need", "offer", 4)]
    assert found.ignored == ("title:zh-Hans",)
    assert not found.good


def test_a_table_without_problems_is_good() -> None:
    sheet = Sheet(("a",), ({"a": "1"},), (2,))
    assert check(sheet, lambda row: row["a"], lambda _name: True).good
