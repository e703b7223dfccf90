"""What the check-ins of a morning come to, where the city has them."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from importlib.util import find_spec

import structlog
from django.db import DatabaseError

from citybricks.services.schoolhealth.daily.domain.entering import Entry, Said
from citybricks.services.schoolhealth.schools.models import School, SchoolClass

log = structlog.get_logger("citybricks.schoolhealth")

_TOTALS = "citybricks.services.schoolhealth.pupils.domain.morning"


def said_in_the_morning(
    school: School, day: date, classes: list[SchoolClass]
) -> dict[str, tuple[Said, int]]:
    """Return what parents said of classes, and of how many pupils, by the class's id.

    A class of which nobody was checked in is not in it: nothing said is not nobody ill. Schools
    report also while the database of the pupils cannot be reached.
    """
    if not classes or find_spec(_TOTALS) is None:
        return {}
    try:
        totals = import_module(_TOTALS).totals(school, day)
    except DatabaseError as error:
        log.warning("check-ins cannot be reached", error=type(error).__name__)
        return {}
    return {
        one.pk: (_said(one, day, totals[one.pk]), totals[one.pk].checked_in)
        for one in classes
        if one.pk in totals
    }


def _said(school_class: SchoolClass, day: date, total: object) -> Said:
    lines = tuple(
        Entry(syndrome, diagnosis, count.ill, count.absent, count.excluded)
        for (syndrome, diagnosis), count in sorted(total.lines.items())  # type: ignore[attr-defined] # of another app
    )
    return Said(school_class, day, lines, total.absent)  # type: ignore[attr-defined] # of another app
