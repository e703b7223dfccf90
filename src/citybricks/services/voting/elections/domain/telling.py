"""Whom to tell what of an election: its officials, when something waits for them."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.notices.domain.notices import register, tell
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import Role

AGREEING = (Role.ADMIN, Role.REGISTRAR, Role.AUDITOR)
"""Roles whose word counts when an election is frozen."""
WORDINGS = MappingProxyType(
    {
        "election.to_registrar": _("“%(title)s” waits for its credentials"),
        "election.ready": _("“%(title)s” can be frozen when two persons agree: look at it"),
        "election.freeze": _("“%(title)s” is frozen; nothing in it changes any more"),
        "election.open": _("“%(title)s” is open"),
        "election.close": _("“%(title)s” is closed and can be tallied"),
        "election.finish": _("The result of “%(title)s” is published"),
        "election.cancel": _("“%(title)s” is cancelled"),
    }
)
"""What notices say, by kind."""
_ROLES = MappingProxyType(
    {
        "election.to_registrar": (Role.REGISTRAR,),
        "election.ready": AGREEING,
        "election.close": (Role.ADMIN, Role.AUDITOR),
    }
)

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def moved(election: Election, action: str) -> None:
    """Tell who has to know that an election has moved on."""
    kind = f"election.{action}"
    if kind in WORDINGS:
        _tell(election, kind)


def ready(election: Election) -> None:
    """Tell those whose word counts that all trustees are done."""
    _tell(election, "election.ready")


def _tell(election: Election, kind: str) -> None:
    roles: Collection[str] = _ROLES.get(kind, Role.values)
    people: Any = get_user_model().objects.filter(
        offices__election=election, offices__role__in=roles
    )
    title = {"title": election.title.model_dump(mode="json")}
    url = reverse("election-desk", args=[election.uuid])
    tell(people.distinct(), kind, title, url, once=f"{kind}:{election.pk}")
