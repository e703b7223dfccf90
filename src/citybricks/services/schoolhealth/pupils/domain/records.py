"""Check-ins: kept, corrected and read. Nothing else opens what is sealed.

Who reads says who they are, as what and why, and each record that is opened leaves one entry in
the access log before anything of it is returned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from citybricks.services.schoolhealth.pupils.domain import chain, consents, keys, mornings
from citybricks.services.schoolhealth.pupils.domain.chain import Deed, Reader
from citybricks.services.schoolhealth.pupils.domain.consents import NoConsentError
from citybricks.services.schoolhealth.pupils.domain.mornings import Morning
from citybricks.services.schoolhealth.pupils.models import CheckIn, Consent, Pupil
from citybricks.services.schoolhealth.pupils.router import DATABASE
from citybricks.services.schoolhealth.pupils.vocabulary import Action, Origin
from citybricks.services.schoolhealth.schools.domain.calendar import deadline_of, today_in
from citybricks.services.schoolhealth.schools.models import City

FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)


class ClosedError(ValueError):
    """The time for check-ins of the day is over, or has not come."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A check-in that was opened."""

    day: date
    at: datetime
    changed_at: datetime | None
    origin: str
    morning: Morning


@dataclass(frozen=True, slots=True)
class Record:
    """A pupil's check-ins that were opened, the latest first."""

    pupil: Pupil
    check_ins: tuple[Seen, ...]


def is_open(city: City, day: date) -> bool:
    """Whether check-ins of a day are taken now: on the day itself, until the deadline."""
    return day == today_in(city) and timezone.now() < deadline_of(city, day)


def keep(pupil: Pupil, day: date, said: Morning, by: Reader) -> CheckIn:
    """Keep what a guardian says of this morning; until the deadline it may be corrected.

    Raises
    ------
    NoConsentError
        When nobody agreed to it.
    ClosedError
        When the day is not today, or its deadline is over.
    ImplausibleError
        When a value cannot be.
    """
    if not is_open(City.objects.get(pk=pupil.city), day):
        raise ClosedError(day.isoformat())
    return _keep(pupil, day, said, by, Origin.PAGE, timezone.now())


def keep_sent(pupil: Pupil, day: date, said: Morning, by: Reader, at: datetime) -> CheckIn:
    """Keep what another system has collected, of whatever day.

    Parameters
    ----------
    at
        When the guardian answered.

    Raises
    ------
    NoConsentError
        When nobody agreed to it.
    ImplausibleError
        When a value cannot be.
    """
    return _keep(pupil, day, said, by, Origin.FHIR, at)


def _keep(pupil: Pupil, day: date, said: Morning, by: Reader, origin: str, at: datetime) -> CheckIn:
    checked = mornings.checked(said, day, City.objects.get(pk=pupil.city).law)
    year = keys.year(pupil.city, pupil.school_year)
    sealed = year.seal(mornings.written(checked), _about(pupil.pk, day))
    with transaction.atomic(using=DATABASE):
        Pupil.objects.select_for_update().get(pk=pupil.pk)
        if consents.given(pupil) is None:
            raise NoConsentError
        row = CheckIn.objects.filter(pupil=pupil, day=day).first()
        action = Action.CHECK_IN if row is None else Action.CORRECT
        if row is None:
            row = CheckIn(pupil=pupil, day=day, at=at)
        else:
            row.changed_at = at
        row.sealed, row.origin = sealed, origin
        row.save()
        chain.add(pupil.city, by, action, [Deed(pupil.pk, day.isoformat())])
    return row


def read(
    pupils: Sequence[Pupil], by: Reader, *, since: date, until: date, action: str = Action.READ
) -> list[Record]:
    """Open the check-ins of some pupils who consented; each leaves one entry in the access log.

    Pupils without check-ins in these days are not read, and leave none.

    Parameters
    ----------
    by
        Who reads, as what and why. That they may is the caller's to ask (`scopes`).
    since, until
        First and last day.
    action
        `Action.READ`, or `Action.EXPORT` for what is taken home.
    """
    found: list[Record] = []
    years = _Years()
    with transaction.atomic(using=DATABASE):
        for pupil, rows in _rows(pupils, since, until):
            found.append(Record(pupil, tuple(_opened(years.of(pupil), row) for row in rows)))
        for city in sorted({record.pupil.city for record in found}):
            deeds = [Deed(one.pupil.pk, _days(one)) for one in found if one.pupil.city == city]
            chain.add(city, by, action, deeds)
    return found


def counted(pupils: Sequence[Pupil], day: date) -> Iterator[Morning]:
    """Yield the mornings of some pupils, for totals alone: who they are of is not told."""
    years = _Years()
    for pupil, rows in _rows(pupils, day, day):
        for row in rows:
            yield _opened(years.of(pupil), row).morning


class _Years:
    """Keys of school years, each opened once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], keys.Year] = {}

    def of(self, pupil: Pupil) -> keys.Year:
        """Return the keys of a pupil's school year."""
        place = (pupil.city, pupil.school_year)
        if place not in self._known:
            self._known[place] = keys.year(*place)
        return self._known[place]


def _rows(
    pupils: Iterable[Pupil], since: date, until: date
) -> Iterator[tuple[Pupil, list[CheckIn]]]:
    """Yield the check-ins of each pupil of whom a consent stands, in the order asked for."""
    wanted = {pupil.pk: pupil for pupil in pupils}
    asked = Consent.objects.filter(pupil__in=list(wanted), withdrawn_at=None)
    agreed = set(asked.values_list("pupil_id", flat=True))
    rows: dict[str, list[CheckIn]] = {}
    for row in CheckIn.objects.filter(pupil__in=agreed, day__range=(since, until)):
        rows.setdefault(row.pupil_id, []).append(row)
    for pk, pupil in wanted.items():
        if pk in rows:
            yield pupil, rows[pk]


def _opened(year: keys.Year, row: CheckIn) -> Seen:
    content = year.open(bytes(row.sealed), _about(row.pupil_id, row.day))
    return Seen(row.day, row.at, row.changed_at, row.origin, mornings.read(content))


def _about(pseudonym: str, day: date) -> str:
    return f"check-in/{pseudonym}/{day.isoformat()}"


def _days(record: Record) -> str:
    first, last = record.check_ins[-1].day, record.check_ins[0].day
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
