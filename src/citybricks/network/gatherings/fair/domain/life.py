"""How a fair moves: requests open, frozen, planned, published, over."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.gatherings.fair.domain import publishing, telling
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.fair.vocabulary import Stage
from citybricks.network.gatherings.hosting.domain.access import participants_of
from citybricks.network.life import Life, Step

_ORGANISE = "gatherings.organise"
LIFE = Life(
    {
        Stage.OPEN: {"freeze": Step(Stage.FROZEN, _ORGANISE)},
        Stage.FROZEN: {
            "reopen": Step(Stage.OPEN, _ORGANISE),
            "plan": Step(Stage.PLANNED, _ORGANISE),
        },
        Stage.PLANNED: {
            "reopen": Step(Stage.OPEN, _ORGANISE),
            "plan": Step(Stage.PLANNED, _ORGANISE),
            "publish": Step(Stage.PUBLISHED, _ORGANISE),
        },
        Stage.PUBLISHED: {"finish": Step(Stage.OVER, _ORGANISE)},
        Stage.OVER: {},
    }
)
"""What can be done at each stage, where it leads, and the permission it asks for."""
NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "freeze": gettext_lazy("Close requests"),
        "reopen": gettext_lazy("Open requests again"),
        "plan": gettext_lazy("Plan all meetings"),
        "publish": gettext_lazy("Publish the plan"),
        "finish": gettext_lazy("The fair is over"),
    }
)
BY_HAND = ("freeze", "reopen", "publish", "finish")
"""What a button does at once; planning is worked out."""


def possible(fair: Fair, by: Any) -> list[str]:
    """Return what a person can do with a fair as it stands."""
    steps = LIFE.steps.get(fair.stage, {})
    return [name for name, step in steps.items() if by.has_perm(step.permission, fair.gathering)]


@transaction.atomic
def act(fair: Fair, action: str, by: Any | None) -> Fair:
    """Move a fair on, and tell who has to know.

    Parameters
    ----------
    by
        Who does it; None for the hub itself.

    Raises
    ------
    NotPossibleError
        When it cannot be done at this stage.
    PermissionDenied
        When the person may not.
    ValidationError
        When something has to be there before.
    """
    fresh = Fair.objects.select_for_update().select_related("gathering").get(pk=fair.pk)
    step = LIFE.step(fresh.stage, action)
    if by is not None and not by.has_perm(step.permission, fresh.gathering):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    _check(fresh, action)
    fresh.stage = Stage(step.to)
    if action == "publish":
        fresh.published = timezone.now()
    fresh.save()
    if action == "freeze":
        telling.everybody(fresh, "fair.frozen", participants_of(fresh.gathering))
    elif action == "reopen":
        publishing.drop(fresh)
    elif action == "publish":
        publishing.publish(fresh)
    elif action == "finish":
        publishing.finish(fresh)
    return fresh


def _check(fair: Fair, action: str) -> None:
    if action == "freeze" and not fair.slots.exists():
        raise ValidationError(_("There are no slots yet; make them first."))
    if action == "publish" and not fair.meetings.exists():
        raise ValidationError(_("The plan has no meeting; there is nothing to publish."))
