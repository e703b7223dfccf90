"""What is looked at every morning: arrays in, findings out."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.services.schoolhealth.signals.domain.levels import clusters, small
from citybricks.services.schoolhealth.signals.domain.levels.finding import emerged, rejected
from citybricks.services.schoolhealth.signals.domain.levels.panel import Panel, newly

MONDAY = date(2026, 11, 2)


def frame(rows: list[tuple[int, str, str, str, int]]) -> pd.DataFrame:
    """Return counts: day after Monday, school, class, syndrome, ill."""
    return pd.DataFrame(
        [
            {
                "day": MONDAY + timedelta(days=day),
                "school": school,
                "class": name,
                "syndrome": syndrome,
                "diagnosis": "",
                "ill": ill,
                "enrolled": 30,
            }
            for day, school, name, syndrome, ill in rows
        ]
    )


def test_what_was_not_reported_is_not_zero() -> None:
    rows = [(0, "s", "a", "", 0), (0, "s", "b", "fever", 2), (1, "s", "a", "fever", 1)]
    panel = Panel.of(frame(rows), ("fever", "rash"))
    assert panel.classes == ("a", "b")
    assert np.array_equal(panel.ill["fever"], [[0, 1], [2, np.nan]], equal_nan=True)
    assert np.array_equal(panel.by_school(panel.ill["fever"]), [[2, 1]])
    assert panel.coverage().tolist() == [1.0, 0.5]


def test_a_panel_from_a_day_on_is_the_panel_of_the_counts_from_that_day_on() -> None:
    rows = [(0, "s", "old", "fever", 1), (1, "s", "a", "fever", 2), (2, "s", "a", "", 0)]
    whole = Panel.of(frame(rows), ("fever",))
    part = Panel.of(frame(rows[1:]), ("fever",))
    assert whole.since(MONDAY + timedelta(days=1)).digest == part.digest != whole.digest


def test_new_cases_are_rises_between_reports_also_over_days_without_one() -> None:
    rows = [(0, "s", "a", "fever", 2), (2, "s", "a", "fever", 5), (3, "s", "a", "fever", 4)]
    rows += [(1, "s", "b", "", 0), (3, "s", "b", "fever", 1)]
    panel = Panel.of(frame(rows), ("fever",))
    assert newly(panel, panel.ill["fever"]).tolist() == [[2, 0, 3, 1]]


def test_an_emergence_is_the_first_day_of_the_last_unbroken_stretch() -> None:
    days = [MONDAY + timedelta(days=at) for at in range(6)]
    counts = np.array([5, 0, 3, np.nan, 4, 6], dtype=float)
    assert emerged(counts, 1.0, days) == days[2]
    assert emerged(counts, 3.5, days) == days[4]


def test_benjamini_and_hochberg_reject_as_in_their_paper() -> None:
    """The fifteen p-values of their table: four are rejected at q = .05."""
    p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
         .6528, .7590, 1.0]  # fmt: skip
    assert rejected(p, 0.05) == [True] * 4 + [False] * 11
    assert rejected(p[::-1], 0.05) == [False] * 11 + [True] * 4


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0.01, 0.5))
def test_who_is_rejected_has_no_larger_p_than_who_is_not(p: list[float], q: float) -> None:
    kept = rejected(p, q)
    highest = max((one for one, yes in zip(p, kept, strict=True) if yes), default=-1.0)
    assert all(one > highest or yes for one, yes in zip(p, kept, strict=True))


@pytest.mark.parametrize("number", [float("inf"), 1e300, float("nan")])
def test_impossible_counts_end_no_process(number: float) -> None:
    rows = [(day, "s", "a", "", 0) for day in range(30)]
    table = frame(rows).astype({"ill": float})
    table.loc[29, ["syndrome", "ill"]] = ["fever", number]
    panel = Panel.of(table, ("fever",))
    last = MONDAY + timedelta(days=29)
    assert not any(one.alarm for one in small.look(panel, last, small.settings("class")).findings)


def test_schools_that_fall_ill_beside_each_other_are_a_cluster() -> None:
    places = {f"s{at}": [140.0 + at / 50, 36.0 + (at % 3) / 50] for at in range(9)}
    rows = []
    for day in range(28):
        for at, school in enumerate(places):
            late = day >= 25 and at < 2
            ill = (day - 24) * 5 if late else int((day + at) % 5 == 0)
            rows.append((day, school, f"{school}a", "gastrointestinal", ill))
    panel = Panel.of(frame(rows), ("gastrointestinal",))
    settings = {"places": places, "window": 7, "replicas": 199, "seed": 1, "recurrence": 91}
    (found,) = clusters.look(panel, MONDAY + timedelta(days=27), settings).findings
    assert set(found.unit.members) == {"s0", "s1"}
    assert found.emerged_on == MONDAY + timedelta(days=25)
