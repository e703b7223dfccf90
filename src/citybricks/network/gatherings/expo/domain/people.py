"""Who is at a booth, when, and who is there now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.network.gatherings.expo.domain import telling
from citybricks.network.gatherings.expo.domain.texts import written
from citybricks.network.gatherings.expo.models import Attendant, Booth, Hours
from citybricks.network.gatherings.hosting.domain.zones import from_wall

LONGEST = timedelta(hours=16)
"""Most hours at a stretch."""
MOST_PEOPLE = 40


@dataclass(frozen=True, slots=True)
class There:
    """Somebody at a booth, with their hours."""

    attendant: Attendant
    hours: tuple[Hours, ...]
    now: bool


@transaction.atomic
def invite(booth: Booth, given: Mapping[str, Any], *, edits: bool) -> Attendant:
    """Invite somebody to a booth.

    Raises
    ------
    ValidationError
        When they are there already, or the booth is full.
    """
    if booth.attendants.count() >= MOST_PEOPLE:
        said = _("At most %(most)s people can be at a booth.")
        raise ValidationError({"email": said % {"most": MOST_PEOPLE}})
    email = str(given["email"]).strip()
    if booth.attendants.filter(email__iexact=email).exists():
        raise ValidationError({"email": _already(email)})
    user = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
    made = Attendant(booth=booth, user=user, email=email, name=given["name"], edits=edits)
    made.languages = given["languages"]
    made.post = written(made.post, given, "post", given.get("language") or "en")
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # invited twice at the same moment
        raise ValidationError({"email": _already(email)}) from error
    telling.invited(made)
    return made


def _already(email: str) -> str:
    return _("%(email)s is invited already.") % {"email": email}


@transaction.atomic
def add_hours(attendant: Attendant, day: date, starts: time, ends: time) -> Hours:
    """Say when somebody is at a booth, as clocks of the gathering show it.

    Raises
    ------
    ValidationError
        When the times do not exist there, end before they begin, are outside the gathering, or
        overlap with hours of the same person.
    """
    gathering = attendant.booth.gathering
    if not gathering.first_day <= day <= gathering.last_day:
        said = _("%(day)s is not a day of the gathering; it is from %(first)s to %(last)s.")
        told = {"day": day, "first": gathering.first_day, "last": gathering.last_day}
        raise ValidationError({"day": said % told})
    if ends <= starts:
        said = _("%(ends)s is not after %(starts)s; write hours past midnight as two.")
        times = {"starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
        raise ValidationError({"ends": said % times})
    first = from_wall(day, starts, gathering.time_zone, fold=0)
    last = from_wall(day, ends, gathering.time_zone, fold=1)
    if last - first > LONGEST:
        raise ValidationError({"ends": _("Nobody is at a booth for more than 16 hours.")})
    Attendant.objects.select_for_update().get(pk=attendant.pk)
    if attendant.hours.filter(starts__lt=last, ends__gt=first).exists():
        said = _("%(name)s has hours then already.") % {"name": attendant.name}
        raise ValidationError({"starts": said})
    return Hours.objects.create(attendant=attendant, starts=first, ends=last)


def there(booth: Booth, now: datetime | None = None) -> list[There]:
    """Return who is at a booth with their hours, who is there now first."""
    now = now or timezone.now()
    found = [
        There(one, hours := tuple(one.hours.all()), _is_now(hours, now))
        for one in booth.attendants.prefetch_related("hours")
    ]
    return sorted(found, key=lambda one: not one.now)


def _is_now(hours: Iterable[Hours], now: datetime) -> bool:
    return any(one.starts <= now < one.ends for one in hours)


def staffed_now(gathering: Any, now: datetime | None = None) -> set[str]:
    """Return the booths at which somebody is now."""
    now = now or timezone.now()
    here = Hours.objects.filter(
        attendant__booth__gathering=gathering, starts__lte=now, ends__gt=now
    )
    return set(here.values_list("attendant__booth", flat=True))
