import base64
from typing import Any

import pandas as pd
import pytest

from citybricks import BrickError
from citybricks.bricks.forum_schedule.brick import ForumSchedule, forum_schedule
from citybricks.bricks.forum_schedule.rows import Workbook
from citybricks.bricks.forum_schedule.views import show
from citybricks.faces.example import example_of
from citybricks.types import Table
from citybricks.types.files import XLSX

_told = example_of(forum_schedule)
assert _told is not None
EXAMPLE = _told.inputs


def asked(**changes: Any) -> dict[str, Any]:
    """Return the inputs of the example, with changes."""
    given = forum_schedule.inputs.model_validate({**EXAMPLE, "iterations": 20_000, **changes})
    return {name: getattr(given, name) for name in type(given).model_fields}


def planned(**changes: Any) -> ForumSchedule:
    """Plan the example, with changes."""
    return forum_schedule(**asked(**changes))


def rows(table: str, number: int, **values: Any) -> dict[str, Any]:
    """Return a table of the example with other values in a row."""
    changed = [dict(row) for row in EXAMPLE[table]]
    changed[number] |= values
    return {table: changed}


@pytest.fixture(scope="module")
def outcome() -> ForumSchedule:
    return planned()


def test_every_talk_is_given_once_in_a_room_of_its_track(outcome: ForumSchedule) -> None:
    programme = outcome.programme.frame
    assert sorted(programme["talk"]) == [row["id"] for row in EXAMPLE["talks"]]
    held = programme[["session", "room", "track"]].drop_duplicates()
    assert not held.duplicated(["session", "room"]).any()
    assert not len(outcome.violations)


def test_nobody_speaks_or_listens_in_two_rooms_and_absences_are_kept(
    outcome: ForumSchedule,
) -> None:
    programme = outcome.programme.frame
    people = programme.assign(person=programme["speakers"].str.split(", ")).explode("person")
    there = people[["session", "person", "room"]].drop_duplicates()
    assert not there.duplicated(["session", "person"]).any()
    absent = pd.DataFrame(EXAMPLE["absences"])
    assert not len(people.merge(absent, on=["session", "person"]))


def test_amounts_add_up_to_the_cost_and_no_programme_costs_less_than_the_bound(
    outcome: ForumSchedule,
) -> None:
    assert outcome.amounts.frame["cost"].sum() == outcome.cost == outcome.proof.objective
    assert outcome.proof.lower_bound is not None
    assert outcome.proof.lower_bound <= outcome.cost
    assert outcome.clashes.frame["cost"].sum() >= outcome.cost / 2


def test_hours_are_those_of_the_speakers_clock(outcome: ForumSchedule) -> None:
    hours = outcome.hours.frame.set_index("talk")
    assert set(hours.index) == {row["id"] for row in EXAMPLE["talks"] if row["zone"]}
    adelaide = hours[hours["zone"] == "Australia/Adelaide"].iloc[0]
    assert adelaide["local_start"].endswith("+10:30")  # summer there
    starts = pd.to_datetime(outcome.programme.frame.set_index("talk")["start"], utc=True)
    local = pd.to_datetime(hours["local_start"], utc=True)
    assert (starts.loc[hours.index] >= local).all()


def test_a_room_that_falls_away_moves_its_talks_and_few_others(outcome: ForumSchedule) -> None:
    before = outcome.programme.frame
    published = before[["talk", "session", "room", "timeslot"]].to_dict("records")
    lost = before["room"] == "B"
    rooms = [{**row, "id": row["id"].replace("B", "C")} for row in EXAMPLE["rooms"]]
    unwanted = [row for row in EXAMPLE["unwanted"] if row["other"] != "B"]
    after = planned(rooms=rooms, unwanted=unwanted, published=published)
    moved = set(after.moves.frame["talk"])
    assert moved >= set(before["talk"][lost])
    assert len(moved) <= lost.sum() + 2
    assert after.moved == pytest.approx(100 * len(moved) / len(before))
    told = after.moves.frame.set_index("talk")["en"]
    assert all("B falls away" in told[talk] for talk in before["talk"][lost])


def test_nothing_moves_where_nothing_changed(outcome: ForumSchedule) -> None:
    published = outcome.programme.frame[["talk", "session", "room", "timeslot"]]
    assert not len(planned(published=published.to_dict("records")).moves)


def test_a_workbook_is_planned_as_it_says() -> None:
    from citybricks.bricks.forum_schedule.given import Tables, of_tables, rows_of
    from citybricks.bricks.forum_schedule.rows import Importance, Room, Session, SuitableHours
    from citybricks.bricks.forum_schedule.rows import Talk as TalkRow
    from citybricks.bricks.forum_schedule.rows import Track as TrackRow
    from citybricks.methods.gatherings.programme.reading import Book
    from citybricks.methods.gatherings.programme.writing import book_of

    given = asked()
    tables = Tables(
        rows_of(given["talks"], TalkRow),
        rows_of(given["tracks"], TrackRow),
        rows_of(given["sessions"], Session),
        rows_of(given["rooms"], Room),
    )
    made = of_tables(tables, "Asia/Shanghai", Importance(), SuitableHours())
    zones = tuple(made.starts[0].tzinfo for _ in made.titles)
    content = book_of(Book(made.instance, made.starts, made.ends, zones, made.hours))  # type: ignore[arg-type]
    workbook = Workbook(
        name="forum.xlsx", media_type=XLSX, content=base64.b64encode(content).decode()
    )
    found = forum_schedule(workbook=workbook, iterations=20_000)
    assert found.talks == len(EXAMPLE["talks"])
    assert found.programme.frame["start"].str.endswith("+08:00").all()
    assert not len(found.violations)


@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        (rows("sessions", 1, start="2026-11-18T10:00+08:00"), "sessions.1.start", "overlap"),
        (rows("sessions", 1, start="2026-11-18T11:00"), "sessions.1.start", "no offset"),
        (rows("sessions", 0, end="2026-11-18T08:00+08:00"), "sessions.0.end", "not after"),
        (rows("talks", 3, track="sports"), "talks.3.track", "sports is not known"),
        (rows("talks", 3, zone="Mars"), "talks.3.zone", "Mars is no time zone"),
        (rows("talks", 3, id="T01"), "talks.3.id", "T01 is given twice, first in row 0"),
        (rows("talks", 3, timeslots=4), "talks.3.timeslots", "longest session has 3"),
        (rows("absences", 0, person="S99"), "absences.0.person", "S99 is not known"),
        (rows("unwanted", 0, other="sports"), "unwanted.0.other", "sports is not known"),
        (rows("interests", 0, talk="T99"), "interests.0.talk", "T99 is not known"),
        ({"time_zone": "Beijing"}, "time_zone", "Beijing is no time zone"),
        ({"suitable": {"suits_from_h": 6.0}}, "suitable.suits_from_h", "6.0 h is before 7.0 h"),
        ({"rooms": EXAMPLE["rooms"][:1], "unwanted": None}, "talks", "35 slots"),
        (
            {
                "published": [
                    {"talk": "T06", "session": "Thu am", "room": "A", "timeslot": 1},
                    {"talk": "T01", "session": "Thu am", "room": "A", "timeslot": 2},
                ]
            },
            "published.1.timeslot",
            "T06 and T01 are both in slot 2 of Thu am, A",
        ),
        ({"tracks": None}, "tracks", "is needed"),
    ],
)
def test_a_contradiction_is_refused_with_its_row_and_value(
    changes: dict[str, Any], where: str, said: str
) -> None:
    with pytest.raises(BrickError) as refused:
        planned(**changes)
    assert refused.value.input == where
    assert said in str(refused.value)


def test_talks_that_do_not_fit_as_tracks_divide_them_are_told() -> None:
    rooms = [row for row in EXAMPLE["rooms"] if row["id"] != "B"]  # 14 rooms of sessions, 15 needed
    with pytest.raises(BrickError, match="do not all fit"):
        planned(rooms=rooms, unwanted=None)


def test_tables_beside_a_workbook_and_other_files_are_refused() -> None:
    workbook = Workbook(name="x.xlsx", media_type=XLSX, content="aGVsbG8=")
    with pytest.raises(BrickError, match="give a workbook or tables"):
        forum_schedule(workbook=workbook, rooms=asked()["rooms"])
    with pytest.raises(BrickError, match="no Excel workbook"):
        forum_schedule(workbook=workbook)


def test_the_page_shows_every_talk_in_the_grid_of_its_day(outcome: ForumSchedule) -> None:
    page = show(outcome).html()
    assert "2026-11-18" in page
    assert "2026-11-19" in page
    for row in EXAMPLE["talks"]:
        assert row["title"] in page
    assert "32 talks in 7 sessions and 3 rooms" in page


def test_an_outcome_is_read_again_as_it_was(outcome: ForumSchedule) -> None:
    again = ForumSchedule.model_validate_json(outcome.model_dump_json())
    assert again.programme == outcome.programme
    assert isinstance(again.clashes, Table)
