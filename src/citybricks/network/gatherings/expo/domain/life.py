"""How a booth moves: draft, sent to the organiser, published; and back."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.gatherings.expo.domain import telling
from citybricks.network.gatherings.expo.domain.checklist import missing
from citybricks.network.gatherings.expo.domain.writing import keep, tell_shows
from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.expo.vocabulary import State
from citybricks.network.life import Life, Step

LIFE = Life(
    {
        State.DRAFT: {"submit": Step(State.SUBMITTED, "expo.edit")},
        State.SUBMITTED: {
            "publish": Step(State.PUBLISHED, "expo.check"),
            "return": Step(State.DRAFT, "expo.check"),
            "withdraw": Step(State.DRAFT, "expo.edit"),
        },
        State.PUBLISHED: {"withdraw": Step(State.DRAFT, "expo.edit")},
    }
)
"""What can be done in each state, where it leads, and the permission it asks for."""

NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "submit": _("Send to the organiser"),
        "publish": _("Publish the booth"),
        "return": _("Send the booth back"),
        "withdraw": _("Take the booth back"),
    }
)


class MissingError(ValueError):
    """Something has to be there before.

    Parameters
    ----------
    problems
        What is asked for.
    """

    def __init__(self, problems: list[str | Promise]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems)))


def possible(booth: Booth, by: Any) -> list[str]:
    """Return what a person can do with a booth as it stands."""
    steps = LIFE.steps.get(booth.state, {})
    return [name for name, step in steps.items() if by.has_perm(step.permission, booth)]


@transaction.atomic
def act(booth: Booth, action: str, by: Any, reason: str = "") -> Booth:
    """Move a booth on, and tell who has to know.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the booth's state.
    PermissionDenied
        When the person may not.
    MissingError
        When something has to be there before, or a reason.
    """
    fresh = Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    step = LIFE.step(fresh.state, action)
    if not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    if action in ("submit", "publish") and (gaps := missing(fresh)):
        raise MissingError([gap.asked for gap in gaps])
    if action == "return" and not reason.strip():
        raise MissingError([_("Say what has to be changed, so that the exhibitor knows.")])
    fresh.state = State(step.to)
    fresh.returned = reason.strip() if action == "return" else ""
    if action == "publish":
        fresh.published = timezone.now()
    keep(fresh)
    tell_shows(fresh)
    telling.moved(fresh, action)
    return fresh
