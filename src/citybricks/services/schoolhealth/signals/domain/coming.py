"""Reports that are still to come: how many more ill pupils of a day will be known later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from citybricks.methods.surveillance.series import Floats
from citybricks.services.schoolhealth.schools.models import City


@dataclass(frozen=True, eq=False)
class Coming:
    """What is still to be reported of each day shown, with a 95 % interval."""

    mean: Floats
    low: Floats
    high: Floats


def of(
    city: City,
    since: date,
    until: date,
    syndrome: str,
    classes: Collection[str] | None,
    as_of: datetime | None,
) -> Coming | None:
    """Return what is still to be reported of days; None when nothing can be said."""
    del city, since, until, syndrome, classes, as_of
    return None
