import numpy as np
import pytest

from citybricks.methods.gatherings.meetings.measuring import gini, measure
from citybricks.methods.gatherings.meetings.solving import finished
from tests.methods.gatherings.meetings.fairs import fair


def test_equal_shares_have_a_gini_of_nought_and_one_who_has_all_nearly_one() -> None:
    assert gini(np.array([0.5, 0.5, 0.5])) == pytest.approx(0)
    assert gini(np.array([0.0] * 9 + [1.0])) == pytest.approx(0.9)
    assert gini(np.zeros(3)) == 0


def test_waits_are_free_slots_between_meetings_and_no_others() -> None:
    problem = fair(["11111", "10111", "11111"], [(0, 1), (0, 2), (1, 2)], seated=[True] * 3)
    plan = finished(problem, np.array([0, 3, 4], np.int32))
    found = measure(problem, plan)
    assert found.waits == 2 + 2 + 0  # 0 waits at 1 and 2, 1 at 2 and 3 as it is away at 1
    assert (found.meetings, found.covered, found.asked) == (3, 3, 3)
    assert found.tables == (1, 0, 0, 1, 1)
