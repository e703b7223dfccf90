"""A roll is read in three encodings; every error is found, and nothing else; nothing is lost."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from citybricks.network.intake.domain.encoding import decoded
from citybricks.services.voting.roll.domain import reading
from citybricks.services.voting.roll.domain.checking import Person, Rules, Sorted, check
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.reading import NoRollError, read
from citybricks.services.voting.roll.domain.reasons import REASONS, fault_of
from tests.services.voting.roll.planted import EACH, HEADING, PLANTED, roll

LABELS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "gb18030": "GB18030", "cp932": "Shift_JIS"}


def found_in(text: str, **rules: object) -> Sorted:
    """Check a roll written as CSV."""
    return check(read("roll.csv", text.encode()).rows, Rules(**rules))  # type: ignore[arg-type]


def codes(text: str, **rules: object) -> list[str]:
    """Return what is wrong with the rows of a roll."""
    return [fault.code for one in found_in(text, **rules).rejected for fault in one.faults]


@pytest.mark.parametrize("encoding", LABELS)
def test_of_ten_thousand_rows_the_fifty_wrong_ones_are_found_and_no_other(encoding: str) -> None:
    content, planted = roll(encoding)
    table = read("roll.csv", content)
    found = check(table.rows, Rules())
    assert table.encoding == LABELS[encoding]
    assert len(planted) == EACH * len(PLANTED) == 50
    assert {one.row.number: [each.code for each in one.faults] for one in found.rejected} == {
        number: [kind] for number, kind in planted.items()
    }
    assert len(found.people) + len(found.rejected) == 10_000


@pytest.mark.parametrize("encoding", LABELS)
def test_names_are_read_as_they_were_written(encoding: str) -> None:
    same, _planted = roll("utf-8", rows=400)
    other, _planted = roll(encoding, rows=400)
    people = [check(read("roll.csv", one).rows, Rules()).people for one in (same, other)]
    assert people[0] == people[1]
    assert any("さくら" in person.name for _row, person in people[0])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("voter_id,name\n1,田中太郎\n2,山田花子\n", "shift_jis"),
        ("voter_id,name\n1,王秀英\n2,李伟\n", "gb18030"),
        ("voter_id,name,district\n1,ﾀﾅｶ ﾀﾛｳ,つくば市\n", "shift_jis"),
        ("voter_id,name\n1,㐀䶵𠀀王\n2,张敏\n", "gb18030"),
    ],
)
def test_a_few_names_are_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).text == text


def test_an_encoding_that_is_named_is_believed() -> None:
    content = "voter_id,name\n1,ﾀﾅｶ\n".encode("shift_jis")
    assert read("roll.csv", content, "shift_jis").rows[0].cells["name"] == "ﾀﾅｶ"


def test_bytes_that_are_no_text_are_refused_with_the_encodings_that_are_read() -> None:
    with pytest.raises(NoRollError, match="Shift_JIS") as refused:
        read("roll.csv", b"voter_id\n\xff\xff\xff\n")
    assert "文本编码" in refused.value.zh


def test_every_reason_is_told_in_chinese_and_english() -> None:
    for one in found_in('voter_id,email,weight\n,x,0\n1,"a,,\n2,,,,9\n').rejected:
        for fault in one.faults:
            assert fault.en != fault.zh
            assert "{" not in fault.en + fault.zh
            assert fault_of(fault.document()) == fault
    assert all(len(pair) == 2 and all(pair) for pair in REASONS.values())


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    wrong = codes("voter_id,email,lang,weight,channel\n1,x,xx,x,x\n")
    assert sorted(wrong) == ["channel", "email", "lang", "weight"]


def test_a_number_is_the_same_however_it_is_written() -> None:
    assert folded("Ｔ００１") == folded(" t001 ")
    assert codes("voter_id\nT001\nＴ００１\n") == ["twice"]
    assert codes("voter_id\nSTRASSE\nStraße\n") == ["twice"]


def test_who_is_on_the_roll_is_not_taken_twice() -> None:
    on_roll = {"keys": frozenset({"a1"}), "addresses": frozenset({"a@city.example"})}
    assert codes("voter_id,email\nA1,\nA2,A@City.Example\n", **on_roll) == [
        "on roll",
        "email on roll",
    ]


def test_weights_are_refused_where_every_vote_counts_once() -> None:
    assert codes("voter_id,weight\n1,3\n2,1\n", weighted=False) == ["unweighted"]


def test_what_is_left_out_has_its_usual_value() -> None:
    [(_row, person)] = found_in("voter_id\n A 1 \n", lang="zh").people
    assert person == Person("A 1", lang="zh", weight=1, channel="both")


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    found = found_in('voter_id,name\n1,"Ito\n2,Sato\n3,Kato\n')
    assert [person.voter_id for _row, person in found.people] == ["2", "3"]
    assert found.rejected[0].row.cells == {"voter_id": '1,"Ito'}


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    found = found_in("\nvoter_id,weight\n\n1,\n,,\n2,x\n")
    assert [one.row.number for one in found.rejected] == [6]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("roll.pdf", b"x", "kind"),
        ("roll.csv", b"  \n", "empty"),
        ("roll.csv", b"voter_id,name\n", "empty"),
        ("roll.csv", b"name,email\nIto,\n", "column"),
        ("roll.csv", b"voter_id,VOTER_ID\n1,2\n", "twice"),
        ("roll.xlsx", b"no workbook", "workbook"),
    ],
)
def test_a_file_that_is_no_roll_is_refused_with_the_reason(
    name: str, content: bytes, code: str
) -> None:
    with pytest.raises(NoRollError) as refused:
        read(name, content)
    assert refused.value.code == code


def test_more_than_a_roll_can_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    with pytest.raises(NoRollError, match="3 rows"):
        read("roll.csv", b"voter_id\n1\n2\n3\n")


def test_a_workbook_is_read_as_the_same_table_would_be() -> None:
    book = Workbook()
    book.active.append(["voter_id", "name", "weight", "note"])
    book.active.append(["T1", "佐藤", 2, "x"])
    book.active.append(["T2", "鈴木", 0, ""])
    content = io.BytesIO()
    book.save(content)
    table = read("roll.xlsx", content.getvalue())
    found = check(table.rows, Rules())
    assert table.ignored == ("note",)
    assert found.people == [(2, Person("T1", name="佐藤", weight=2))]
    assert [fault.code for one in found.rejected for fault in one.faults] == ["weight"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read("roll.csv", b"voter_id,name,email\n" + content)
    except NoRollError:
        return
    found = check(table.rows, Rules())
    assert len(found.people) + len(found.rejected) == len(table.rows)


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=12))
def test_no_row_is_lost(rows: list[list[str]]) -> None:
    lines = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows]
    whole = [line for line in lines if not set(line) & set("\r\n")]
    text = "\n".join([",".join(HEADING), *whole, "last"])
    table = read("roll.csv", text.encode("utf-8", "replace"))
    found = check(table.rows, Rules())
    numbers = [row for row, _person in found.people] + [one.row.number for one in found.rejected]
    named = [at for at, line in enumerate(whole, 2) if any(c not in '", \t' for c in line)]
    assert set(named) <= set(numbers) | _empty(whole)
    assert len(numbers) == len(set(numbers)) == len(table.rows)


def _empty(lines: list[str]) -> set[int]:
    """Return the numbers of lines that hold only spaces of some script."""
    return {
        at for at, line in enumerate(lines, 2) if not line.replace('"', "").replace(",", "").strip()
    }
