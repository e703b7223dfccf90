"""Searching: costs are kept up as the evaluator counts them, and small forums are solved."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from citybricks.methods.gatherings.programme.checking import check
from citybricks.methods.gatherings.programme.evaluating import complete, objective
from citybricks.methods.gatherings.programme.improving import Best, Cooling, anneal, draws
from citybricks.methods.gatherings.programme.instance import Instance, Schedule
from citybricks.methods.gatherings.programme.moves import log_of
from citybricks.methods.gatherings.programme.replanning import replan, share_moved, standing
from citybricks.methods.gatherings.programme.solving import solve
from citybricks.methods.gatherings.programme.starting import CannotFitError, start
from citybricks.methods.gatherings.programme.state import (
    schedule_of,
)
from citybricks.methods.gatherings.programme.task import (
    task_of,
)
from citybricks.methods.gatherings.programme.tracks import bound
from tests.methods.gatherings.programme.forums import forum, scattered


def best_of_all(instance: Instance) -> int:
    """Try every cell for every talk, in every order that matters: for talks of one slot."""
    _, _, sessions, rooms = instance.shape
    cells = list(product(range(sessions), range(rooms)))
    least = 2**60
    for chosen in product(cells, repeat=len(instance.submissions)):
        used: dict[tuple[int, int], int] = {}
        tracks: dict[tuple[int, int], int] = {}
        places = []
        for who, cell in enumerate(chosen):
            if tracks.setdefault(cell, int(instance.track_of[who])) != instance.track_of[who]:
                break
            places.append((*cell, used.get(cell, 0)))
            used[cell] = used.get(cell, 0) + 1
            if used[cell] > instance.slots[cell[0]]:
                break
        else:
            plan = Schedule.placed(instance, np.array(places))
            least = min(least, objective(instance, plan))
    return least


@pytest.mark.parametrize("seed", range(4))
def test_what_a_programme_costs_is_kept_up_change_by_change(seed: int) -> None:
    instance = forum(seed, talks=14, sessions=5, rooms=4)
    task = task_of(instance)
    state, log, draw = start(task, seed), log_of(task), draws(seed)
    never = Best(state.placed.copy(), np.array([-1]))
    for heat in (30.0, 3.0, 1.0):
        cooling = Cooling(heat, heat, 50.0, 400)
        anneal(task, state, log, draw, cooling, never, np.zeros(100))
        if state.cost[1] == 0:
            plan = schedule_of(instance, state.placed)
            assert complete(instance, plan)
            assert state.cost[0] == objective(instance, plan)
            assert not check(instance, plan)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_a_small_forum_is_solved_to_the_optimum_and_no_bound_is_above_it(seed: int) -> None:
    made = forum(
        seed, talks=5, tracks=2, sessions=2, rooms=2, presenters_slots=0, attendees_slots=0
    )
    instance = replace(made, size=np.ones(5, dtype=int), order=np.zeros(5, dtype=int))
    instance = replace(instance, slots=np.array([2, 3]))
    best = best_of_all(instance)
    assert solve(instance, iterations=5_000).cost == best
    assert bound(instance) <= bound(instance, 50) <= best


@pytest.mark.long
def test_the_same_seed_gives_the_same_programme_and_its_search_is_told() -> None:
    told: list[float] = []
    one, other = (solve(forum(7), iterations=30_000, seed=3, report=told.append) for _ in range(2))
    assert np.array_equal(one.schedule.slots, other.schedule.slots)
    assert told[-1] == 1
    assert told[: len(told) // 2] == sorted(told[: len(told) // 2])


def test_who_is_told_may_end_the_search() -> None:
    def enough(_: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        solve(forum(7), iterations=1_000, report=enough)


def test_tracks_that_cannot_share_rooms_do_not_fit() -> None:
    made = forum(1, talks=2, tracks=2, sessions=2, rooms=1)
    instance = replace(made, size=np.array([1, 3]), slots=np.array([2, 2]))
    with pytest.raises(CannotFitError):
        solve(instance, iterations=1_000)


@pytest.mark.long
def test_a_tight_forum_is_filled_to_the_last_slot() -> None:
    made = forum(1, talks=8, tracks=3, sessions=2, rooms=2)
    instance = replace(
        made,
        track_of=np.array([0, 0, 0, 1, 1, 2, 2, 2]),
        size=np.array([1, 1, 1, 1, 1, 2, 1, 1]),
        slots=np.array([2, 3]),
    )
    tight = replace(instance, size=np.array([1, 1, 1, 1, 1, 2, 1, 2]))
    found = solve(tight, iterations=20_000)
    assert tight.size.sum() == 2 * tight.slots.sum()
    assert not check(tight, found.schedule)


def without_room(instance: Instance, room: int) -> Instance:
    """Take a room away."""
    kept = [at for at in range(len(instance.rooms)) if at != room]
    return replace(
        instance,
        rooms=tuple(instance.rooms[at] for at in kept),
        tracks_rooms=instance.tracks_rooms[:, kept],
        sessions_rooms=instance.sessions_rooms[:, kept],
        submissions_rooms=instance.submissions_rooms[:, kept],
    )


@pytest.mark.long
def test_talks_stay_where_they_are_when_a_room_falls_away() -> None:
    instance = forum(5, talks=16, tracks=3, sessions=5, rooms=4)
    before = solve(instance, iterations=20_000).schedule.places(16)
    lost = before.copy()
    gone = before[:, 1] == 3
    lost[gone] = -1
    found = replan(without_room(instance, 3), lost, iterations=20_000)
    assert not check(without_room(instance, 3), found.schedule)
    assert share_moved(instance, found.schedule, lost) == 0 or gone.sum() > 0
    assert share_moved(instance, found.schedule, before) <= gone.mean() + 2 / 16


@pytest.mark.long
def test_a_track_that_lost_all_its_rooms_gets_one_of_a_track_with_several() -> None:
    made = forum(1, talks=3, tracks=2, sessions=2, rooms=1)
    instance = replace(
        made, track_of=np.array([0, 0, 1]), size=np.ones(3, dtype=int), slots=np.array([2, 2])
    )
    published = np.array([[0, 0, 0], [1, 0, 0], [-1, -1, -1]])
    found = replan(instance, published, iterations=2_000)
    assert not check(instance, found.schedule)
    assert share_moved(instance, found.schedule, published) == 0.5


def test_nothing_moves_when_nothing_falls_away() -> None:
    instance = forum(6, talks=16, tracks=3, sessions=5, rooms=4)
    before = scattered(instance, 1).places(16)
    if (before < 0).any():
        pytest.skip("this forum is not whole")
    found = replan(instance, before, iterations=5_000, moved=100_000)
    assert share_moved(instance, found.schedule, before) == 0


def test_of_two_tracks_in_a_room_the_longer_one_stands() -> None:
    instance = replace(
        forum(1, talks=3, tracks=2, sessions=1, rooms=1),
        track_of=np.array([0, 1, 1]),
        size=np.array([1, 1, 1]),
        slots=np.array([3]),
    )
    places = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 2]])
    assert standing(instance, places).tolist() == [[-1, -1, -1], [0, 0, 1], [0, 0, 2]]
