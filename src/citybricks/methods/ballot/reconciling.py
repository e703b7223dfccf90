"""Roll, board and paper log beside each other: eligible = online + paper + postal + no vote.

The roll says by which channel somebody voted, the log of polling desks and of the post says who
voted there, the board how many voted online. No list joins voters to ballots on the board, so
there only numbers are compared; whoever is on the roll or in the log is compared by name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Channel = Literal["online", "paper", "postal"]
"""How somebody voted; the first one to be used counts."""
Kind = Literal[
    "is on the roll twice",
    "is in the log twice",
    "is in the log but not on the roll",
    "is in the log though the roll says online",
    "is in the log but not marked on the roll",
    "is marked paper on the roll but postal in the log",
    "is marked postal on the roll but paper in the log",
    "is marked on the roll but not in the log",
    "more voters on the board than marks on the roll",
    "fewer voters on the board than marks on the roll",
    "other weight on the board than marked on the roll",
]
"""What does not fit."""
Source = Literal["roll", "log", "board"]
FEWEST = 10
"""Voters, or people who did not vote, of a district that may be told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the roll or of the log.

    Parameters
    ----------
    voter
        Who: the name or number the city knows the voter by.
    channel
        How the voter voted; None for no vote.
    weight
        Votes that the ballot counts for.
    district
        Part of the city.
    """

    voter: str
    channel: Channel | None = None
    weight: int = 1
    district: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot on the board: the credential that signed it, and its weight."""

    credential: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not fit.

    Parameters
    ----------
    kind
        What.
    source
        In which list it is seen.
    row
        In which row of it, counted from 1; None where it is a number of the whole list.
    voter
        Who it is about; empty where it is a number.
    expected, found
        The number by the roll and the number on the board; None where it is about somebody.
    """

    kind: Kind
    source: Source
    row: int | None = None
    voter: str = ""
    expected: int | None = None
    found: int | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Whether roll, board and log tell the same.

    Parameters
    ----------
    eligible
        Voters on the roll.
    online, paper, postal, none
        How they voted, as marked on the roll.
    on_board, ballots
        Voters on the board, and their ballots; who voted again replaced a ballot.
    in_log
        Voters in the log, by channel.
    differences
        All that does not fit, in the order of the lists.
    """

    eligible: int
    online: int
    paper: int
    postal: int
    none: int
    on_board: int
    ballots: int
    in_log: dict[Channel, int]
    differences: tuple[Difference, ...]

    @property
    def adds_up(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def voted(self) -> int:
        """Voters who voted, by the roll."""
        return self.online + self.paper + self.postal


def identity(voter: str) -> str:
    """Return what makes two ways of writing a name or number the same: NFKC, case folded."""
    return unicodedata.normalize("NFKC", voter).casefold().strip()


def reconcile(roll: Sequence[Entry], board: Sequence[Cast], log: Sequence[Entry]) -> Reconciliation:
    """Hold roll, board and log against each other.

    Parameters
    ----------
    roll
        Everybody who may vote, with the channel by which they did.
    board
        Every ballot that was accepted, those that a later one replaced among them.
    log
        Who voted on paper or by post, as desks wrote it down.
    """
    first = {identity(entry.voter): entry for entry in reversed(roll)}
    logged = {identity(entry.voter): entry for entry in reversed(log)}
    marks = Counter(entry.channel for entry in first.values())
    weights = {cast.credential: cast.weight for cast in board}
    return Reconciliation(
        eligible=len(first),
        online=marks["online"],
        paper=marks["paper"],
        postal=marks["postal"],
        none=marks[None],
        on_board=len(weights),
        ballots=len(board),
        in_log={
            channel: sum(entry.channel == channel for entry in logged.values())
            for channel in ("paper", "postal")
        },
        differences=(
            *_of_roll(roll, logged),
            *_of_log(log, first),
            *_of_board(first, weights),
        ),
    )


def _of_roll(roll: Sequence[Entry], logged: dict[str, Entry]) -> Iterable[Difference]:
    seen: set[str] = set()
    for row, entry in enumerate(roll, 1):
        who = identity(entry.voter)
        if who in seen:
            yield Difference("is on the roll twice", "roll", row, entry.voter)
        elif entry.channel in ("paper", "postal") and who not in logged:
            yield Difference("is marked on the roll but not in the log", "roll", row, entry.voter)
        seen.add(who)


def _of_log(log: Sequence[Entry], roll: dict[str, Entry]) -> Iterable[Difference]:
    seen: set[str] = set()
    for row, entry in enumerate(log, 1):
        who = identity(entry.voter)
        kind = "is in the log twice" if who in seen else _fault(entry, roll.get(who))
        if kind is not None:
            yield Difference(kind, "log", row, entry.voter)
        seen.add(who)


def _fault(logged: Entry, known: Entry | None) -> Kind | None:
    """Say what is wrong with a row of the log, where the roll has this entry for its voter."""
    if known is None:
        return "is in the log but not on the roll"
    if known.channel == logged.channel:
        return None
    if known.channel == "online":
        return "is in the log though the roll says online"
    if known.channel == "paper":
        return "is marked paper on the roll but postal in the log"
    if known.channel == "postal":
        return "is marked postal on the roll but paper in the log"
    return "is in the log but not marked on the roll"


def _of_board(roll: dict[str, Entry], weights: dict[str, int]) -> Iterable[Difference]:
    online = [entry for entry in roll.values() if entry.channel == "online"]
    marked, weight = len(online), sum(entry.weight for entry in online)
    voters, weighed = len(weights), sum(weights.values())
    if voters > marked:
        yield Difference(
            "more voters on the board than marks on the roll",
            "board",
            expected=marked,
            found=voters,
        )
    elif voters < marked:
        yield Difference(
            "fewer voters on the board than marks on the roll",
            "board",
            expected=marked,
            found=voters,
        )
    elif weighed != weight:
        yield Difference(
            "other weight on the board than marked on the roll",
            "board",
            expected=weight,
            found=weighed,
        )


@dataclass(frozen=True, slots=True)
class District:
    """Turnout of a part of the city.

    Parameters
    ----------
    name
        The district.
    eligible
        Voters on the roll.
    voted
        Those who voted; None where so few did, or did not, that it would tell of single people.
    """

    name: str
    eligible: int
    voted: int | None


def by_district(roll: Sequence[Entry], fewest: int = FEWEST) -> tuple[District, ...]:
    """Return the turnout of districts, without those that would tell of single people.

    When only one is left out, what is missing in the sum would tell it; then that with the next
    fewest is left out too.
    """
    voters = {identity(entry.voter): entry for entry in reversed(roll)}.values()
    eligible = Counter(entry.district for entry in voters)
    voted = Counter(entry.district for entry in voters if entry.channel)
    smaller = {name: min(voted[name], eligible[name] - voted[name]) for name in eligible}
    hidden = {name for name, size in smaller.items() if size < fewest}
    if len(hidden) == 1 and len(smaller) > 1:
        hidden.add(min(smaller.keys() - hidden, key=lambda name: (smaller[name], name)))
    return tuple(
        District(name, eligible[name], None if name in hidden else voted[name])
        for name in sorted(eligible)
    )
