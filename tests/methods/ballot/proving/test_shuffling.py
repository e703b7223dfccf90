"""A shuffle changes the order and the look of rankings, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citybricks.methods.ballot.documents import EncryptedTally
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.proving.shuffling import shuffle
from citybricks.methods.ballot.proving.tallying import Urn, ranked, shuffled
from tests.methods.ballot.proving.elections import PARK, RANKED, SHAPES, repeated


class Closed:
    """An election whose rankings wait to be shuffled, and the key that opens them."""

    def __init__(self) -> None:
        rows = [[1, 2, 3], [1, 2, 3], [3, 2, 1], [2, 2, 2], [0, 0, 9]]
        voters = [Voter([[[1, 0, 0], row]]) for row in rows]
        self.made = Made(Plan([PARK, RANKED], voters, "Ed25519", trustees=(1,)))
        urn = Urn(self.made.setting, self.made.listed())
        for one in self.made.ballots():
            urn.put(one)
        self.tally = urn.tally()

    def rankings(self, tally: EncryptedTally) -> list[list[int]]:
        """Open the rankings one by one, as nobody does."""
        group, key = self.made.group, self.made.private_keys[1]
        elements = [
            group.divide(one.beta, group.secret_power(one.alpha, key)) for one in tally.answers[1]
        ]
        return [([0] * 3 + group.extract(element))[-3:] for element in elements]


@pytest.fixture(scope="module")
def closed() -> Closed:
    return Closed()


def test_what_was_ranked_stays_and_looks_different(closed: Closed) -> None:
    setting = closed.made.setting
    after = shuffled(setting, closed.tally, shuffle(setting, ranked(setting, closed.tally)))
    assert sorted(closed.rankings(after)) == sorted(closed.rankings(closed.tally))
    assert not set(after.answers[1]) & set(closed.tally.answers[1])
    assert after.answers[0] == closed.tally.answers[0]


def test_orders_come_by_chance(closed: Closed) -> None:
    setting, before = closed.made.setting, ranked(closed.made.setting, closed.tally)
    orders = {
        tuple(
            map(tuple, closed.rankings(shuffled(setting, closed.tally, shuffle(setting, before))))
        )
        for _ in range(8)
    }
    assert len(orders) > 1


def test_one_ranking_and_none_can_be_shuffled() -> None:
    for voters in ([Voter([[[3, 1, 2]]]), Voter()], [Voter()]):
        plan = replace(SHAPES["ranked, two shuffles"], group="Ed25519", voters=voters)
        made = Made(plan)
        assert all(made.records())
        assert made.result.result == (
            tuple(tuple(one.choices[0][0]) for one in voters if one.choices),
        )


def test_chance_is_the_only_thing_that_tells_two_shuffles_apart(closed: Closed) -> None:
    setting, before = closed.made.setting, ranked(closed.made.setting, closed.tally)
    one, same = (shuffle(setting, before, repeated(3)) for _ in range(2))
    assert one == same
