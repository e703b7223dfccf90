"""Single transferable vote: who reaches the quota has a seat, what is above it is handed on.

The quota is Droop's, ⌊ballots / (seats + 1)⌋ + 1, of all valid ballots. One choice is settled in
a round: the one with most votes when it reaches the quota, or else the one with fewest is
excluded. A surplus is handed on by all ballots of the choice, at the same exact fraction of
their value (Gregory, weighted inclusive [1]_). When as many choices are left as seats, all have
one.

References
----------
.. [1] N. Tideman, "The single transferable vote", Journal of Economic Perspectives 9 (1995)
   27-38, doi:10.1257/jep.9.1.27.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from citybricks.methods.ballot.counting.ballots import (
    Ballot,
    Ballots,
    Fault,
    checked,
    listed,
    marked,
)
from citybricks.methods.ballot.counting.ranking import Decide, Seats, as_listed

Order = tuple[int, ...]
"""Choices of a ballot, the best first."""
Piles = dict[Order, Fraction]
"""What ballots with the same order are worth together."""
Event = Literal["elected", "excluded", "elected without quota", "tie left open"]


@dataclass(frozen=True, slots=True)
class Round:
    """What happened in one round.

    Parameters
    ----------
    votes
        Votes of the choices that were in it.
    event
        What happened.
    choices
        To whom.
    tied
        Choices with equally many votes between which had to be decided; none when it was clear.
    """

    votes: dict[int, Fraction]
    event: Event
    choices: tuple[int, ...]
    tied: tuple[int, ...] = ()

    def events(self) -> list[list[Any]]:
        """Say it in the words of `belenios-tool method stv`, which names two of those tied."""
        if self.event == "excluded":
            tie = [["TieLose", sorted(self.tied, reverse=True)[:2]]] if self.tied else []
            return [*tie, ["Lose", *self.choices]]
        tie = [["TieWin", sorted(self.tied)[:2]]] if self.tied else []
        return [*tie, ["Win", list(self.choices)]]


@dataclass(frozen=True, slots=True)
class Transfers:
    """A count by single transferable vote.

    Parameters
    ----------
    orders
        Valid ballots as orders of choices, and how many are alike.
    invalid
        Ballots that are not counted, and how many have the same marks.
    quota
        Votes that are enough for a seat.
    rounds
        What happened.
    seats
        Who has a seat.
    """

    orders: dict[Order, int]
    invalid: Ballots
    quota: int
    rounds: tuple[Round, ...]
    seats: Seats

    @property
    def valid(self) -> int:
        """Ballots counted, those without any rank among them."""
        return sum(self.orders.values())

    def document(self) -> dict[str, Any]:
        """Say it in the words of `belenios-tool method stv`."""
        orders = sorted(self.orders.items())
        return {
            "ballots": [list(order) for order, many in orders for _ in range(many)],
            "invalid": listed(self.invalid),
            "events": [event for one in self.rounds for event in one.events()],
            "winners": list(self.seats.elected),
        }


def count(
    ballots: Ballots, choices: int, seats: int, decide: Decide | None = as_listed
) -> Transfers:
    """Count rankings, and elect as many choices as there are seats.

    Choices that nobody ranks have no part in it.

    Parameters
    ----------
    ballots
        Ranks: 1, 2, 3, … without repeating or skipping any, 0 for choices without a rank.
    choices
        How many choices there are.
    seats
        How many are elected.
    decide
        Puts choices that are tied in order: the first is elected, or the last excluded. None
        ends the count at the first tie.

    Raises
    ------
    ValueError
        When a ballot has another number of marks, or there is no seat.
    """
    if seats < 1:
        raise ValueError(f"seats: at least 1 is needed, not {seats}")
    orders: dict[Order, int] = {}
    invalid: dict[Ballot, int] = {}
    for one, many in checked(ballots, choices).items():
        if fault(one):
            invalid[one] = many
        else:
            order = order_of(one)
            orders[order] = orders.get(order, 0) + many
    quota = sum(orders.values()) // (seats + 1) + 1
    piles = {order: Fraction(many) for order, many in orders.items()}
    rounds, given = _settle(piles, quota, seats, decide)
    return Transfers(orders, invalid, quota, rounds, given)


def fault(ballot: Ballot) -> Fault | None:
    """Say why a ballot is not counted; None when it is."""
    ranks = sorted(rank for rank in marked(ballot) if rank)
    return None if ranks == list(range(1, len(ranks) + 1)) else "has ranks that repeat or skip"


def order_of(ballot: Ballot) -> Order:
    """Return the choices that a ballot ranks, the best first."""
    ranked = sorted((rank, choice) for choice, rank in enumerate(marked(ballot)) if rank)
    return tuple(choice for _, choice in ranked)


def _settle(
    piles: Piles, quota: int, seats: int, decide: Decide | None
) -> tuple[tuple[Round, ...], Seats]:
    running = {choice for order in piles for choice in order}
    rounds: list[Round] = []
    elected: list[int] = []
    while len(elected) < seats:
        votes = _votes(piles, running)
        if len(running) <= seats - len(elected):
            rounds.append(Round(votes, "elected without quota", tuple(sorted(running))))
            elected += sorted(running)
            break
        best = max(votes.values())
        event: Event = "elected" if best >= quota else "excluded"
        sought = best if event == "elected" else min(votes.values())
        tied = sorted(choice for choice in running if votes[choice] == sought)
        if len(tied) > 1 and decide is None:
            rounds.append(Round(votes, "tie left open", tuple(tied), tuple(tied)))
            return tuple(rounds), Seats(tuple(elected), tuple(tied), seats - len(elected))
        choice = (decide or as_listed)(tied)[0 if event == "elected" else -1]
        rounds.append(Round(votes, event, (choice,), tuple(tied) if len(tied) > 1 else ()))
        elected += [choice] if event == "elected" else []
        kept = 1 - quota / best if event == "elected" else Fraction(1)
        piles = _without(choice, piles, kept)
        running.remove(choice)
    return tuple(rounds), Seats(tuple(elected), (), seats - len(elected))


def _votes(piles: Piles, running: Iterable[int]) -> dict[int, Fraction]:
    """Return what the ballots whose best choice is still in it are worth, by choice."""
    votes = dict.fromkeys(sorted(running), Fraction(0))
    for order, worth in piles.items():
        if order:
            votes[order[0]] += worth
    return votes


def _without(settled: int, piles: Piles, kept: Fraction) -> Piles:
    """Hand ballots on: those of the choice that is settled at the part of their value kept."""
    found: Piles = {}
    for order, worth in piles.items():
        rest = tuple(choice for choice in order if choice != settled)
        value = worth * kept if order[:1] == (settled,) else worth
        if value and rest:
            found[rest] = found.get(rest, Fraction(0)) + value
    return found
