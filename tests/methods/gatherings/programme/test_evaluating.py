"""What a programme costs: each term by its definition, told again in the plainest way."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.gatherings.programme.evaluating import (
    LOOSE,
    TORN,
    complete,
    consistent,
    evaluate,
    objective,
    units,
)
from citybricks.methods.gatherings.programme.instance import TERMS, Instance, Schedule, Weights
from tests.methods.gatherings.programme.forums import forum, scattered

seeds = st.integers(0, 10_000)


def slots_held(plan: Schedule) -> list[tuple[int, int, int, int]]:
    """List session, room, slot and submission of every slot in use."""
    return [(s, r, t, int(plan.slots[s, r, t])) for s, r, t in np.argwhere(plan.slots >= 0)]


def plainly(instance: Instance, plan: Schedule) -> dict[str, int]:
    """Count again what can be said in a line."""
    cells = [(s, r, int(plan.tracks[s, r])) for s, r in np.argwhere(plan.tracks >= 0)]
    held = slots_held(plan)
    beside = [(a, b) for a, b in combinations(cells, 2) if a[0] == b[0]]
    whole = {(s, r, w) for s, r, _, w in held}
    apart = [(a, b) for a, b in combinations(sorted(whole), 2) if a[0] == b[0] and a[1] != b[1]]
    at_once = [(a, b) for a, b in combinations(held, 2) if a[0] == b[0] and a[2] == b[2]]
    tracks = range(len(instance.tracks))
    runs = {t: sorted({s for s, _, track in cells if track == t}) for t in tracks}
    return {
        "tracks_sessions": sum(instance.tracks_sessions[t, s] for s, _, t in cells),
        "tracks_rooms": sum(instance.tracks_rooms[t, r] for _, r, t in cells),
        "sessions_rooms": sum(instance.sessions_rooms[s, r] for s, r, _ in cells),
        "similar_tracks": sum(instance.similar[a[2], b[2]] for a, b in beside if a[2] != b[2]),
        "rooms_per_track": sum(
            max(0, len({r for _, r, track in cells if track == t}) - 1) for t in tracks
        ),
        "parallel_tracks": len(cells) - len({(s, t) for s, _, t in cells}),
        "consecutive_tracks": sum(
            bool(at) and at != list(range(at[0], at[-1] + 1)) for at in runs.values()
        ),
        "time_zones": sum(instance.time_zones[w, s] for s, _, _, w in held),
        "submissions_sessions": sum(instance.submissions_sessions[w, s] for s, _, _, w in held),
        "submissions_rooms": sum(instance.submissions_rooms[w, r] for _, r, _, w in held),
        "presenters": sum(instance.presenter_conflicts[a[2], b[2]] for a, b in apart),
        "attendees": sum(instance.attendee_conflicts[a[2], b[2]] for a, b in apart),
        "chairs": sum(instance.chair_conflicts[a[2], b[2]] for a, b in beside),
        "presenters_slots": sum(instance.presenter_conflicts[a[3], b[3]] for a, b in at_once),
        "attendees_slots": sum(instance.attendee_conflicts[a[3], b[3]] for a, b in at_once),
    }


@given(seeds, seeds)
@settings(max_examples=60, deadline=None)
def test_each_term_counts_what_its_definition_says(made: int, put: int) -> None:
    instance = forum(made)
    plan = scattered(instance, put)
    counted = units(instance, plan)
    assert {term: counted[term] for term in plainly(instance, plan)} == plainly(instance, plan)


@given(seeds, seeds)
@settings(max_examples=30, deadline=None)
def test_weights_multiply_and_terms_add_up(made: int, put: int) -> None:
    instance = forum(made)
    plan = scattered(instance, put)
    costs, amounts = evaluate(instance, plan), units(instance, plan)
    assert all(costs[term] == instance.weights.of(term) * amounts[term] for term in TERMS)
    assert objective(instance, plan) == sum(costs.values())
    doubled = Weights(*(2 * instance.weights.of(term) for term in TERMS))
    twice = objective(replace(instance, weights=doubled), plan)
    assert twice - costs["torn"] == 2 * (objective(instance, plan) - costs["torn"])


@given(seeds, seeds, st.permutations(range(3)))
@settings(max_examples=30, deadline=None)
def test_rooms_have_no_order_where_no_talk_has(made: int, put: int, order: list[int]) -> None:
    instance = replace(forum(made), order=np.zeros(12, dtype=int))
    plan = scattered(instance, put)
    moved = replace(
        instance,
        tracks_rooms=instance.tracks_rooms[:, order],
        sessions_rooms=instance.sessions_rooms[:, order],
        submissions_rooms=instance.submissions_rooms[:, order],
    )
    assert objective(moved, Schedule(plan.tracks[:, order], plan.slots[:, order])) == objective(
        instance, plan
    )


def test_order_counts_places_in_the_track_and_pairs_at_one_time() -> None:
    instance = replace(
        forum(1, talks=3, tracks=1, sessions=2, rooms=2),
        size=np.array([1, 1, 1]),
        order=np.array([2, 1, 0]),
        slots=np.array([2, 2]),
    )
    one_after_the_other = Schedule.placed(instance, np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]]))
    assert units(instance, one_after_the_other)["order"] == 0
    exchanged = Schedule.placed(instance, np.array([[0, 0, 0], [0, 0, 1], [1, 0, 0]]))
    assert units(instance, exchanged)["order"] == 2
    beside = Schedule.placed(instance, np.array([[0, 1, 0], [0, 0, 0], [1, 0, 0]]))
    assert units(instance, beside)["order"] == 1


@pytest.mark.parametrize(
    ("places", "cost"),
    [
        ([0, 0, 0], 0),
        ([-1, -1, -1], LOOSE),
    ],
)
def test_a_long_talk_that_is_missing_costs_more_than_all_else(places: list[int], cost: int) -> None:
    instance = replace(
        forum(1, talks=1, tracks=1, sessions=2, rooms=2),
        size=np.array([2]),
        slots=np.array([4, 4]),
    )
    assert evaluate(instance, Schedule.placed(instance, np.array([places])))["torn"] == cost


def test_a_talk_in_two_sessions_is_torn_and_one_with_a_gap_is_loose() -> None:
    instance = replace(
        forum(1, talks=1, tracks=1, sessions=2, rooms=1), size=np.array([2]), slots=np.array([4, 4])
    )
    torn = Schedule.empty(instance)
    torn.tracks[:] = 0
    torn.slots[0, 0, 1] = torn.slots[1, 0, 2] = 0
    assert evaluate(instance, torn)["torn"] == 2 * TORN
    loose = Schedule.empty(instance)
    loose.tracks[0, 0] = 0
    loose.slots[0, 0, 0] = loose.slots[0, 0, 3] = 0
    assert evaluate(instance, loose)["torn"] == LOOSE


@given(seeds, seeds)
@settings(max_examples=20, deadline=None)
def test_a_programme_is_complete_when_every_talk_is_in_it(made: int, put: int) -> None:
    instance = forum(made)
    plan = scattered(instance, put)
    missing = set(range(len(instance.size))) - {who for *_, who in slots_held(plan)}
    assert complete(instance, plan) == (not missing)
    assert consistent(instance, plan)


def test_a_room_of_another_track_is_not_consistent() -> None:
    instance = forum(3)
    plan = scattered(instance, 3)
    session, room = np.argwhere(plan.tracks >= 0)[0]
    plan.tracks[session, room] = (plan.tracks[session, room] + 1) % len(instance.tracks)
    assert not consistent(instance, plan)


def test_a_chair_who_speaks_in_another_track_is_in_conflict_with_all_of_its_own() -> None:
    instance = replace(
        forum(1, talks=3, tracks=2),
        track_of=np.array([0, 1, 0]),
        presenters=(frozenset("X"), frozenset("Y"), frozenset()),
        attendees=(frozenset(), frozenset(), frozenset("Y")),
        chairs=(frozenset("Y"), frozenset()),
    )
    assert np.argwhere(np.triu(instance.presenter_conflicts)).tolist() == [[0, 1], [1, 2]]
    assert np.argwhere(np.triu(instance.attendee_conflicts)).tolist() == [[1, 2]]
