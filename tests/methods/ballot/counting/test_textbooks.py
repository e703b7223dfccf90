"""Published examples and the winners that their authors name."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from citybricks.methods.ballot.counting import approval, majority_judgment, plurality, schulze, stv
from citybricks.methods.ballot.counting.ballots import Ballot, Ballots, gather

TENNESSEE = {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}
"""Where a capital should be: Memphis, Nashville, Chattanooga or Knoxville, the nearest first.

https://en.wikipedia.org/wiki/Template:Tenn_voting_example
"""


def ranked(orders: dict[str, int], names: str) -> Counter[Ballot]:
    """Write orders such as "ACB" as ranks of the names."""
    found: Counter[Ballot] = Counter()
    for order, many in orders.items():
        found[tuple(order.index(name) + 1 if name in order else 0 for name in names)] += many
    return found


def named(levels: tuple[tuple[int, ...], ...], names: str) -> list[str]:
    return ["".join(names[choice] for choice in level) for level in levels]


def first(ballots: Ballots) -> Counter[Ballot]:
    """Keep of rankings what is ranked first."""
    return Counter({tuple(int(rank == 1) for rank in one): many for one, many in ballots.items()})


def test_schulzes_first_example_is_ranked_as_in_his_paper() -> None:
    """45 voters, 5 alternatives: E before A, C, B, D (Schulze 2018, section 3.1, Wikipedia)."""
    orders = {
        "ACBED": 5,
        "ADECB": 5,
        "BEDAC": 8,
        "CABED": 3,
        "CAEBD": 7,
        "CBADE": 2,
        "DCEBA": 7,
        "EBADC": 8,
    }
    counted = schulze.count(ranked(orders, "ABCDE"), 5)
    assert counted.raw[0] == (0, 20, 26, 30, 22)
    assert counted.raw[4] == (23, 27, 21, 31, 0)
    wins = [[pair[0] for pair in row] for row in counted.beatpaths]
    off = [[win for j, win in enumerate(row) if i != j] for i, row in enumerate(wins)]
    assert off == [
        [28, 28, 30, 24],
        [25, 28, 33, 24],
        [25, 29, 29, 24],
        [25, 28, 28, 24],
        [25, 28, 28, 31],
    ]
    assert named(counted.levels, "ABCDE") == ["E", "A", "C", "B", "D"]


def test_each_method_finds_its_own_capital_of_tennessee() -> None:
    ballots = ranked(TENNESSEE, "MNCK")
    assert named(plurality.count(first(ballots), 4).levels, "MNCK")[0] == "M"
    assert named(schulze.count(ballots, 4).levels, "MNCK") == ["N", "C", "K", "M"]
    assert stv.count(ballots, 4, 1).seats.elected == ("MNCK".index("K"),)


def test_majority_judgment_finds_nashville() -> None:
    """1 excellent to 4 poor, by distance; of three that are fair Nashville stays so longest."""
    grades = gather([])
    grades |= Counter({(1, 3, 4, 4): 42, (4, 1, 3, 3): 26, (4, 3, 1, 2): 15, (4, 3, 2, 1): 17})
    for middle in ("better", "worse"):
        counted = majority_judgment.count(grades, 4, 4, middle=middle)
        assert counted.middles == (4, 3, 3, 3)
        assert counted.levels[0] == (1,)
        assert counted.levels[-1] == (0,)


def test_three_dishes_are_chosen_by_transferable_vote() -> None:
    """20 guests, 3 seats, quota 6 (https://en.wikipedia.org/wiki/Single_transferable_vote)."""
    orders = {"O": 4, "PO": 2, "CS": 8, "CW": 4, "S": 1, "W": 1}  # oranges, pears, chocolate, …
    counted = stv.count(ranked(orders, "OPCSW"), 5, 3)
    assert counted.quota == 6
    assert [("OPCSW"[choice]) for choice in counted.seats.elected] == ["C", "O", "S"]
    handed_on = counted.rounds[1].votes
    assert handed_on == {0: 4, 1: 2, 3: Fraction(5), 4: Fraction(3)}


def test_approval_counts_every_mark() -> None:
    counted = approval.count(Counter({(1, 1, 0): 3, (0, 1, 1): 2, (0, 0, 0): 1}), 3)
    assert counted.totals == (3, 5, 2)
    assert counted.levels == ((1,), (0,), (2,))
    assert (counted.valid, counted.blank) == (5, 1)


def test_the_middle_of_an_even_number_decides_and_is_said() -> None:
    """Grades 1 and 3 against 2 and 2: the better middle makes the first win, the worse one not."""
    ballots = gather([(1, 2), (3, 2)])
    assert majority_judgment.count(ballots, 2, 3, middle="better").levels == ((0,), (1,))
    assert majority_judgment.count(ballots, 2, 3, middle="worse").levels == ((1,), (0,))


@pytest.mark.parametrize("middle", ["better", "worse"])
def test_of_an_odd_number_there_is_one_middle(middle: majority_judgment.Middle) -> None:
    ballots = gather([(1, 2), (3, 2), (3, 3)])
    assert majority_judgment.count(ballots, 2, 3, middle=middle).middles == (3, 2)
