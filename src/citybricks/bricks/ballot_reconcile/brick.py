"""Whether roll, board and paper log of a vote tell the same (SDG 16.7, 11.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from annotated_types import Ge, Le, MinLen

from citybricks import BrickError, Outcome, brick
from citybricks.methods.ballot.reconciling import Channel, Kind, Source
from citybricks.types import Indicator, People, Percent, Row, Table, Unit

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    import pandas as pd

    from citybricks.methods.ballot.reconciling import Cast, Entry, Reconciliation

Name = Annotated[str, MinLen(1)]
Weight = Annotated[int, Ge(1), Le(1_000_000)]


class Voter(Row):
    """Somebody who may vote."""

    voter: Name
    """Name or number by which the city knows the voter."""
    voted: Channel | None = None
    """How, by the marks on the roll; empty for no vote."""
    weight: Weight = 1
    """Votes that the ballot counts for."""
    district: str = ""
    """Part of the city."""


class OnBoard(Row):
    """A ballot that the board accepted, also one that a later one replaced."""

    credential: Name
    """Public credential that signed it."""
    weight: Weight = 1
    """Votes that it counts for."""


class Logged(Row):
    """Somebody who voted on paper or by post, as a desk wrote it down."""

    voter: Name
    """Name or number of the voter, as on the roll."""
    channel: Literal["paper", "postal"]
    """How."""


class ByChannel(Row):
    """How many voted in one way."""

    channel: Literal["online", "paper", "postal", "no vote"]
    """In which way."""
    marked: People
    """Voters marked so on the roll."""
    counted: People | None
    """Voters on the board or in the log."""
    apart: Annotated[int | None, Unit("{person}")]
    """Counted less marked: 0 where both tell the same."""


class Differs(Row):
    """Something that does not fit."""

    source: Source
    """In which list it is seen."""
    row: int | None
    """Row of that list, counted from 1; empty where it is a number of the whole list."""
    voter: str
    """Who it is about; empty where it is a number."""
    difference: Kind
    """What does not fit."""
    expected: int | None
    """The number by the roll."""
    found: int | None
    """The number on the board."""


class OfDistrict(Row):
    """Turnout of a part of the city."""

    district: str
    """The district."""
    eligible: People
    """Voters on the roll."""
    voted: People | None
    """Those who voted; empty where it would tell of single people."""
    turnout: Percent | None
    """Part of the voters who voted."""


class Reconciled(Outcome):
    """Whether the lists add up, and every row that keeps them from it."""

    adds_up: bool
    """Whether eligible = online + paper + postal + no vote, and no list tells otherwise."""
    channels: Table[ByChannel]
    """Marks on the roll beside the board and the log."""
    differences: Table[Differs]
    """Everything that does not fit; none when the lists add up."""
    eligible: People
    """Voters on the roll, each once."""
    voted: People
    """Voters who voted, by the roll."""
    replaced: Annotated[int, Ge(0), Unit("{ballot}")]
    """Ballots on the board that their voter replaced by a later one."""
    turnout: Indicator
    """Voters who voted."""
    online: Percent | None
    """Part of those who voted that did so online; empty when nobody voted."""
    districts: Table[OfDistrict]
    """Turnout by district; none when the roll has no districts."""


@brick(
    id="ballot-reconcile",
    version="1.0.0",
    city="Tsukuba",
    theme="democracy",
    sdg=("16.7.2", "11.3.2"),
    users="Election offices after the close, and observers who may see the roll",
)
def ballot_reconcile(
    roll: Table[Voter],
    board: Table[OnBoard] | None = None,
    log: Table[Logged] | None = None,
    fewest: Annotated[int, Ge(1), Le(1_000), Unit("{person}")] = 10,
) -> Reconciled:
    """Roll, board and paper log held against each other.

    Eligible = online + paper + postal + no vote. Whatever does not fit is named by its list and
    its row. Nothing joins a voter to a ballot on the board, so there only numbers are compared.

    Parameters
    ----------
    roll
        Everybody who may vote, with the channel by which they did. The outcome names voters: it
        is for the office, not for publication.
    board
        Every ballot that was accepted; without it nobody voted online.
    log
        Who voted on paper or by post; without it nobody did.
    fewest
        Voters, or people who did not vote, that the turnout of a district may tell of.

    Raises
    ------
    BrickError
        When a name is made of nothing but white space.

    Notes
    -----
    Names are the same when they are after NFKC and case folding. The first channel counts, so
    that somebody in two lists is a difference, never two votes. A district in which fewer than a
    few voted, or did not, is left out, and when it is the only one the next smallest too, so that
    the sum does not tell it. Turnout is an input to indicators 16.7.2 and 11.3.2 and measures
    neither: those ask people whether decisions include them, and cities how they let them take
    part.

    References
    ----------
    .. [1] Council of Europe, Recommendation CM/Rec(2017)5 on standards for e-voting, standards 9
       (one vote a voter in all channels) and 17 to 18 (all valid votes, and only those).
    .. [2] Swiss Federal Chancellery, Ordinance on Electronic Voting (SR 161.116), 25 May 2022,
       article 5.
    """
    from citybricks.methods.ballot import reconciling

    voters = _voters(roll.frame)
    found = reconciling.reconcile(voters, _cast(board), _logged(log))
    return Reconciled(
        adds_up=found.adds_up,
        channels=_table(ByChannel, _channels(found)),
        differences=_table(Differs, _differences(found)),
        eligible=found.eligible,
        voted=found.voted,
        replaced=found.ballots - found.on_board,
        turnout=Indicator(
            sdg="16.7.2", value=100 * found.voted / found.eligible, unit="%", name="Turnout"
        ),
        online=100 * found.online / found.voted if found.voted else None,
        districts=_table(OfDistrict, _districts(voters, fewest)),
    )


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))


def _voters(frame: pd.DataFrame) -> list[Entry]:
    from citybricks.methods.ballot.reconciling import Entry

    _check_names("roll", "voter", frame)
    voted = frame["voted"] if "voted" in frame else [None] * len(frame)
    weight = frame["weight"] if "weight" in frame else [1] * len(frame)
    district = frame["district"] if "district" in frame else [""] * len(frame)
    return [
        Entry(voter, how if isinstance(how, str) else None, int(votes), part)  # type: ignore[arg-type] # checked by the row
        for voter, how, votes, part in zip(frame["voter"], voted, weight, district, strict=True)
    ]


def _check_names(name: str, column: str, frame: pd.DataFrame) -> None:
    empty = [at for at, text in enumerate(frame[column]) if not text.strip()]
    if empty:
        raise BrickError(
            f"{name}.{empty[0]}.{column}", "must be a name or number, not white space alone"
        )


def _cast(board: Table[OnBoard] | None) -> list[Cast]:
    from citybricks.methods.ballot.reconciling import Cast

    if board is None:
        return []
    frame = board.frame
    _check_names("board", "credential", frame)
    weight = frame["weight"] if "weight" in frame else [1] * len(frame)
    return [Cast(key, int(votes)) for key, votes in zip(frame["credential"], weight, strict=True)]


def _logged(log: Table[Logged] | None) -> list[Entry]:
    from citybricks.methods.ballot.reconciling import Entry

    if log is None:
        return []
    _check_names("log", "voter", log.frame)
    return [
        Entry(voter, how)
        for voter, how in zip(log.frame["voter"], log.frame["channel"], strict=True)
    ]


def _channels(found: Reconciliation) -> list[dict[str, Any]]:
    marked = {"online": found.online, "paper": found.paper, "postal": found.postal}
    counted = {"online": found.on_board, **{str(how): many for how, many in found.in_log.items()}}
    rows: list[dict[str, Any]] = [
        {
            "channel": channel,
            "marked": many,
            "counted": counted[channel],
            "apart": counted[channel] - many,
        }
        for channel, many in marked.items()
    ]
    return [*rows, {"channel": "no vote", "marked": found.none, "counted": None, "apart": None}]


def _differences(found: Reconciliation) -> list[dict[str, Any]]:
    return [
        {
            "source": one.source,
            "row": one.row,
            "voter": one.voter,
            "difference": one.kind,
            "expected": one.expected,
            "found": one.found,
        }
        for one in found.differences
    ]


def _districts(voters: list[Entry], fewest: int) -> list[dict[str, Any]]:
    from citybricks.methods.ballot.reconciling import by_district

    if not any(entry.district for entry in voters):
        return []
    return [
        {
            "district": one.name or "–",
            "eligible": one.eligible,
            "voted": one.voted,
            "turnout": None if one.voted is None else 100 * one.voted / one.eligible,
        }
        for one in by_district(voters, fewest)
    ]
