"""From a week's counts to what everybody may read: looked at first, published once.

Each week is published once as a table and once as private totals, as it was known on that day.
What came late stays out: the difference of two tables would tell of the few who were late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.utils import timezone

from citybricks.methods.privacy.consistency import consistent
from citybricks.methods.privacy.noise import margin, noisy_totals
from citybricks.methods.privacy.suppression import WIDTH, Protected, protect
from citybricks.methods.privacy.tables import crossed, table
from citybricks.services.schoolhealth.releases.domain import counting, ledger
from citybricks.services.schoolhealth.releases.domain.counting import SYNDROMES, Week
from citybricks.services.schoolhealth.releases.models import Release
from citybricks.services.schoolhealth.releases.vocabulary import Kind
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City

SECONDS = 20.0
"""Longest work on a table; what is not safe by then is not shown."""
EPSILON = 0.125
"""What the private totals of a week cost, unless something else is asked for."""
LEVEL = 0.95
"""How sure it is that a true count lies in its interval."""
ALL = ""
"""Name of the sum over all districts, stages or syndromes."""
WEEKS = 12
"""Weeks that can be published, back from today."""


class PublishedError(ValueError):
    """A week that was published already, or is not over."""


@dataclass(frozen=True, eq=False)
class Draft:
    """A table that would be published.

    Parameters
    ----------
    week
        The counts, which stay in the city.
    safe
        What of them may be shown.
    as_of
        When they were known.
    table
        What everybody would read.
    """

    week: Week
    safe: Protected
    as_of: datetime
    table: dict[str, Any]


def weeks(city: City) -> list[date]:
    """Return the Mondays of the weeks that are over and can be published, the newest first."""
    today = today_in(city)
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(1, WEEKS + 1)]


def draft(city: City, monday: date) -> Draft:
    """Return the table of a week as it would be published now.

    Raises
    ------
    TooFewError
        When too few classes reported.
    """
    as_of = timezone.now()
    week = counting.by_district(city, monday, as_of)
    people = np.repeat(week.enrolled[:, None], len(SYNDROMES), axis=1)
    least, width = city.small_cell, max(WIDTH, city.small_cell)
    made = table(week.ill, population=people)
    safe = protect(made, least=least, width=width, seconds=SECONDS)
    shown = [
        int(value) if may else None for value, may in zip(safe.values, safe.shown, strict=True)
    ]
    return Draft(week, safe, as_of, _written(week, shown) | {"least": least, "width": width})


def _written(week: Week, counts: list[Any]) -> dict[str, Any]:
    """Write the cells of a table of rows and syndromes with its sums."""
    names = [(row, syndrome) for row in (*week.rows, ALL) for syndrome in (*SYNDROMES, ALL)]
    cells = [
        {"row": row, "syndrome": syndrome, "count": count}
        for (row, syndrome), count in zip(names, counts, strict=True)
    ]
    return {"rows": list(week.rows), "syndromes": list(SYNDROMES), "cells": cells}


def publish(city: City, monday: date, by: Any) -> Release:
    """Publish the table of a week.

    Raises
    ------
    PublishedError
        When it was published before, or the week is not over.
    TooFewError
        When too few classes reported.
    """
    check_open(city, monday, Kind.SUPPRESSED)
    found = draft(city, monday)
    return _kept(city, monday, by, Kind.SUPPRESSED, found.as_of, found.table)


def publish_private(city: City, monday: date, epsilon: float, by: Any) -> Release:
    """Publish totals of a week with noise, by stage and syndrome, and pay for them.

    A pupil counts once in each syndrome at most, so one pupil changes all counts together by no
    more than there are syndromes: that is the sensitivity.

    Raises
    ------
    PublishedError
        When they were published before, or the week is not over.
    OverspentError
        When less ε is left; then nothing is published.
    TooFewError
        When too few classes reported.
    """
    check_open(city, monday, Kind.PRIVATE)
    as_of = timezone.now()
    week = counting.by_stage(city, monday, as_of)
    year = school_year_of(city, monday)
    with transaction.atomic():
        spending = ledger.spend(city, year, epsilon, f"{monday} {Kind.PRIVATE.value}")
        noisy = noisy_totals(week.ill, epsilon, len(SYNDROMES))
        written = _noisy(week, noisy.values, noisy.scale)
        noise = {"epsilon": noisy.epsilon, "scale": noisy.scale}
        release = _kept(city, monday, by, Kind.PRIVATE, as_of, written, **noise)
        ledger.settle(spending, release)
    return release


def _noisy(week: Week, values: Any, scale: float) -> dict[str, Any]:
    """Write counts that are not negative and add up, each with its interval."""
    plain = crossed([np.eye(values.size, dtype=np.int8)])
    whole = table(consistent(plain, values.ravel()).reshape(values.shape))
    drawn = table(np.zeros_like(values)).cells @ values.ravel()
    parts = np.asarray(whole.cells.sum(axis=1)).ravel()
    apart = {int(many): margin(scale, LEVEL, int(many)) for many in np.unique(parts)}
    written = _written(week, [int(value) for value in whole.values])
    for cell, value, many in zip(written["cells"], drawn, parts, strict=True):
        cell["low"] = max(0, int(value) - apart[int(many)])
        cell["high"] = max(0, int(value) + apart[int(many)])
    return written | {"level": LEVEL, "sensitivity": len(SYNDROMES)}


def check_open(city: City, monday: date, kind: Kind) -> None:
    """Refuse a week that is not over, not near, or published.

    Raises
    ------
    PublishedError
        When it is.
    """
    if monday not in weeks(city):
        raise PublishedError(f"{monday} is no Monday of the last {WEEKS} weeks")
    if Release.objects.filter(city=city, week=monday, kind=kind).exists():
        raise PublishedError(f"{monday} is published")


def _kept(
    city: City,
    monday: date,
    by: Any,
    kind: Kind,
    as_of: datetime,
    written: dict[str, Any],
    **noise: float,
) -> Release:
    try:
        with transaction.atomic():
            return Release.objects.create(
                city=city,
                kind=kind,
                week=monday,
                school_year=school_year_of(city, monday),
                table=written,
                as_of=as_of,
                by=by,
                **noise,
            )
    except IntegrityError:
        raise PublishedError(f"{monday} is published") from None
