"""The votes of Tsukuba of 2022 and 2024, as far as they were published."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from citybricks.methods.ballot.counting import plurality, score

MASCOTS = (452, 443, 418, 193)
"""Captain Fukkun, Speefy, Narorin, Smaporanger (https://tsukuba2022.onlinevoting.jp/?p=28)."""
GRADES = range(0, 101, 10)
PUBLISHED = {100: 219, 90: 101, 80: 160, 70: 133, 0: 119}
"""Five largest counts of eleven, in this order: 100, 80, 70, 0, 90 (Mainichi, 2024-11-12)."""
VOTES = 1_048
FULL = 20_394_000
"""What a mean of 100 would have paid [JPY]."""


def test_the_captain_of_2022_wins_by_nine_votes() -> None:
    ballots = Counter({tuple(int(at == i) for i in range(4)): n for at, n in enumerate(MASCOTS)})
    counted = plurality.count(ballots, 4)
    assert counted == plurality.of_totals(MASCOTS, cast=1_506)
    assert counted.levels == ((0,), (1,), (2,), (3,))
    assert counted.totals[0] - counted.totals[1] == 9


def test_the_mean_of_2024_lies_within_what_its_five_published_counts_allow() -> None:
    others = [grade for grade in GRADES if grade not in PUBLISHED]
    sure = score.limits(PUBLISHED, others, VOTES, most=PUBLISHED[90])
    assert [round(float(mean), 1) for mean in sure.mean] == [56.9, 65.5]
    assert sure.mean[0] <= Fraction("62.7") <= sure.mean[1]


def test_the_median_of_2024_is_70_whatever_was_not_published() -> None:
    others = [grade for grade in GRADES if grade not in PUBLISHED]
    assert score.limits(PUBLISHED, others, VOTES, most=PUBLISHED[90]).median == (70, 70)


def test_a_mean_of_62_point_7_pays_what_the_city_paid() -> None:
    assert FULL * Fraction("62.7") / 100 == 12_787_038


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="316 are left for 1 counts of at most 101"):
        score.limits(PUBLISHED, [10], VOTES, most=101)
