"""Whom to tell what: the wordings of this app's notices, and who gets them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.gatherings.expo.models import Attendant, Booth, Contact
from citybricks.network.gatherings.hosting.domain.access import organisers_of
from citybricks.network.notices.domain.notices import register, tell

WORDINGS = {
    "booth.submitted": _("The booth of %(exhibitor)s waits for you"),
    "booth.published": _("The booth of %(exhibitor)s is published"),
    "booth.returned": _("The booth of %(exhibitor)s was sent back: %(reason)s"),
    "booth.invited": _("You are invited to the booth of %(exhibitor)s"),
    "booth.contact": _("Somebody has written to the booth of %(exhibitor)s"),
    "booth.answered": _("The booth of %(exhibitor)s has answered you"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def exhibitors(booth: Booth) -> list[Any]:
    """Return the accounts of those who write or attend a booth."""
    mails = Attendant.objects.filter(booth=booth, user=None).values(low=Lower("email"))
    users = get_user_model().objects.annotate(low=Lower("email"))
    own = Q(booths__booth=booth) | Q(low__in=mails)
    if booth.member_id is not None:
        own |= Q(posts__member=booth.member_id, posts__role__in=("officer", "admin"))
    return list(users.filter(own, is_active=True).distinct())


def _said(booth: Booth, **more: str) -> dict[str, Any]:
    return {"exhibitor": booth.organisation.model_dump(mode="json"), **more}


def _page(booth: Booth) -> str:
    return reverse("expo-booth", args=[booth.gathering.slug, booth.pk])


def moved(booth: Booth, action: str) -> None:
    """Tell who has to know that a booth has moved on."""
    if action == "submit":
        url = reverse("expo-desk", args=[booth.gathering.slug])
        tell(organisers_of(booth.gathering), "booth.submitted", _said(booth), url)
    elif action == "publish":
        tell(exhibitors(booth), "booth.published", _said(booth), _page(booth))
    elif action == "return":
        url = reverse("expo-edit", args=[booth.gathering.slug, booth.pk])
        tell(exhibitors(booth), "booth.returned", _said(booth, reason=booth.returned), url)


def invited(attendant: Attendant) -> None:
    """Tell somebody with an account that they are invited to a booth."""
    users = get_user_model().objects.filter(email__iexact=attendant.email, is_active=True)
    booth = attendant.booth
    tell(users, "booth.invited", _said(booth), _page(booth), once=f"booth.invited:{attendant.pk}")


def written(contact: Contact) -> None:
    """Tell an exhibitor that somebody has written; not who, as notices are mailed."""
    booth = contact.booth
    url = reverse("expo-contacts", args=[booth.gathering.slug, booth.pk])
    tell(exhibitors(booth), "booth.contact", _said(booth), url)


def answered(contact: Contact, url: str) -> None:
    """Tell a visitor with an account that the exhibitor has answered."""
    if contact.user is not None:
        tell([contact.user], "booth.answered", _said(contact.booth), url)
