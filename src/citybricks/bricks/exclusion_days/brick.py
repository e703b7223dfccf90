"""When pupils who are ill may come back, and what speaks for closing a class (SDG 3.d)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge, Le

from citybricks import BrickError, Outcome, brick, track
from citybricks.bricks.exclusion_days.rows import (
    Away,
    Case,
    ClassToday,
    Clause,
    Returned,
    Support,
)
from citybricks.types import Day, Row, Table, Unit

if TYPE_CHECKING:  # slow to import, and describing a brick needs none of it
    from datetime import date

    from citybricks.bricks.exclusion_days.counting import Counted
    from citybricks.methods.exclusion.law import Law


class ExclusionDays(Outcome):
    """Days of return by the law of a country, and what speaks for closing classes."""

    returns: Table[Returned]
    """A row for each case, in their order."""
    clauses: Table[Clause]
    """The rules that were used, each once."""
    days: Table[Away]
    """Pupils kept away day by day; none when no case has a day."""
    closures: Table[Support]
    """A row for each class; none when no classes were given."""
    day: Day | None
    """The day that closures are looked at on."""
    known: Annotated[int, Ge(0), Unit("{person}")]
    """Pupils whose first day back can be said."""
    waiting: Annotated[int, Ge(0), Unit("{person}")]
    """Pupils for whom something is missing."""
    for_doctor: Annotated[int, Ge(0), Unit("{person}")]
    """Pupils for whom a doctor has to say it."""
    law: str
    """Country and version of the law table."""
    language: str
    """Language of the clauses."""


@brick(
    id="exclusion-days",
    version="1.0.0",
    city="Tsukuba",
    theme="health",
    sdg=("3.d.1",),
    users="School nurses, principals, boards of education and health centres",
)
def exclusion_days(
    cases: Table[Case],
    country: str = "jp",
    classes: Table[ClassToday] | None = None,
    mark: Annotated[float, Ge(1), Le(100), Unit("%")] = 20,
    day: Day | None = None,
) -> ExclusionDays:
    """Days on which ill pupils may come back to school.

    Counts the days of each illness as the law of the country counts them and names the clause.
    Where a fact is missing it is named, where a doctor must decide that is said. For classes it
    shows what speaks for a closure, which people decide.

    Parameters
    ----------
    cases
        Pupils who are ill, by number and not by name, with the days that are known.
    country
        Whose rules: jp for Japan (law), gb-eng for England (guidance).
    classes
        Classes of the cases, to see what speaks for closing them.
    mark
        The city's own part of a class from which it considers closing it; no law here names one.
    day
        On which day closures are looked at; without it the last first day of illness.

    Raises
    ------
    BrickError
        When a country, a diagnosis or a class is unknown, when a day cannot be, when more pupils
        are ill than enrolled, or when the cases lie more than 400 days apart.

    Notes
    -----
    The day of an event is day 0; "until 5 days have passed after it" ends with day 5, and the
    pupil may come back on the day after. Where a table gives hours they are read in whole days. A
    day of return may be a Sunday: it is the first day on which the rule allows it. The rules are
    tables with version and citation, not code. They do not diagnose, and a principal may decide
    otherwise where the law lets them.

    References
    ----------
    .. [1] Japan, School Health and Safety Act (Act No. 56 of 1958), articles 19 and 20.
    .. [2] Japan, Enforcement Ordinance of that Act (Ordinance No. 18 of 1958), articles 18 and 19,
       as in force since 8 May 2023.
    .. [3] UK Health Security Agency, Health protection in children and young people settings,
       including education: exclusion table, 21 February 2024.
    """
    from citybricks.bricks.exclusion_days import counting, supporting

    law = _law(country)
    counted = [
        counting.count(row, number, law)
        for number, row in enumerate(track(_rows(cases, Case), "Counting days"))
    ]
    away = counting.day_by_day(counted)
    on = day or _last_onset(counted)
    return ExclusionDays(
        returns=_table(Returned, [one.row for one in counted]),
        clauses=_table(Clause, counting.clauses(counted, law)),
        days=_table(Away, away),
        closures=_table(
            Support, supporting.support(_rows(classes, ClassToday), counted, law, mark, on)
        ),
        day=on,
        known=sum(one.answer.first_day_back is not None for one in counted),
        waiting=sum(bool(one.answer.missing) for one in counted),
        for_doctor=sum(one.answer.needs_doctor for one in counted),
        law=f"{law.country} {law.version}",
        language=law.language,
    )


def _law(country: str) -> Law:
    from citybricks.methods.exclusion import laws

    try:
        return laws.load(country)
    except laws.UnknownCountryError as error:
        raise BrickError(
            "country",
            "must be one of {allowed}, not {value}",
            allowed=", ".join(laws.available()),
            value=error.country,
        ) from None


def _rows(table: Table[Any] | None, row: type[Row]) -> list[dict[str, Any]]:
    """Return the rows of a table; what is empty or has no name in it is left out."""
    if table is None:
        return []
    import pandas as pd

    frame = table.frame.astype(object)
    known = [name for name in row.model_fields if name in frame]
    return [
        {str(name): value for name, value in one.items() if not pd.isna(value)}
        for one in frame[known].to_dict("records")
    ]


def _last_onset(counted: list[Counted]) -> date | None:
    return max((one.since for one in counted if one.since), default=None)


def _table(row: Any, rows: list[dict[str, Any]]) -> Any:
    import pandas as pd

    return Table[row](pd.DataFrame(rows, columns=list(row.model_fields)))
