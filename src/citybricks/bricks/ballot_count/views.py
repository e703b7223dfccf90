"""How a count looks: who is elected first, then what the method goes by, then every tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citybricks.bricks.ballot_count.brick import Count
from citybricks.bricks.ballot_count.rows import Placed, Tie
from citybricks.types import Table as Data
from citybricks.views import Card, Chart, Page, Table

if TYPE_CHECKING:  # slow to import
    import pandas as pd

_SHOWN = {
    "plurality": ("votes", "share"),
    "approval": ("votes", "share"),
    "mean score": ("mean", "median"),
    "median score": ("median", "mean"),
    "majority judgment": ("grade",),
    "Schulze": ("duels",),
    "single transferable vote": ("votes",),
}
"""What each method goes by: columns of the ranking."""
_FEW = 20
"""Choices of which a matrix is shown."""
_LINES = 6
"""Lines or bars beside each other that can be told apart."""


def show(outcome: Count) -> Page:
    """Show the elected, the ranking, what is tied, and how the method came to it."""
    return Page(
        *_first(outcome),
        *_open(outcome),
        *_turnout(outcome),
        Card(outcome.ballots, "Ballots counted", unit="{ballot}"),
        Card(outcome.blank, "Blank", unit="{ballot}"),
        Card(outcome.not_counted, "Not counted", unit="{ballot}"),
        *_quota(outcome),
        *_tied(outcome),
        *_charts(outcome),
        Table(_ranking(outcome), "Ranking"),
        *_matrix(outcome),
        *_rounds(outcome),
        *_invalid(outcome),
        title="Count",
    )


def _first(outcome: Count) -> list[Card]:
    """Show who is elected; of a single choice, what was thought of it."""
    points = outcome.ranking.frame.iloc[0]
    if len(outcome.ranking) == 1 and outcome.method in ("mean score", "median score"):
        return [
            Card(_number(points["mean"]), "Mean", unit="{point}"),
            Card(_number(points["median"]), "Median", unit="{point}"),
        ]
    return [Card(outcome.elected or None, "Elected")]


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124 - NaN


def _open(outcome: Count) -> list[Card]:
    if not outcome.vacant:
        return []
    return [
        Card(outcome.vacant, "Vacant seats"),
        *([Card(outcome.tied, "Tied for a seat")] if outcome.tied else []),
    ]


def _turnout(outcome: Count) -> list[Card]:
    if outcome.turnout is None:
        return []
    said = "Ballots cast by those who may vote: an input to indicator 16.7.2, not a measure of it."
    return [Card(outcome.turnout, description=said)]


def _quota(outcome: Count) -> list[Card]:
    if outcome.quota is None:
        return []
    return [Card(outcome.quota, "Quota", unit="{ballot}", description="Enough for a seat.")]


def _tied(outcome: Count) -> list[Page | Table]:
    blocks: list[Page | Table] = []
    if outcome.tied:
        blocks.append(
            Page(
                "A seat is left open because choices are equal. The rules of the election say what"
                " decides: count again with a lot drawn in public, or by the order of the question."
            )
        )
    if outcome.otherwise:
        blocks.append(
            Page(
                "The number of grades is even, and with the other of the two middle grades somebody"
                " else would be elected:"
            )
        )
        blocks.append(Table(_named(outcome.otherwise), "Elected by the other middle grade"))
    if len(outcome.ties):
        blocks.append(Table(Data[Tie](_told(outcome.ties.frame)), "Ties and how they were decided"))
    return blocks


def _named(names: list[str]) -> Data[Any]:
    import pandas as pd

    return Data[Any](pd.DataFrame({"choice": names}))


def _ranking(outcome: Count) -> Data[Any]:
    alone = len(outcome.ranking) == 1
    columns = ["choice"] if alone else ["rank", "choice", "result"]
    columns += _SHOWN[outcome.method]
    frame = outcome.ranking.frame[columns]
    if "share" in columns and frame["share"].isna().all():
        frame = frame.drop(columns="share")
    return Data[Placed](frame)


def _charts(outcome: Count) -> list[Chart | Table]:
    ranking = outcome.ranking
    match outcome.method:
        case "plurality" | "approval":
            return [Chart(ranking, "choice", "votes", kind="bar", title="Votes")]
        case "Schulze":
            return [Chart(ranking, "choice", "duels", kind="bar", title="Duels won")]
        case "single transferable vote":
            return _course(outcome)
        case "mean score" if len(ranking) > 1:
            return [Chart(ranking, "choice", "mean", kind="bar", title="Points"), *_grades(outcome)]
        case "median score" if len(ranking) > 1:
            found = Chart(ranking, "choice", "median", kind="bar", title="Points")
            return [found, *_grades(outcome)]
    return _grades(outcome)


def _course(outcome: Count) -> list[Chart | Table]:
    """Show how votes wander; rounds are names, as nothing is between them."""
    frame = outcome.rounds.frame
    if len(set(frame["round"])) <= 1 or len(outcome.ranking) > _LINES:
        return []
    named = Data[Any](frame.assign(round=frame["round"].astype(str)))
    return [Chart(named, "round", "votes", colour="choice", title="Votes in each round")]


def _grades(outcome: Count) -> list[Chart | Table]:
    """Show how often each grade was given, the best choice first."""
    title = "Votes by grade"
    if len(outcome.ranking) == 1:
        return [Chart(outcome.grades, "given", "votes", kind="bar", title=title)]
    grades = outcome.grades.frame
    if len(outcome.ranking) > _FEW or len(set(grades["given"])) > _LINES:
        return [Table(outcome.grades, title, folded=True)]
    order = dict(zip(outcome.ranking.frame["choice"], range(len(outcome.ranking)), strict=True))
    sorted_ = grades.sort_values("choice", key=lambda names: names.map(order), kind="stable")
    best_first = Data[Any](sorted_.reset_index(drop=True))
    return [Chart(best_first, "choice", "votes", kind="bar", colour="given", title=title)]


def _matrix(outcome: Count) -> list[Page | Table]:
    """Show who beats whom: rows against columns, by their number in the ranking."""
    if not len(outcome.duels):
        return []
    names = outcome.ranking.frame["choice"].tolist()
    if len(names) > _FEW:
        return [Table(outcome.duels, "Duels", folded=True)]
    votes = outcome.duels.frame.pivot_table(
        index="choice", columns="against", values="votes", sort=False, aggfunc="sum"
    )
    square = votes.reindex(index=names, columns=names)
    square.columns = [str(at) for at in range(1, len(names) + 1)]
    square.insert(0, "choice", [f"{at} {name}" for at, name in enumerate(names, 1)])
    return [
        Page("Ballots that put the choice of the row before that of the column, by its number."),
        Table(Data[Any](square.reset_index(drop=True)), "Duels"),
        Table(outcome.duels, "Duels and the strongest paths", folded=True),
    ]


def _rounds(outcome: Count) -> list[Table]:
    """Show the votes of each round beside each other."""
    if not len(outcome.rounds):
        return []
    frame = outcome.rounds.frame
    wide = frame.pivot_table(
        index="choice", columns="round", values="votes", sort=False, aggfunc="sum"
    ).reindex(outcome.ranking.frame["choice"])
    wide.columns = [str(column) for column in wide.columns]
    return [
        Table(Data[Any](wide.reset_index()), "Votes in each round"),
        Table(outcome.rounds, "What happened in each round", folded=True),
    ]


def _invalid(outcome: Count) -> list[Table]:
    if not len(outcome.invalid):
        return []
    return [Table(outcome.invalid, "Ballots that are not counted, and why")]


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns in which there is nothing."""
    return frame.dropna(axis="columns", how="all")
