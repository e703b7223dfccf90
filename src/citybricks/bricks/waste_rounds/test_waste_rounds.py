"""What is about to overflow is emptied, the rest waits, and every reason is said."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from citybricks.bricks.waste_rounds.brick import WasteRounds, waste_rounds
from citybricks.views import page_of

INPUTS = json.loads(Path(__file__).with_name("example.json").read_text(encoding="utf-8"))["inputs"]


def planned(**changes: Any) -> WasteRounds:
    return waste_rounds.run({**copy.deepcopy(INPUTS), **changes})


@pytest.fixture(scope="module")
def outcome() -> WasteRounds:
    return planned()


def test_the_plan_holds_and_is_above_its_bound(outcome: WasteRounds) -> None:
    assert outcome.proof.feasible
    assert not len(outcome.violations)
    assert outcome.proof.lower_bound is not None
    assert 0 < outcome.proof.lower_bound <= outcome.proof.objective


def test_every_container_is_either_called_at_or_left_with_a_reason(outcome: WasteRounds) -> None:
    calls, left = outcome.calls.frame, outcome.left.frame
    names = {row["properties"]["id"] for row in INPUTS["containers"]["features"]}
    kerbs = {
        row["properties"]["id"]
        for row in INPUTS["streets"]["features"]
        if "id" in row["properties"]
    }
    called = {place.split()[0] for place in calls["place"]}
    assert called - kerbs | set(left["container"]) == names
    assert not called & set(left["container"])
    assert kerbs <= called
    assert calls["en"].str.contains("chance to overflow by Wednesday|must be collected").all()
    assert calls["zh"].str.contains("周三").all()


def test_what_overflows_surely_is_emptied_and_what_never_does_may_wait(
    outcome: WasteRounds,
) -> None:
    assert (outcome.left.frame["overflow"] < 50).all()
    assert outcome.overflows < outcome.overflows_alone / 5


def test_no_truck_stops_while_it_is_banned(outcome: WasteRounds) -> None:
    work = outcome.timetable.frame
    collecting = work[work["kind"] == "collect"]
    hour = np.mod(collecting[["start_s", "end_s"]].to_numpy() / 3600, 24)
    assert not ((hour[:, 0] < 9) & (hour[:, 1] > 7)).any()


def test_a_container_is_reached_in_its_hours(outcome: WasteRounds) -> None:
    name = INPUTS["access"][0]["container"]
    calls = outcome.calls.frame.set_index("place")
    if name in calls.index:
        assert "09:00" <= calls.loc[name, "time"] <= "12:00"


def test_trips_are_as_long_as_they_are_drawn_and_end_at_a_tip(outcome: WasteRounds) -> None:
    trips = outcome.trips.frame
    drawn = trips.to_crs(trips.estimate_utm_crs()).length / 1000
    assert drawn.to_numpy() == pytest.approx(trips["kilometres"].to_numpy(), rel=0.01, abs=0.05)
    assert trips["kilometres"].sum() == pytest.approx(outcome.length, abs=0.01)
    assert (trips["filled"] <= 100).all()
    assert set(trips["tip"]) <= {"incineration plant", "transfer station"}


def test_fixes_go_on_in_time(outcome: WasteRounds) -> None:
    for _, fixes in outcome.fixes.frame.groupby("who"):
        assert (np.diff(fixes["at_s"]) >= 0).all()


def test_the_same_inputs_give_the_same_plan(outcome: WasteRounds) -> None:
    assert planned().calls == outcome.calls


def test_without_streets_ways_are_straight() -> None:
    features = INPUTS["streets"]["features"]
    assert any("id" in row["properties"] for row in features)
    inputs = {key: value for key, value in copy.deepcopy(INPUTS).items() if key != "streets"}
    outcome = waste_rounds.run({**inputs, "iterations": 50})
    assert outcome.proof.feasible
    assert not outcome.calls.frame["place"].str.startswith("K").any()


@pytest.mark.parametrize(("end", "rule"), [(5.27, "shift"), (5.6, "together")])
def test_a_kerb_that_is_not_collected_in_time_is_explained(end: float, rule: str) -> None:
    yards = copy.deepcopy(INPUTS["yards"])
    for row in yards["features"]:
        row["properties"].pop("opens_h", None)
    truck = {**INPUTS["trucks"][0], "shift_end_h": end}
    outcome = planned(trucks=[truck], yards=yards, access=None, days=1, iterations=50)
    conflicts = outcome.conflicts.frame
    assert len(conflicts)
    assert not outcome.proof.feasible
    assert rule in set(conflicts["code"])
    assert conflicts["en"].str.contains("would do|are needed").all()
    assert conflicts["zh"].str.contains("即可|需").all()


def test_a_container_that_is_shut_all_shift_long_is_explained() -> None:
    name = outcome_name(planned(days=1))
    access = [{"container": name, "opens_h": 20.0, "closes_h": 22.0}]
    conflicts = planned(access=access, days=1, iterations=50).conflicts.frame
    assert conflicts["what"].tolist() == [name]
    assert "20:00 to 22:00" in conflicts["en"].iloc[0]


def outcome_name(outcome: WasteRounds) -> str:
    frame = outcome.calls.frame
    name: str = frame[frame["overflow"] > 50]["place"].iloc[0]
    return name


def test_a_street_may_be_lifted_from_either_side_where_turning_costs_nothing() -> None:
    practice = {"side": "either", "u_turn_s": 0.0}
    either = planned(practice=practice, iterations=100, days=1)
    assert either.proof.feasible


def test_the_page_says_it_in_both_languages(outcome: WasteRounds) -> None:
    assert page_of(waste_rounds, outcome) is not None
