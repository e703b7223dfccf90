"""Policies empty containers by the same roads, and see the same waste."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.waste.policies.comparing import Setting, best_threshold, settle
from citybricks.methods.waste.policies.deciding import Threshold, weekly
from citybricks.methods.waste.policies.routing import Ways
from citybricks.methods.waste.policies.simulating import simulate
from citybricks.methods.waste.policies.towns import begin, world
from citybricks.methods.waste.policies.world import Floats, World
from citybricks.methods.waste.policies.worth import worth


@pytest.fixture(scope="module")
def town() -> World:
    return world(0, containers=25, days=84 + 21)


@pytest.fixture(scope="module")
def setting(town: World) -> Setting:
    return settle(town, begin(town))


def test_an_early_visit_is_wasted_in_part_and_a_late_one_risks_an_overflow() -> None:
    overflow, fill = np.array([[0.0, 0.2, 0.9]]), np.array([[0.5, 0.7, 0.95]])
    weighed = worth(overflow, fill, overflow_cost=100.0, visit_cost=10.0)
    assert weighed.left[0] == pytest.approx(90 + 9.5)
    assert weighed.emptied[0].tolist() == pytest.approx([4.5, 2.5, 20.0])
    assert weighed.saved[0].argmax() == 1


def test_the_waste_of_a_town_does_not_depend_on_what_is_done(town: World) -> None:
    assert np.array_equal(town.thrown_l, world(0, containers=25, days=84 + 21).thrown_l)
    assert not np.array_equal(town.thrown_l, replace(world(1, 25, 84 + 21)).thrown_l)


def test_what_is_thrown_in_is_collected_or_still_there(setting: Setting) -> None:
    of = setting.world
    held: list[Floats] = []

    class Watched:
        def decide(self, world: World, day: int, fill: Floats, readings: Floats) -> object:
            held.append(fill.copy())
            return Threshold(setting.ways, 60.0).decide(world, day, fill, readings)

    year = simulate(of, Watched(), setting.start)  # type: ignore[arg-type]
    left = setting.start.sum() + of.thrown_l.sum() - year.litres
    assert 0 <= left <= of.thrown_l[-12:].sum() + of.capacity_l.sum()
    assert len(held) == of.days


def test_every_due_container_is_driven_to_once(town: World) -> None:
    ways, due, litres = Ways.of(town), np.arange(0, 25, 2), np.full(25, 900.0)
    trips = ways.order(due, litres, moves=2_000)
    assert sorted(np.concatenate(trips).tolist()) == due.tolist()
    assert ways.drive(trips, litres).metres <= ways.drive([due], litres).metres + 1e-6


def test_no_trip_is_planned_fuller_than_the_truck(town: World) -> None:
    ways, litres = Ways.of(town), np.full(25, 0.3 * town.fleet.capacity_l)
    trips = ways.order(np.arange(25), litres, moves=2_000)
    assert max(len(trip) for trip in trips) <= 3


def test_a_full_truck_tips_before_it_goes_on(town: World) -> None:
    ways, due = Ways.of(town), np.arange(6)
    light = ways.drive([due], np.full(25, 100.0))
    heavy = ways.drive([due], np.full(25, 0.9 * town.fleet.capacity_l))
    assert heavy.seconds >= light.seconds + 5 * town.fleet.tip_s


def test_what_is_worth_nothing_is_left_alone(town: World) -> None:
    ways = Ways.of(town)
    lost = np.zeros((3, 25))
    planned = ways.plan([[], []], np.full((2, 25), 500.0), lost, 2_000, 8.0, 1)
    assert planned == [[], []]


def test_a_planned_day_costs_what_is_driven(town: World) -> None:
    ways, litres = Ways.of(town), np.full(25, 2_000.0)
    lost = np.zeros((3, 25))
    lost[2] = 1e4
    days = ways.plan([[], []], np.stack([litres, litres]), lost, 20_000, 8.0, 1)
    assert sorted(np.concatenate([trip for day in days for trip in day]).tolist()) == list(
        range(25)
    )
    for day in days:
        done = ways.drive(day, litres)
        assert done.seconds <= town.fleet.shift_s
        assert done.emptied == tuple(np.concatenate([*day, np.empty(0, int)]).tolist())


def test_a_weekly_plan_comes_more_often_to_what_fills_faster(town: World) -> None:
    plan = weekly(town, town.thrown_l)
    due = [trip for day in plan.rounds for trip in day]
    visits = np.bincount(np.concatenate(due), minlength=25)
    days = town.capacity_l / town.thrown_l.mean(axis=0)
    assert visits.min() >= 1
    assert visits[days.argmin()] > visits[days.argmax()]


def test_choosing_drives_less_for_a_litre_than_the_plan_and_the_threshold_and_serves_as_well(
    setting: Setting,
) -> None:
    plan = setting.year(setting.plan)
    _, threshold = best_threshold(setting, plan.service, (50.0, 60.0))
    chosen = setting.year(setting.selecting(moves=30_000))
    assert chosen.service >= min(plan.service, 99.5)
    assert chosen.kilometres / chosen.litres < 0.92 * plan.kilometres / plan.litres
    assert chosen.kilometres / chosen.litres < 0.95 * threshold.kilometres / threshold.litres


def test_the_same_seed_gives_the_same_year(setting: Setting) -> None:
    years = [setting.year(setting.selecting(moves=1_000, senses=False)) for _ in range(2)]
    assert np.array_equal(years[0].metres, years[1].metres)
