"""Two ways to compute what trips cost agree, whatever is one-way, turned or tipped."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.routing.arcs.checking import check, cost
from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Instance, Job, Link, Service
from citybricks.methods.routing.arcs.legs import directions, legs_of
from citybricks.methods.routing.arcs.solving import best_directions, solve
from citybricks.methods.routing.stopping import Stop
from tests.methods.routing.arcs.cities import some_trips, towns


def by_legs(instance: Instance, trip: tuple[Service, ...]) -> int:
    legs = legs_of(instance)
    depot = (len(instance.jobs), 0)
    found = [(s.job, directions(instance, s.job).index(s)) for s in trip]
    stops = [depot, *found, depot]
    return sum(int(legs[a, b, k, w]) for (a, k), (b, w) in pairwise(stops))


@settings(max_examples=80, deadline=None)
@given(town=towns(), data=st.data())
def test_legs_cost_what_the_checker_drives(town: Instance, data: st.DataObject) -> None:
    count = len(town.jobs)
    order = data.draw(st.permutations(range(count)))
    ways = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    trips = some_trips(town, order, ways)
    assert check(town, trips) == []
    assert cost(town, trips) == sum(by_legs(town, trip) for trip in trips)


@settings(max_examples=40, deadline=None)
@given(town=towns(), data=st.data())
def test_directions_are_the_best_of_all(town: Instance, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(town.jobs))))
    found = best_directions(town, legs_of(town), order)
    assert [service.job for service in found] == order
    every = product(*(directions(town, job) for job in order))
    assert cost(town, [found]) == min(cost(town, [trip]) for trip in every)


def test_a_truck_drives_round_a_block_when_turning_is_dear() -> None:
    square = tuple(Link(n, (n + 1) % 4, 10) for n in range(4))
    only_there = (Job(0, 1), Job(0, 1, forward=False))
    there_and_back = (Service(0), Service(1, forward=False))
    free = Instance(4, square, only_there, 9)
    assert cost(free, [there_and_back]) == 20
    dear = Instance(4, square, only_there, 9, u_turn=100)
    assert cost(dear, [there_and_back]) == 20 + 100
    assert cost(dear, [(one,) for one in there_and_back]) == 40 + 40
    assert solve(dear, Stop(iterations=2))[1].objective == 80


def test_dead_ends_are_turned_in_without_charge() -> None:
    lane = (Link(0, 1, 5),)
    town = Instance(2, lane, (Job(0, 1),), 9, u_turn=100)
    assert cost(town, [(Service(0),)]) == 10


def test_a_street_that_cannot_be_left_again_is_named() -> None:
    trap = Instance(3, (Link(0, 1, 5), Link(1, 2, 5, one_way=True)), (Job(1, 1),), 9)
    with pytest.raises(ArcsError, match="from 1 to 2 cannot be reached"):
        legs_of(trap)


def test_the_way_home_leads_over_the_better_tipping_site() -> None:
    road = tuple(Link(n, n + 1, 10) for n in range(4))
    town = Instance(5, road, (Job(1, 1),), 9, tips=(0, 4), tip_cost=3)
    assert cost(town, [(Service(0),)]) == 20 + 20 + 3
