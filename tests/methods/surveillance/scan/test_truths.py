"""What is true of every scan."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from citybricks.methods.surveillance.scan import (
    circles,
    ellipses,
    poisson_scan,
    space_time_permutation,
)


def places(seed: int, count: int = 24) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 10, (count, 2))


def brute(cases: np.ndarray, people: np.ndarray, coordinates: np.ndarray) -> float:
    """The largest ratio over all circles, straight from the definition."""
    total, everybody, best = cases.sum(), people.sum(), 0.0
    for centre in coordinates:
        near = np.hypot(*(coordinates - centre).T)
        for radius in near:
            inside = near <= radius
            if people[inside].sum() > everybody / 2 or cases[inside].sum() < 2:
                continue
            count, usual = cases[inside].sum(), total * people[inside].sum() / everybody
            if count > usual:
                ratio = count * np.log(count / usual)
                if count < total:
                    ratio += (total - count) * np.log((total - count) / (total - usual))
                best = max(best, ratio)
    return best


@given(some.integers(0, 10_000))
def test_the_largest_ratio_is_that_of_the_definition(seed: int) -> None:
    random = np.random.default_rng(seed)
    coordinates, people = places(seed, 12), random.integers(5, 50, 12).astype(float)
    cases = random.poisson(people / 8)
    if cases.sum() < 2:
        return
    found = poisson_scan(cases, people, circles(coordinates, people), replicas=1)
    best = brute(cases, people, coordinates)
    assert (found[0].llr if found else 0.0) == pytest.approx(best, abs=1e-9)


def test_places_at_one_distance_are_in_or_out_together() -> None:
    square = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1.0], [9, 9]])
    zones = circles(square, np.ones(6), most_share=1.0)
    assert np.nonzero(zones.ends[0])[0].tolist() == [0, 4, 5]


def test_no_zone_is_larger_than_allowed() -> None:
    people = np.array([1.0, 2, 3, 10, 1, 1])
    zones = circles(places(3, 6), people, most_share=0.4, most_radius=6.0)
    for order, ends in zip(zones.order, zones.ends, strict=True):
        for length in np.nonzero(ends)[0]:
            assert people[order[: length + 1]].sum() <= 0.4 * people.sum()


def test_the_order_of_places_does_not_matter() -> None:
    random = np.random.default_rng(5)
    coordinates, people = places(5), random.integers(20, 90, 24).astype(float)
    cases = random.poisson(people / 10)
    turn = random.permutation(24)
    here = poisson_scan(cases, people, circles(coordinates, people), replicas=1)
    there = poisson_scan(
        cases[turn], people[turn], circles(coordinates[turn], people[turn]), replicas=1
    )
    assert there[0].llr == pytest.approx(here[0].llr)
    assert {int(turn[member]) for member in there[0].members} == set(here[0].members)


def test_reported_clusters_share_no_place() -> None:
    random = np.random.default_rng(6)
    people = np.full(24, 100.0)
    found = poisson_scan(random.poisson(people / 9), people, circles(places(6), people))
    members = [member for cluster in found for member in cluster.members]
    assert len(members) == len(set(members))
    assert [one.llr for one in found] == sorted((one.llr for one in found), reverse=True)


def test_a_street_is_found_by_an_ellipse_and_not_by_a_circle() -> None:
    x, y = np.meshgrid(np.arange(12.0), np.arange(12.0))
    coordinates, people = np.stack([x.ravel(), y.ravel()], axis=1), np.full(144, 100.0)
    street = (coordinates[:, 1] == 6) & (coordinates[:, 0] > 2) & (coordinates[:, 0] < 9)
    cases = np.where(street, 9, 1)
    found = poisson_scan(
        cases, people, ellipses(coordinates, people, penalty=0.5, angles={1.0: 1, 5.0: 15}),
        replicas=1,
    )  # fmt: skip
    round_ = poisson_scan(cases, people, circles(coordinates, people), replicas=1)
    assert set(np.nonzero(street)[0]) <= set(found[0].members)
    assert len(found[0].members) < len(round_[0].members)


@pytest.mark.parametrize("model", ["poisson", "permutation"])
def test_without_a_cluster_probabilities_are_even(model: str) -> None:
    random = np.random.default_rng(11)
    coordinates, people = places(11, 10), np.full((10, 8), 100.0)
    chances = []
    for seed in range(120):
        cases = random.poisson(people / 40)
        if model == "poisson":
            zones = circles(coordinates, people[:, 0])
            found = poisson_scan(cases, people, zones, most_times=3, replicas=49, seed=seed)
        else:
            zones = circles(coordinates, cases.sum(axis=1))
            found = space_time_permutation(cases, zones, most_times=3, replicas=49, seed=seed)
        chances.append(found[0].p if found else 1.0)
    even = stats.kstest(np.array(chances) - random.uniform(0, 0.02, 120), "uniform")
    assert even.pvalue > 0.001


def test_an_outbreak_of_the_last_days_is_found_where_and_since_when_it_is() -> None:
    random = np.random.default_rng(12)
    coordinates = places(12)
    cases = random.poisson(2.0, (24, 60))
    near = np.argsort(np.hypot(*(coordinates - coordinates[4]).T))[:3]
    cases[np.ix_(near, np.arange(57, 60))] += 6
    found = space_time_permutation(cases, circles(coordinates, cases.sum(axis=1)), seed=1)[0]
    assert (set(found.members), found.days) == (set(near.tolist()), 3)
    assert found.p == 0.001
    assert found.recurrence > 1000


def test_one_case_cannot_cluster() -> None:
    people = np.full(24, 10.0)
    with pytest.raises(ValueError, match=r"1 cases among 240\.0 people"):
        poisson_scan(np.eye(1, 24, dtype=int)[0], people, circles(places(1), people))


def test_the_same_seed_gives_the_same_answer() -> None:
    people = np.full(24, 100.0)
    cases = np.random.default_rng(2).poisson(9, 24)
    zones = circles(places(2), people)
    assert poisson_scan(cases, people, zones, seed=3) == poisson_scan(cases, people, zones, seed=3)
