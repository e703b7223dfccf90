"""Single transferable vote: who reaches the quota has a seat, what is above it is handed on.

The quota is Droop's, ⌊ballots / (seats + 1)⌋ + 1, of all valid ballots. One choice is settled in
a round: the one with most votes when it reaches the quota, or else the one with fewest is
excluded. A surplus is handed on by all ballots of the choice, at the same exact fraction of
their value (Gregory, weighted inclusive [1]_); fractions grow long, so GMP adds them. When as
many choices are left as seats, all have one.

References
----------
.. [1] N. Tideman, "The single transferable vote", Journal of Economic Perspectives 9 (1995)
   27-38, doi:10.1257/jep.9.1.27.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from gmpy2 import mpq

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
Event = Literal["elected", "excluded", "elected without quota"]
WAYS = 2_000
"""States of a count in which ties are followed every way, before it is given up."""


class TiesError(ValueError):
    """There are too many ties to follow every way of deciding them."""

    def __init__(self) -> None:
        super().__init__(f"ties: they lead to more than {WAYS} states; decide them as listed")


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

    votes: dict[int, mpq]
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
        follows every way of deciding, and leaves a seat open where they differ; the rounds are
        then those of the order of the question.

    Raises
    ------
    ValueError
        When a ballot has another number of marks, or there is no seat.
    TiesError
        When ties are to be followed every way and there are too many.
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
    state = State(
        frozenset((order, mpq(many)) for order, many in orders.items() if order),
        frozenset(choice for order in orders for choice in order),
    )
    rounds, elected = _settle(state, quota, seats, decide or as_listed)
    given = Seats(elected, (), seats - len(elected))
    if decide is None and any(one.tied for one in rounds):
        every = _every_way(state, quota, seats)
        given = every if every.tied else given
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
    state: State, quota: int, seats: int, decide: Decide
) -> tuple[tuple[Round, ...], tuple[int, ...]]:
    """Count until all seats are given; return the rounds, and the elected in their order."""
    rounds: list[Round] = []
    elected: list[int] = []
    while len(elected) < seats:
        votes = state.votes()
        event, reached = _due(votes, quota, seats - len(elected))
        if event == "elected without quota":
            rounds.append(Round(votes, event, reached))
            elected += reached
            break
        choice = decide(reached)[0 if event == "elected" else -1]
        rounds.append(Round(votes, event, (choice,), reached if len(reached) > 1 else ()))
        elected += [choice] if event == "elected" else []
        state = state.after(event, choice, votes[choice], quota)
    return tuple(rounds), tuple(elected)


def _due(votes: dict[int, mpq], quota: int, left: int) -> tuple[Event, tuple[int, ...]]:
    """Return what happens next, and to whom: to one of them, or to all who need no quota."""
    if len(votes) <= left:
        return "elected without quota", tuple(sorted(votes))
    best = max(votes.values())
    event: Event = "elected" if best >= quota else "excluded"
    sought = best if event == "elected" else min(votes.values())
    return event, tuple(sorted(choice for choice, worth in votes.items() if worth == sought))


def _every_way(state: State, quota: int, seats: int) -> Seats:
    """Decide every tie in every way; a seat is left open where that changes who has it."""
    known: dict[tuple[State, int], frozenset[frozenset[int]]] = {}

    def ways(here: State, left: int) -> frozenset[frozenset[int]]:
        if not left:
            return frozenset((frozenset[int](),))
        if (here, left) not in known:
            if len(known) >= WAYS:
                raise TiesError
            known[here, left] = onward(here, left)
        return known[here, left]

    def onward(here: State, left: int) -> frozenset[frozenset[int]]:
        votes = here.votes()
        event, reached = _due(votes, quota, left)
        if event == "elected without quota":
            return frozenset((frozenset(reached),))
        won = event == "elected"
        return frozenset(
            others | {choice} if won else others
            for choice in reached
            for others in ways(here.after(event, choice, votes[choice], quota), left - won)
        )

    found = ways(state, seats)
    sure = frozenset.intersection(*found)
    doubtful = frozenset.union(*found) - sure
    left = seats - len(sure)
    return Seats(tuple(sorted(sure)), tuple(sorted(doubtful)), left)


@dataclass(frozen=True, slots=True)
class State:
    """What is left to be settled: ballots by the choices still in it, and these choices."""

    piles: frozenset[tuple[Order, mpq]]
    running: frozenset[int]

    def votes(self) -> dict[int, mpq]:
        """Return what the ballots whose best choice is still in it are worth, by choice."""
        votes = dict.fromkeys(sorted(self.running), mpq(0))
        for order, worth in self.piles:
            votes[order[0]] += worth
        return votes

    def after(self, event: Event, settled: int, votes: mpq, quota: int) -> State:
        """Hand on the ballots of a choice: its surplus if it is elected, or else all of them."""
        kept = 1 - quota / votes if event == "elected" else mpq(1)
        found: dict[Order, mpq] = {}
        for order, worth in self.piles:
            rest = tuple(choice for choice in order if choice != settled)
            value = worth * kept if order[0] == settled else worth
            if value and rest:
                found[rest] = found.get(rest, mpq(0)) + value
        return State(frozenset(found.items()), self.running - {settled})
