"""Take check-ins in that another system has collected, as FHIR."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from citybricks.methods.exclusion.law import UnknownDiseaseError
from citybricks.services.schoolhealth.pupils.domain import fhir, keys, mornings, records
from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.domain.consents import NoConsentError
from citybricks.services.schoolhealth.pupils.domain.fhir import TEMPERATURE, Answered, Fault
from citybricks.services.schoolhealth.pupils.domain.mornings import ImplausibleError, Morning
from citybricks.services.schoolhealth.pupils.models import CheckIn, Pupil
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of
from citybricks.services.schoolhealth.schools.models import City, School

DAYS_BACK = 14
"""How late another system may send a check-in."""
_AHEAD = timedelta(minutes=5)
"""How far the clock of another system may be ahead."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a bundle.

    Parameters
    ----------
    count
        Check-ins that were taken in.
    faults
        Why others were not.
    """

    count: int
    faults: tuple[Fault, ...]


def take(school: School, content: bytes, by: Reader, version: str = "") -> Taken:
    """Take in the check-ins of a bundle; each that is wrong is told, and keeps no other out."""
    answered, faults = fhir.read(content, version)
    seen: set[tuple[str, date]] = set()
    count = 0
    for one in answered:
        try:
            _take(school, one, by, seen)
            count += 1
        except fhir.FaultError as error:
            faults.append(error.fault)
    return Taken(count, tuple(sorted(faults, key=lambda fault: fault.entry)))


def _take(school: School, one: Answered, by: Reader, seen: set[tuple[str, date]]) -> None:
    city = school.city
    day = _day(city, one)
    pupil = _pupil(school, one, day)
    if (pupil.pk, day) in seen:
        raise _fault(one, "resource", "twice")
    seen.add((pupil.pk, day))
    kept = CheckIn.objects.filter(pupil=pupil, day=day).first()
    if kept is not None and (kept.changed_at or kept.at) >= one.authored:
        raise _fault(one, "authored", "newer")
    try:
        said = _coded(city, one.morning)
        records.keep_sent(pupil, day, said, by, one.authored)
    except ImplausibleError as error:
        names = {"temperature": TEMPERATURE}
        place = f"item.where(linkId = '{names.get(error.field, error.field)}').answer"
        raise fhir.FaultError(Fault(one.entry, place, error.rule, error.value)) from None
    except NoConsentError:
        raise _fault(one, "subject", "no consent") from None


def _day(city: City, one: Answered) -> date:
    """Return the day of a check-in in the city."""
    now = timezone.now()
    if one.authored > now + _AHEAD:
        raise _fault(one, "authored", "not yet")
    if one.authored < now - timedelta(days=DAYS_BACK):
        raise _fault(one, "authored", "too old")
    return one.authored.astimezone(ZoneInfo(city.timezone)).date()


def _pupil(school: School, one: Answered, day: date) -> Pupil:
    year = keys.year(school.city_id, school_year_of(school.city, day))
    try:
        name = year.pseudonym(school.code, one.number)
    except ValueError:
        raise _fault(one, "subject.identifier.value", "subject") from None
    found = Pupil.objects.filter(pk=name).first()
    if found is None:
        raise _fault(one, "subject.identifier.value", "unknown pupil")
    return found


def _coded(city: City, said: Morning) -> Morning:
    """Return a morning with its diagnosis by the code of the law table, from that or ICD-10."""
    law = mornings.law_of(city.law)
    if not said.diagnosis or law is None:
        return said
    try:
        return replace(said, diagnosis=law.find(said.diagnosis))
    except UnknownDiseaseError:
        return said


def _fault(one: Answered, place: str, rule: str) -> fhir.FaultError:
    return fhir.FaultError(Fault(one.entry, place, rule))
