"""Whom to tell what of a signal; what is told names a place and a syndrome, never a child."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.notices.domain.notices import register, tell
from citybricks.services.schoolhealth.schools.models import Post
from citybricks.services.schoolhealth.schools.vocabulary import Role
from citybricks.services.schoolhealth.signals.models import Signal
from citybricks.services.schoolhealth.signals.vocabulary import Level

VERIFYING = (Role.HEALTH_CENTRE, Role.EPIDEMIOLOGIST)
"""Roles that verify signals."""
WORDINGS = MappingProxyType(
    {
        "schoolhealth.detect": _("A signal waits to be verified within 24 hours: %(place)s"),
        "schoolhealth.confirm": _("A signal was confirmed as an event: %(place)s"),
        "schoolhealth.assess": _("An event was assessed and waits for a response: %(place)s"),
        "schoolhealth.close": _("An event is closed: %(place)s"),
        "schoolhealth.overdue": _("A signal is not verified after 24 hours: %(place)s"),
    }
)
"""What notices say, by kind. The place is a class, a school or the city."""
_ROLES = MappingProxyType(
    {
        "detect": VERIFYING,
        "overdue": VERIFYING,
        "confirm": (*VERIFYING, Role.BOARD),
        "assess": (Role.BOARD,),
        "close": (*VERIFYING, Role.BOARD),
    }
)

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def moved(signal: Signal, action: str, by: Any | None = None) -> None:
    """Tell who has to know what was done with a signal, but for who did it."""
    kind = f"schoolhealth.{action}"
    if kind not in WORDINGS:
        return
    posts = Post.objects.filter(city=signal.city_id)
    held = posts.filter(role__in=_ROLES[action])
    if action == "confirm" and signal.level in (Level.SCHOOL, Level.CLASS):
        held = held | posts.filter(role__in=(Role.NURSE, Role.DOCTOR), school=signal.school_id)
    people: Any = get_user_model().objects.filter(health_posts__in=held).distinct()
    if by is not None:
        people = people.exclude(pk=by.pk)
    url = reverse("schoolhealth-signal", args=[signal.city_id, signal.pk])
    tell(people, kind, {"place": place_named(signal)}, url, once=f"{kind}:{signal.pk}")


def place_named(signal: Signal) -> str:
    """Name the place of a signal, as short as everybody knows it."""
    school = str(signal.school) if signal.school else str(signal.city)
    return f"{school} {signal.school_class}" if signal.school_class else school
