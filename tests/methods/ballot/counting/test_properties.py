"""What must hold of a method whatever the ballots are."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

import tests.effort  # noqa: F401 - how much Hypothesis tries
from citybricks.methods.ballot.counting import (
    approval,
    majority_judgment,
    plurality,
    schulze,
    score,
    stv,
)
from citybricks.methods.ballot.counting.ballots import Ballot, gather
from citybricks.methods.ballot.counting.ranking import Levels, by_lot, seated

CHOICES = 5
rankings = some.lists(
    some.lists(some.integers(0, CHOICES), min_size=CHOICES, max_size=CHOICES), min_size=1
).map(gather)
strict = some.lists(some.permutations(range(1, CHOICES + 1)), min_size=1, max_size=30).map(gather)
gradings = some.lists(
    some.lists(some.integers(1, 4), min_size=CHOICES, max_size=CHOICES), min_size=1
).map(gather)
renamings = some.permutations(range(CHOICES))


def renamed(ballots: Counter[Ballot], names: list[int]) -> Counter[Ballot]:
    """Give choice ``names[i]`` what choice ``i`` had."""
    found: Counter[Ballot] = Counter()
    for one, many in ballots.items():
        marks = [one[names.index(choice)] for choice in range(CHOICES)]
        found[tuple(marks)] += many
    return found


def moved(levels: Levels, names: list[int]) -> list[list[int]]:
    return [sorted(names[choice] for choice in level) for level in levels]


@given(ballots=rankings)
def test_who_wins_every_duel_wins_by_schulze(ballots: Counter[Ballot]) -> None:
    counted = schulze.count(ballots, CHOICES)
    for choice, row in enumerate(counted.raw):
        others = [other for other in range(CHOICES) if other != choice]
        if all(row[other] > counted.raw[other][choice] for other in others):
            assert counted.levels[0] == (choice,)
        if all(row[other] < counted.raw[other][choice] for other in others):
            assert counted.levels[-1] == (choice,)


@given(ballots=rankings)
def test_schulze_ranks_by_paths_without_a_circle(ballots: Counter[Ballot]) -> None:
    counted = schulze.count(ballots, CHOICES)
    place = {choice: at for at, level in enumerate(counted.levels) for choice in level}
    for one in range(CHOICES):
        for other in range(CHOICES):
            (won, lost), (back, against) = (
                counted.beatpaths[one][other],
                counted.beatpaths[other][one],
            )
            if one != other and (won, -lost) > (back, -against):
                assert place[one] < place[other]


@given(ballots=strict)
def test_a_sole_winner_by_schulze_loses_when_every_ballot_is_turned_over(
    ballots: Counter[Ballot],
) -> None:
    before = schulze.count(ballots, CHOICES).levels
    turned = Counter({tuple(CHOICES + 1 - (r or 0) for r in one): n for one, n in ballots.items()})
    after = schulze.count(turned, CHOICES).levels
    if len(before[0]) == 1:
        assert before[0][0] not in after[0]


@given(ballots=rankings, names=renamings)
def test_names_of_choices_do_not_matter_to_schulze(
    ballots: Counter[Ballot], names: list[int]
) -> None:
    before, after = (schulze.count(b, CHOICES) for b in (ballots, renamed(ballots, names)))
    assert moved(before.levels, names) == [list(level) for level in after.levels]


@given(ballots=gradings, names=renamings)
def test_names_of_choices_do_not_matter_to_majority_judgment(
    ballots: Counter[Ballot], names: list[int]
) -> None:
    for middle in ("better", "worse"):
        before, after = (
            majority_judgment.count(b, CHOICES, 4, middle=middle)
            for b in (ballots, renamed(ballots, names))
        )
        assert moved(before.levels, names) == [list(level) for level in after.levels]


@given(ballots=gradings)
def test_majority_values_are_those_of_taking_middles_away_one_by_one(
    ballots: Counter[Ballot],
) -> None:
    for middle in ("better", "worse"):
        counted = majority_judgment.count(ballots, CHOICES, 4, middle=middle)
        values = [taken_away(row, middle) for row in counted.raw]
        expected = [[c for c in range(CHOICES) if values[c] == v] for v in sorted(set(values))]
        assert [list(level) for level in counted.levels] == expected


def taken_away(row: tuple[int, ...], middle: str) -> tuple[int, ...]:
    """Take the middle grade away until none is left, as the method is defined."""
    grades = [grade for grade, many in enumerate(row, 1) for _ in range(many)]
    found = []
    while grades:
        found.append(grades.pop((len(grades) - (middle == "better")) // 2))
    return tuple(found)


@given(ballots=gradings, data=some.data())
def test_a_better_grade_never_puts_a_choice_back(
    ballots: Counter[Ballot], data: some.DataObject
) -> None:
    choice = data.draw(some.integers(0, CHOICES - 1))
    one = data.draw(some.sampled_from(sorted(ballots, key=str)))
    better = tuple(1 if at == choice else grade for at, grade in enumerate(one))
    changed = ballots - Counter([one]) + Counter([better])
    before, after = (
        place_of(choice, majority_judgment.count(b, CHOICES, 4).levels) for b in (ballots, changed)
    )
    assert after <= before


def place_of(choice: int, levels: Levels) -> int:
    """Return how many choices are better."""
    better = 0
    for level in levels:
        if choice in level:
            return better
        better += len(level)
    raise AssertionError(choice)


@given(ballots=strict, seats=some.integers(1, CHOICES))
def test_transferable_vote_fills_every_seat(ballots: Counter[Ballot], seats: int) -> None:
    counted = stv.count(ballots, CHOICES, seats)
    assert len(set(counted.seats.elected)) == seats
    assert counted.quota * (seats + 1) > counted.valid
    assert all(sum(one.votes.values()) <= counted.valid for one in counted.rounds)


@given(ballots=strict, seats=some.integers(1, CHOICES), names=renamings)
def test_where_nothing_is_tied_names_do_not_matter_to_transferable_vote(
    ballots: Counter[Ballot], seats: int, names: list[int]
) -> None:
    before, after = (stv.count(b, CHOICES, seats) for b in (ballots, renamed(ballots, names)))
    if not any(one.tied for one in (*before.rounds, *after.rounds)):
        assert sorted(names[choice] for choice in before.seats.elected) == sorted(
            after.seats.elected
        )


@given(ballots=strict, seats=some.integers(1, CHOICES), names=renamings)
def test_ties_left_open_are_the_same_whatever_the_names(
    ballots: Counter[Ballot], seats: int, names: list[int]
) -> None:
    before, after = (
        stv.count(b, CHOICES, seats, decide=None).seats for b in (ballots, renamed(ballots, names))
    )
    assert sorted(names[choice] for choice in before.elected) == sorted(after.elected)
    assert sorted(names[choice] for choice in before.tied) == sorted(after.tied)
    assert (len(before.elected) == seats) is not bool(before.tied)


@given(ballots=strict, seats=some.integers(1, CHOICES), lot=some.text(max_size=5))
def test_a_lot_elects_only_whom_a_tie_left_open(
    ballots: Counter[Ballot], seats: int, lot: str
) -> None:
    drawn = stv.count(ballots, CHOICES, seats, by_lot(lot, "ABCDE")).seats
    left_open = stv.count(ballots, CHOICES, seats, decide=None).seats
    assert set(left_open.elected) <= set(drawn.elected)
    assert set(drawn.elected) <= set(left_open.elected) | set(left_open.tied)


@given(ballots=strict, seats=some.integers(1, 3))
def test_who_has_a_quota_of_first_ranks_has_a_seat(ballots: Counter[Ballot], seats: int) -> None:
    counted = stv.count(ballots, CHOICES, seats)
    for choice in range(CHOICES):
        firsts = sum(many for one, many in ballots.items() if one[choice] == 1)
        if firsts >= counted.quota:
            assert choice in counted.seats.elected


@given(ballots=rankings)
def test_what_is_counted_what_is_blank_and_what_is_not_counted_are_all_ballots(
    ballots: Counter[Ballot],
) -> None:
    whole = ballots.total()
    for counted in (
        plurality.count(ballots, CHOICES),
        approval.count(ballots, CHOICES, most=2),
        score.count(ballots, CHOICES, 0, 3),
        majority_judgment.count(ballots, CHOICES, 3),
    ):
        assert counted.valid + (counted.blank or 0) + sum(counted.invalid.values()) == whole
    transfers = stv.count(ballots, CHOICES, 2)
    assert transfers.valid + sum(transfers.invalid.values()) == whole


@given(ballots=gradings)
def test_the_mean_is_between_the_points_that_were_given(ballots: Counter[Ballot]) -> None:
    counted = score.count(ballots, CHOICES, 1, 4)
    for points, mean, median in zip(counted.points, counted.means, counted.medians, strict=True):
        assert mean is not None
        assert median is not None
        assert min(points) <= mean <= max(points)
        assert min(points) <= median <= max(points)


def test_a_tie_for_the_last_seat_is_left_open_until_somebody_decides() -> None:
    levels = ((3,), (0, 1, 2), (4,))
    assert seated(levels, 2).tied == (0, 1, 2)
    assert seated(levels, 2).elected == (3,)
    assert seated(levels, 2).left == 1
    drawn = seated(levels, 2, by_lot("04 11 23 31 38 42", "ABCDE"))
    assert drawn == seated(levels, 2, by_lot("04 11 23 31 38 42", "ABCDE"))
    assert len(drawn.elected) == 2
    assert not drawn.tied
    assert seated(levels, 4).tied == ()


@pytest.mark.parametrize("method", [plurality, approval, schulze])
def test_a_ballot_with_too_few_marks_is_refused(method: object) -> None:
    with pytest.raises(ValueError, match="each needs 3 marks, one for a choice; one has 2"):
        method.count(gather([[1, 0]]), 3)  # type: ignore[attr-defined]


def test_ties_that_lead_too_far_are_refused_and_not_guessed() -> None:
    nobody_first = gather([[*([0] * at), 1, *([0] * (17 - at))] for at in range(18)])
    with pytest.raises(stv.TiesError, match="decide them as listed"):
        stv.count(nobody_first, 18, 9, decide=None)
    assert len(stv.count(nobody_first, 18, 9).seats.elected) == 9
