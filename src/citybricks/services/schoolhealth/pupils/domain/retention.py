"""Records are destroyed when their time is over, with the key that could open any copy of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from citybricks.services.schoolhealth.pupils.domain import chain, keys
from citybricks.services.schoolhealth.pupils.domain.chain import Deed
from citybricks.services.schoolhealth.pupils.models import (
    CheckIn,
    Consent,
    Guardian,
    Invitation,
    Opening,
    Pupil,
    Recount,
    YearKey,
)
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Purpose
from citybricks.services.schoolhealth.schools.domain.calendar import today_in
from citybricks.services.schoolhealth.schools.domain.years import first_month
from citybricks.services.schoolhealth.schools.models import City


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was destroyed of a school year."""

    city: str
    school_year: int
    pupils: int
    check_ins: int


def kept_until(city: City, school_year: int) -> date:
    """Return the last day on which records of a school year are kept."""
    end = date(school_year + 1, first_month(city.law), 1) - timedelta(days=1)
    year = end.year + city.retention_years
    return date(year, end.month, 28 if (end.month, end.day) == (2, 29) else end.day)


def destroy_old() -> list[Destroyed]:
    """Destroy the records of every school year whose time is over."""
    done = []
    for row in YearKey.objects.filter(destroyed_at=None):
        city = City.objects.filter(pk=row.city).first()
        if city is not None and today_in(city) > kept_until(city, row.school_year):
            done.append(_destroy(row))
    return done


def _destroy(key: YearKey) -> Destroyed:
    """Destroy a school year: rows and key. What stays are entries of the log, and totals."""
    of_year = {"pupil__city": key.city, "pupil__school_year": key.school_year}
    with transaction.atomic(using=DATABASE):
        check_ins, _ = CheckIn.objects.filter(**of_year).delete()
        for model in (Consent, Guardian, Invitation):
            model.objects.filter(**of_year).delete()
        pupils = Pupil.objects.filter(city=key.city, school_year=key.school_year)
        classes = set(pupils.values_list("class_id", flat=True))
        count, _ = pupils.delete()
        Recount.objects.filter(class_id__in=classes).delete()
        Opening.objects.filter(class_id__in=classes).exclude(reviewed_at=None).delete()
        keys.destroy(key)
        what = f"{key.school_year}: {count} pupils, {check_ins} check-ins"
        chain.add(key.city, chain.hub(Purpose.KEEPING), Action.DESTROY, [Deed("", what)])
    return Destroyed(key.city, key.school_year, count, check_ins)
