"""The checker finds what is wrong with a timetable, whatever planned it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.drones.trucks.checking import check, worth
from citybricks.methods.drones.trucks.plan import Row, Task, written
from citybricks.methods.drones.trucks.problem import Costs, Problem

PLACES = np.array([[0, 0], [100, 0], [200, 0], [100, 80], [250, 60]], dtype=float)
APART = np.hypot(*(PLACES[:, None] - PLACES[None]).transpose(2, 0, 1))
GIVEN = {"truck_s": APART, "flight_s": APART / 2, "launch_s": 5.0, "recovery_s": 3.0}
PROBLEM = Problem(**GIVEN, truck_service_s=10.0, drone_service_s=4.0, drones=2)  # type: ignore[arg-type]
ROUTE = [0, 1, 2, 0]
TASKS = [
    [Task("launch", 3)],
    [Task("serve", 1), Task("recover", 3), Task("launch", 4)],
    [Task("serve", 2), Task("recover", 4)],
    [],
]
PLAN = written(PROBLEM, ROUTE, TASKS)


def codes(rows: list[Row] | tuple[Row, ...], problem: Problem = PROBLEM) -> set[str]:
    """Return the rules that are broken."""
    return {violation.code for violation in check(problem, rows)}


def changed(index: int, **fields: object) -> list[Row]:
    """Return the timetable with one row changed."""
    rows = list(PLAN.rows)
    rows[index] = rows[index]._replace(**fields)  # type: ignore[arg-type]
    return rows


def test_a_plan_that_is_carried_out_as_written_breaks_nothing() -> None:
    assert codes(PLAN.rows) == set()
    assert PLAN.makespan_s == worth(PROBLEM, PLAN.rows)
    assert PLAN.sorties[0][1:4] == (0, 3, 1)


def test_times_are_those_counted_by_hand() -> None:
    flown = 5 + (APART[0, 3] + APART[3, 1]) / 2 + 4
    truck = 5 + 100 + 10
    ready = max(flown, truck) + 3 + 5
    flown = ready + (APART[1, 4] + APART[4, 2]) / 2 + 4
    assert max(flown, ready + 100 + 10) + 3 + 200 == pytest.approx(PLAN.makespan_s)
    assert PLAN.delivered_s[1] == pytest.approx(115)


def test_a_loop_is_allowed_only_where_it_is() -> None:
    tasks = [[Task("launch", 3), Task("recover", 3)], [Task("serve", 1)], [Task("serve", 2)]]
    tasks += [[Task("serve", 4)], []]
    looped = written(PROBLEM, [0, 1, 2, 4, 0], tasks)
    assert codes(looped.rows) == set()
    without = Problem(**GIVEN, truck_service_s=10.0, drone_service_s=4.0, loops=False)  # type: ignore[arg-type]
    assert codes(looped.rows, without) == {"loop"}


def test_limits_that_are_passed_are_found() -> None:
    services = {"truck_service_s": 10.0, "drone_service_s": 4.0, "drones": 2}
    short = Problem(**GIVEN, **services, endurance_s=60.0)  # type: ignore[arg-type]
    assert codes(PLAN.rows, short) == {"endurance"}
    heavy = Problem(**GIVEN, **services, droppable=[True, True, True, False, True])  # type: ignore[arg-type]
    assert codes(PLAN.rows, heavy) == {"droppable"}
    slower = Problem(**(GIVEN | {"truck_s": APART * 2}), **services)  # type: ignore[arg-type]
    assert codes(PLAN.rows, slower) == {"time"}
    none = Problem(**GIVEN, **(services | {"drones": 0}))  # type: ignore[arg-type]
    assert "drones" in codes(PLAN.rows, none)


@settings(max_examples=60, deadline=None)
@given(index=st.integers(0, len(PLAN.rows) - 1), data=st.data())
def test_a_changed_timetable_is_found_out(index: int, data: st.DataObject) -> None:
    row = PLAN.rows[index]
    moved = data.draw(st.sampled_from(["start_s", "end_s", "origin", "destination", "vehicle"]))
    if moved in {"start_s", "end_s"}:
        by = 7.0 if moved == "start_s" else -7.0
        rows = changed(index, **{moved: getattr(row, moved) + by})
    else:
        rows = changed(index, **{moved: getattr(row, moved) + 1})
    assert codes(rows)


@given(index=st.integers(0, len(PLAN.rows) - 1))
def test_a_missing_row_is_found_out(index: int) -> None:
    assert codes([row for z, row in enumerate(PLAN.rows) if z != index])


def test_somebody_served_twice_is_found_out() -> None:
    serve = next(row for row in PLAN.rows if row.kind == "serve" and row.customer == 2)
    assert "once" in codes([*PLAN.rows, serve])


def test_a_drone_is_nowhere_twice() -> None:
    """The other drone's sortie in the first one's lane, begun before that one is back."""
    tasks = [[Task("launch", 3), Task("launch", 4)], [Task("serve", 1), Task("recover", 3)]]
    tasks += [[Task("serve", 2), Task("recover", 4)], []]
    rows = written(PROBLEM, ROUTE, tasks).rows
    assert codes(rows) == set()
    one = [r._replace(vehicle=min(r.vehicle, 1), drone=min(r.drone, 1)) for r in rows]
    assert codes(sorted(one, key=lambda r: (r.vehicle, r.customer, r.start_s))) >= {"twice"}


def test_each_objective_is_read_off_the_timetable() -> None:
    costs = Costs(truck=APART, out=APART * 0.2, back=APART * 0.1, per_s=2.0)
    given_ = GIVEN | {"truck_service_s": 10.0, "drone_service_s": 4.0}
    asked = Problem(**given_, objective="cost", costs=costs)  # type: ignore[arg-type]
    flown = 0.2 * (APART[0, 3] + APART[1, 4]) + 0.1 * (APART[3, 1] + APART[4, 2])
    assert worth(asked, PLAN.rows) == pytest.approx(400 + flown + 2 * PLAN.makespan_s)
    remote = [False, False, False, True, True]
    worst = Problem(**given_, objective="worst", remote=remote)  # type: ignore[arg-type]
    assert worth(worst, PLAN.rows) == pytest.approx(PLAN.delivered_s[4])
    percentile = Problem(**given_, objective="p90", remote=remote)  # type: ignore[arg-type]
    expected = np.percentile(PLAN.delivered_s[3:], 90)
    assert worth(percentile, PLAN.rows) == pytest.approx(expected)
    assert math.isfinite(expected)
