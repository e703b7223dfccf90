"""The bound of tracks in sessions: below every programme, and as high as what it counts alone."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.gatherings.programme.evaluating import complete, objective
from citybricks.methods.gatherings.programme.instance import TERMS, Weights
from citybricks.methods.gatherings.programme.tracks import bound
from tests.methods.gatherings.programme.forums import forum, scattered

seeds = st.integers(0, 10_000)


@given(seeds, seeds, st.sampled_from([0, 2]))
@settings(max_examples=12, deadline=None)
def test_no_programme_costs_less_than_the_bound(made: int, put: int, nodes: int) -> None:
    instance = forum(made)
    plan = scattered(instance, put)
    if complete(instance, plan):
        assert bound(instance, nodes) <= objective(instance, plan)


def test_nothing_unwanted_is_bounded_by_nothing() -> None:
    instance = replace(forum(1), weights=Weights(*(0 for _ in TERMS)))
    assert bound(instance) == 0


def test_what_every_session_costs_is_in_the_bound() -> None:
    instance = forum(4)
    nothing = replace(instance, weights=Weights(**dict.fromkeys(TERMS, 0) | {"time_zones": 3}))
    always = replace(nothing, time_zones=np.full_like(instance.time_zones, 2))
    assert bound(always) == 3 * 2 * instance.size.sum()


def test_rooms_that_are_alike_are_one_kind() -> None:
    alike = forum(2, rooms=3)
    same = np.zeros_like(alike.tracks_rooms)
    plain = replace(alike, tracks_rooms=same, sessions_rooms=0 * alike.sessions_rooms)
    more = replace(
        plain,
        rooms=("R0", "R1", "R2", "R3"),
        tracks_rooms=np.zeros((3, 4), dtype=int),
        sessions_rooms=np.zeros((4, 4), dtype=int),
        submissions_rooms=np.pad(plain.submissions_rooms, ((0, 0), (0, 1)), mode="edge"),
    )
    assert bound(more) <= bound(plain)
