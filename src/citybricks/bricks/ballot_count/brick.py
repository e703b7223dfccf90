"""Who is elected: ballots counted by the method of their election (SDG 16.7, 11.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, Le, MaxLen

from citybricks import BrickError, Outcome, brick
from citybricks.bricks.ballot_count.rows import (
    Duel,
    Given,
    InRound,
    NotCounted,
    Placed,
    Polled,
    Tie,
)
from citybricks.types import Indicator, People, Table, Unit

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    from citybricks.bricks.ballot_count.marks import Poll
    from citybricks.bricks.ballot_count.tables import Counted

Method = Literal[
    "plurality",
    "approval",
    "mean score",
    "median score",
    "Schulze",
    "single transferable vote",
    "majority judgment",
]
Ties = Literal["leave open", "as listed", "by lot"]
Ballots = Annotated[int, Ge(0), Unit("{ballot}")]
Limit = Annotated[int, Ge(-1_000_000), Le(1_000_000)]


class Count(Outcome):
    """Who is elected, and how it came about."""

    ranking: Table[Placed]
    """Choices in order, with what the method goes by."""
    elected: list[str]
    """Choices with a seat, best first."""
    tied: list[str]
    """Choices between which a tie for a seat is open."""
    vacant: Annotated[int, Ge(0)]
    """Seats that nobody has."""
    method: Method
    """How the ballots were counted."""
    seats: Annotated[int, Ge(1)]
    """Seats there are."""
    ties: Table[Tie]
    """Every tie and how it was decided; none where nothing is equal."""
    ballots: Ballots
    """Ballots that were counted."""
    blank: Ballots
    """Ballots without a mark."""
    not_counted: Ballots
    """Ballots that do not follow the rules of the method."""
    invalid: Table[NotCounted]
    """Ballots that are not counted, and why."""
    duels: Table[Duel]
    """Every choice against every other, with the Schulze method."""
    rounds: Table[InRound]
    """Votes of each round, with a single transferable vote."""
    quota: Ballots | None
    """Votes that are enough for a seat, with a single transferable vote."""
    grades: Table[Given]
    """How often each grade or number of points was given."""
    otherwise: list[str]
    """Who would be elected if the other of two middle grades counted; none when the same."""
    turnout: Indicator | None
    """Ballots cast by those who may vote; empty where it is not known."""


@brick(
    id="ballot-count",
    version="1.0.0",
    city="Tsukuba",
    theme="democracy",
    sdg=("16.7.2", "11.3.2"),
    users="Election offices, assemblies and whoever wants to count published ballots again",
)
def ballot_count(  # noqa: PLR0913, PLR0917 - each is a rule of an election
    ballots: Polled,
    method: Method = "plurality",
    choices: Annotated[list[str], MaxLen(254)] | None = None,
    question: Annotated[int, Ge(1)] = 1,
    seats: Annotated[int, Ge(1), Le(254)] = 1,
    ties: Ties = "leave open",
    lot: str | None = None,
    grades: Annotated[list[str], MaxLen(100)] | None = None,
    middle: Literal["better", "worse"] = "better",
    least: Limit = 0,
    most: Limit = 100,
    eligible: Annotated[People, Ge(1)] | None = None,
) -> Count:
    """Who is elected by these ballots.

    Counts published ballots, or the result of a verifiable election, by seven methods; the three
    with rankings and grades give what `belenios-tool method` gives. Ties are told and, unless the
    rules of the election decide them, left open.

    Parameters
    ----------
    ballots
        A row for each ballot or for ballots that are alike, with a column for each choice: 1 where
        it is marked (plurality, approval), its rank with 1 as the best (Schulze, single
        transferable vote), its grade with 1 as the best (majority judgment) or its points. Or
        result.json of an election archive.
    method
        How to count.
    choices
        Names of the choices in the order of the question; without them the columns are the
        choices, in the order of their names.
    question
        Which question of several.
    seats
        How many choices are elected.
    ties
        What decides between equal choices: nothing, the order of the question, or a lot.
    lot
        Numbers drawn in public after the close, such as those of a lottery; equal choices go in
        order of the SHA-256 of the lot, a vertical line and their name.
    grades
        Names of the grades, the best first; without them there are as many as were given.
    middle
        Which of two middle grades counts when their number is even: `belenios-tool` takes the
        better, Balinski and Laraki the worse.
    least
        Fewest points a ballot can give.
    most
        Most points a ballot can give.
    eligible
        People who may vote, for the turnout; not for ballots with weights.

    Raises
    ------
    BrickError
        When a mark is no whole number, a column is no choice, or more ballots were cast than
        people may vote.

    Notes
    -----
    Blank ballots are cast but not counted. Schulze: ranks may be equal or missing, and what has
    none comes last; strength of a duel is its votes, then fewer against. Single transferable vote:
    Droop quota, surplus handed on by all ballots at an exact fraction of their value, one choice
    settled in a round; a tie left open is followed every way, and only a seat that depends on it
    stays vacant. Scores are the means or medians of the points that were given, as exact
    fractions. Turnout says how many took part; indicator 16.7.2 asks people whether decisions
    include them, and 11.3.2 whether cities have structures for taking part, so it is an input to
    both and measures neither.

    References
    ----------
    .. [1] Schulze M., The Schulze Method of Voting, 2018, arXiv:1804.02973.
    .. [2] Tideman N., The single transferable vote, Journal of Economic Perspectives 9 (1995)
       27-38, doi:10.1257/jep.9.1.27.
    .. [3] Balinski M., Laraki R., A theory of measuring, electing, and ranking, PNAS 104 (2007)
       8720-8725, doi:10.1073/pnas.0702634104.
    .. [4] Brams S. J., Fishburn P. C., Approval voting, American Political Science Review 72
       (1978) 831-847, doi:10.2307/1955105.
    """
    from citybricks.bricks.ballot_count import marks, tables
    from citybricks.methods.ballot.counting.ranking import as_listed, by_lot

    if least >= most:
        raise BrickError(
            "most", "must be more than least, {least}, not {most}", least=least, most=most
        )
    poll = marks.poll(ballots.frame, question, choices or [])
    poll = tables.of_scale(poll) if "score" in method else poll
    drawn = (lot or "").strip()
    if ties == "by lot" and not drawn:
        raise BrickError("lot", "is needed to decide ties by lot, such as 04 11 23 31 38 42")
    deciding = {"leave open": None, "as listed": as_listed, "by lot": by_lot(drawn, poll.names)}
    asked = tables.Asked(method, seats, ties, deciding[ties], grades or [], least, most, middle)
    found = tables.counted(poll, asked)
    return _outcome(poll, found, method, seats, eligible)


def _outcome(poll: Poll, found: Counted, method: Method, seats: int, eligible: int | None) -> Count:
    invalid = sum(poll.ballots[one] for one in found.invalid)
    names = poll.names
    return Count(
        ranking=_table(Placed, _ranking(poll, found)),
        elected=[names[choice] for choice in found.seats.elected],
        tied=[names[choice] for choice in found.seats.tied],
        vacant=found.seats.left,
        method=method,
        seats=seats,
        ties=_table(Tie, found.ties),
        ballots=found.valid,
        blank=found.blank,
        not_counted=invalid,
        invalid=_table(NotCounted, _not_counted(poll, found)),
        duels=_table(Duel, found.duels),
        rounds=_table(InRound, found.rounds),
        quota=found.quota,
        grades=_table(Given, found.grades),
        otherwise=[names[choice] for choice in found.otherwise],
        turnout=_turnout(poll, found.valid + found.blank + invalid, method, eligible),
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(row.model_fields))
    return Table[row](frame)


def _ranking(poll: Poll, found: Counted) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    results = dict.fromkeys(found.seats.elected, "elected")
    results |= dict.fromkeys(found.seats.tied, "tied for a seat")
    for level in found.levels:
        rank = len(rows) + 1
        rows += [
            {
                "rank": rank,
                "choice": poll.names[choice],
                "result": results.get(choice, "not elected"),
                **found.measures[choice],
            }
            for choice in level
        ]
    return rows


def _not_counted(poll: Poll, found: Counted) -> list[dict[str, Any]]:
    rows = [
        {"row": poll.rows[one], "votes": poll.ballots[one], "because": why}
        for one, why in found.invalid.items()
    ]
    return sorted(rows, key=lambda row: int(row["row"]))


def _turnout(poll: Poll, cast: int, method: Method, eligible: int | None) -> Indicator | None:
    if eligible is None or (poll.totals is not None and method == "approval"):
        return None
    if cast > eligible:
        raise BrickError(
            "eligible",
            "{cast} ballots were cast, more than the {eligible} people who may vote",
            cast=cast,
            eligible=eligible,
        )
    return Indicator(
        sdg="16.7.2",
        value=100 * cast / eligible,
        unit="%",
        name="Turnout",
    )
