"""What organisers give is checked, and kept; what is wrong is said by name."""

from __future__ import annotations

import io
import os
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from citybricks.network.gatherings.programme.domain import workbook
from citybricks.network.gatherings.programme.models import Block, Session, Talk, Track
from tests.network.gatherings.programme.scene import Forum, at

SESSION = {
    "title_en": "Round table", "kind": "roundtable", "day": "2023-11-19", "from_": "09:00",
    "to": "10:30", "minutes": "90", "attendance": "hybrid", "language": "English",
    "interpretations": "zh-Hans audio https://meet.example/zh", "standing": "planned",
}  # fmt: skip


def test_a_session_is_written_with_its_time_and_interpretation(forum: Forum) -> None:
    sent = SESSION | {"chairs": [forum.li.pk], "room": forum.hall.pk}
    assert forum.post("organiser", "programme-session-new", **sent).status_code == 302
    session = Session.objects.get(kind="roundtable")
    assert (session.start, session.end) == (at(9, day=19), at(10, 30, day=19))
    assert session.language == "en"
    assert list(session.chairs.all()) == [forum.li]
    assert session.interpretations.get().url == "https://meet.example/zh"
    page = forum.get("organiser", "programme-session-edit", session.pk).content.decode()
    assert 'value="09:00"' in page
    assert "zh-Hans audio https://meet.example/zh" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"to": "08:00"}, "is not after 09:00"),
        ({"to": ""}, "Give the day and both times"),
        ({"interpretations": "en"}, "Line 1: give a language"),
        ({"interpretations": "en audio javascript:alert(1)"}, "is no address of the web"),
        ({"interpretations": "xx-none audio https://a.example"}, "is no language"),
        ({"interpretations": "en audio https://a.example\nen audio https://b.example"}, "already"),
        ({"language": "Klingonish"}, "is no language"),
        ({"meeting": "no address"}, "valid URL"),
        ({"title_en": "x" * 301}, "at most 300"),
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"kind": "party"}, "not one of the available choices"),
    ],
)
def test_a_session_that_makes_no_sense_is_refused(
    forum: Forum, wrong: dict[str, str], said: str
) -> None:
    response = forum.post("organiser", "programme-session-new", **(SESSION | wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Session.objects.filter(kind="roundtable").exists()


def test_an_hour_that_does_not_exist_or_comes_twice_is_not_passed_over(forum: Forum) -> None:
    forum.gathering.time_zone = "Australia/Adelaide"
    forum.gathering.save()
    block = {"code": "night", "day": "2023-10-01", "from_": "02:30", "to": "05:00"}
    response = forum.post("organiser", "programme-block-new", **block)
    assert response.status_code == 422
    assert "does not exist in Australia/Adelaide" in response.content.decode()
    twice = block | {"day": "2024-04-07"}
    response = forum.post("organiser", "programme-block-new", **twice)
    assert "comes twice in Australia/Adelaide" in response.content.decode()
    assert forum.post("organiser", "programme-block-new", **twice, fold="1").status_code == 302
    made = Block.objects.get(code="night")
    assert (made.end - made.start).total_seconds() == 2.5 * 3600


def test_a_block_takes_along_the_sessions_that_fill_it(forum: Forum) -> None:
    sent = {"code": "m", "day": "2023-11-18", "from_": "10:30", "to": "12:00"}
    forum.post("organiser", "programme-block-edit", forum.morning.pk, **sent)
    forum.grids.refresh_from_db()
    assert (forum.grids.start, forum.grids.end) == (at(10, 30), at(12))


def test_a_code_is_given_once(forum: Forum) -> None:
    sent = {"code": "energy", "name_en": "Again", "mark": "A", "colour": "3"}
    response = forum.post("organiser", "programme-track-new", **sent)
    assert response.status_code == 422
    assert "is taken" in response.content.decode()


def test_texts_keep_the_language_they_were_written_in(forum: Forum) -> None:
    sent = {
        "title_zh": "城市热网", "title_en": "Warm cities", "speakers": [forum.ana.pk, forum.li.pk],
        "minutes": 25, "attendance": "hybrid", "standing": "planned", "session": forum.grids.pk,
    }  # fmt: skip
    assert forum.post("organiser", "programme-talk-edit", forum.heat.pk, **sent).status_code == 302
    forum.heat.refresh_from_db()
    assert forum.heat.title.language == "zh-Hans"
    assert forum.heat.title.shown("en").text == "Warm cities"
    assert [row.speaker for row in forum.heat.speaking.all()] == [forum.li, forum.ana]
    assert forum.heat.session == forum.grids


def test_a_zone_that_is_none_is_refused_with_what_is_near(forum: Forum) -> None:
    sent = {"name_en": "Mia", "attendance": "online", "time_zone": "Asia/Shanghia"}
    response = forum.post("organiser", "programme-speaker-new", **sent)
    assert response.status_code == 422
    assert "Asia/Shanghai" in response.content.decode()


def test_what_belongs_to_another_gathering_cannot_be_chosen(forum: Forum) -> None:
    other = Track.objects.create(
        gathering=_another(forum), code="x", name=forum.energy.name, mark="X"
    )
    sent = {
        "title_en": "X", "minutes": 20, "attendance": "online", "standing": "planned",
        "track": other.pk,
    }  # fmt: skip
    assert forum.post("organiser", "programme-talk-new", **sent).status_code == 422
    assert forum.get("organiser", "programme-track-edit", other.pk).status_code == 404


def _another(forum: Forum) -> Any:
    gathering = forum.gathering
    return type(gathering).objects.create(
        slug="other", first_day=gathering.first_day, last_day=gathering.last_day
    )


def book(**cells: Any) -> bytes:
    """Return a workbook of two talks; cells are given as ``sheet_A1``."""
    made = Workbook()
    rows: dict[str, list[list[Any]]] = {
        "parameters": [["Sessions"], ["Local time zone:", "GMT+8"]],
        "submissions": [
            ["Reference", "Track", "Required Timeslots", "Order", "Time Zone", "Presenters",
             "Attendees", "Sat1", "Sat2", "Aula"],
            ["T1", "Water", 1, 0, "GMT+8", "Kim, Lee", None, 100, None, None],
            ["T2", "Water", 2, 0, "GMT-3", "Rosa", None, None, None, None],
        ],
        "tracks": [["Tracks", "Chairs"], ["Water", "Lee"], ["Waste", None]],
        "sessions": [
            ["Sessions", "Max Number of Timeslots", "Date", "Start Time", "End Time"],
            ["Sat1", 3, datetime(2021, 7, 28), time(9, 30), time(11)],  # noqa: DTZ001 - as in a workbook
            ["Sat2", 3, datetime(2021, 7, 28), time(14), time(15, 30)],  # noqa: DTZ001 - likewise
        ],
        "rooms": [["Rooms"], ["Aula"]],
        "similar tracks": [[None, "Water", "Waste"], ["Water", None, 1], ["Waste", None, None]],
    }  # fmt: skip
    for name, lines in rows.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    for where, value in cells.items():
        name, _, cell = where.rpartition("_")
        made[name][cell] = value
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_a_workbook_is_taken_in_twice_without_doubling_anything(forum: Forum) -> None:
    given = workbook.read(book())
    for _again in range(2):
        taken = workbook.take_in(forum.gathering, given, first=date(2023, 11, 18))
    assert (taken.tracks, taken.blocks, taken.rooms, taken.people, taken.talks) == (2, 2, 1, 3, 2)
    talk = Talk.objects.get(source="workbook:T2")
    assert talk.minutes == 60
    rosa = talk.speakers.get()
    assert (rosa.attendance, rosa.time_zone) == ("online", "Etc/GMT+3")
    block = Block.objects.get(gathering=forum.gathering, code="sat1")
    assert block.start == at(9, 30)
    assert list(Talk.objects.get(source="workbook:T1").refused.all()) == [block]
    water = Track.objects.get(code="water")
    assert water.chair is not None
    assert water.chair.name.text == "Lee"
    assert [one.code for one in water.similar.all()] == ["waste"]
    assert Talk.objects.filter(source__startswith="workbook:").count() == 2


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"submissions_B2": "Wind"}, "Sheet submissions, cell B2: “Wind”"),
        ({"submissions_C2": 1.5}, "cell C2"),
        ({"submissions_E3": "Mars"}, "GMT-12 to GMT+12"),
        ({"submissions_A3": "T1"}, "no other row has"),
        ({"sessions_D2": "dawn"}, "a time such as 09:30"),
        ({"sessions_E2": time(8)}, "end after it begins"),
        ({"sessions_C3": "soon"}, "a day such as"),
        ({"sessions_B2": 0}, "from 1 to 100"),
        ({"rooms_A2": ""}, "cell A2"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    forum: Forum, cells: dict[str, Any], said: str
) -> None:
    before = Talk.objects.count()
    file = io.BytesIO(book(**cells))
    file.name = "forum.xlsx"
    response = forum.post("organiser", "programme-import", file=file)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Talk.objects.count() == before


def test_every_wrong_cell_is_named_at_once() -> None:
    with pytest.raises(workbook.CellsError) as error:
        workbook.read(book(submissions_B2="Wind", submissions_C3="x", sessions_D2="dawn"))
    assert len(error.value.problems) == 3


def test_other_files_are_no_workbook(forum: Forum) -> None:
    file = io.BytesIO(b"no workbook")
    file.name = "forum.xlsx"
    response = forum.post("organiser", "programme-import", file=file)
    assert response.status_code == 422
    assert "no Excel workbook" in response.content.decode()


def test_a_workbook_of_the_library_is_taken_in(forum: Forum) -> None:
    path = Path(os.environ.get("CITYBRICKS_DATA", "")) / "hub" / "cosplib" / "N2OR.xlsx"
    if not path.exists():
        pytest.skip("CITYBRICKS_DATA has no hub/cosplib/N2OR.xlsx")
    rows = load_workbook(path, read_only=True)["submissions"].max_row or 0
    taken = workbook.take_in(
        forum.gathering, workbook.read(path.read_bytes()), first=date(2023, 11, 18)
    )
    assert 0 < taken.talks <= rows - 1
    assert (taken.blocks, taken.rooms, taken.tracks) == (4, 4, 8)
