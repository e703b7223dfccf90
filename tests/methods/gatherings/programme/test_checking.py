"""The checker finds each rule that is broken, and nothing in programmes that break none."""

from dataclasses import replace

import numpy as np
import pytest

from citybricks.methods.gatherings.programme.checking import check
from citybricks.methods.gatherings.programme.instance import Instance, Schedule
from tests.methods.gatherings.programme.forums import forum


def two_talks() -> Instance:
    """Make up two talks of two slots in a session of three."""
    made = forum(1, talks=2, tracks=2, sessions=2, rooms=2)
    return replace(made, size=np.array([2, 2]), slots=np.array([3, 4]))


def test_a_programme_in_which_all_is_whole_breaks_nothing() -> None:
    instance = two_talks()
    assert check(instance, Schedule.placed(instance, np.array([[0, 0, 1], [1, 1, 0]]))) == ()


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        ([(0, 0, 0)], "missing"),
        ([(0, 0, 0), (0, 0, 1), (0, 0, 2)], "missing"),
        ([(0, 0, 0), (0, 0, 2)], "torn"),
        ([(0, 0, 0), (0, 1, 0)], "torn"),
        ([(0, 0, 2), (0, 0, 3)], "beyond"),
    ],
)
def test_what_is_not_whole_is_found(slots: list[tuple[int, int, int]], code: str) -> None:
    instance = two_talks()
    plan = Schedule.placed(instance, np.array([[-1, -1, -1], [1, 1, 0]]))
    for session, room, slot in slots:
        plan.slots[session, room, slot] = 0
        plan.tracks[session, room] = 0
    assert code in {each.code for each in check(instance, plan)}
    assert {each.submission for each in check(instance, plan)} == {0}


def test_a_talk_in_a_room_of_another_track_is_found() -> None:
    instance = two_talks()
    plan = Schedule.placed(instance, np.array([[0, 0, 0], [1, 1, 0]]))
    plan.tracks[0, 0] = 1
    assert [each.code for each in check(instance, plan)] == ["track"]
