"""Ask for meetings, and answer; everything that can be wrong is said before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.gatherings.fair.domain import telling
from citybricks.network.gatherings.fair.domain.availability import profiles_of
from citybricks.network.gatherings.fair.domain.ruling import Rules
from citybricks.network.gatherings.fair.domain.setting import fair_of, live_between
from citybricks.network.gatherings.fair.models import Fair, Request
from citybricks.network.gatherings.fair.vocabulary import Asked, Origin, Priority, Stage
from citybricks.network.life import Life, NotPossibleError, Step

LONGEST = 600
"""Characters of a reason, and of an answer."""
LIFE = Life(
    {
        Asked.WAITING: {
            "accept": Step(Asked.ACCEPTED, "fair.answer"),
            "decline": Step(Asked.DECLINED, "fair.answer"),
            "withdraw": Step(Asked.WITHDRAWN, "fair.withdraw"),
        },
        Asked.ACCEPTED: {
            "decline": Step(Asked.DECLINED, "fair.answer"),
            "withdraw": Step(Asked.WITHDRAWN, "fair.withdraw"),
        },
        Asked.DECLINED: {"accept": Step(Asked.ACCEPTED, "fair.answer")},
        Asked.WITHDRAWN: {},
    }
)
"""What can be done with a request as long as requests are open, and who does it."""
NAMES = {
    "accept": gettext_lazy("Accept"),
    "decline": gettext_lazy("Decline"),
    "withdraw": gettext_lazy("Withdraw"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said with a request beside who asks whom.

    Parameters
    ----------
    others
        Further people of a meeting of three or four.
    score
        Of the match it comes from, 0 to 1.
    by
        Account of who wrote it; None for the one who asks.
    """

    others: Sequence[Any] = ()
    language: str = "en"
    origin: str = Origin.HAND
    score: float | None = None
    by: Any = None


def ask(
    gathering: Any,
    by: Any,
    of: Any,
    reason: str = "",
    priority: int = Priority.SECOND,
    said: Asking | None = None,
) -> Request:
    """Ask for a meeting at the fair of a gathering.

    Parameters
    ----------
    by, of
        Participants: who asks, and who is asked.
    priority
        1 most, 3 least.

    Raises
    ------
    ValidationError
        When it is asked of oneself, twice, too late, or against a rule; by the field it is about.
    """
    said = said or Asking()
    fair = fair_of(gathering)
    people = (by, of, *said.others)
    reason = _checked(fair, people, reason, priority, said)
    try:
        with transaction.atomic():
            third, fourth = (*said.others, None, None)[:2]
            made = Request.objects.create(
                fair=fair, asker=by, asked=of, third=third, fourth=fourth, reason=reason,
                language=said.language, priority=priority, origin=said.origin, score=said.score,
                by=said.by or by.user,
            )  # fmt: skip
    except IntegrityError as error:  # somebody else was faster
        raise ValidationError({"asked": _twice(of)}) from error
    telling.asked(made)
    return made


def _checked(fair: Fair, people: Sequence[Any], reason: str, priority: int, said: Asking) -> str:
    by, of = people[0], people[1]
    _check_open(fair, said.origin)
    if len({one.pk for one in people}) < len(people):
        raise ValidationError(
            {"asked": _("Nobody can meet themselves; choose somebody other than %(name)s.")
             % {"name": by.name if by.pk in {one.pk for one in people[1:]} else of.name}}
        )  # fmt: skip
    for one in people:
        if one.gathering_id != fair.gathering_id or not one.is_coming:
            raise ValidationError(
                {"asked": _("%(name)s does not take part in this gathering.") % {"name": one.name}}
            )
    if len(people) > fair.people:
        raise ValidationError(
            {"others": _("%(count)s people are too many; at this fair at most %(most)s meet.")
             % {"count": len(people), "most": fair.people}}
        )  # fmt: skip
    if priority not in Priority.values:
        raise ValidationError(
            {"priority": _("“%(value)s” is no priority; 1, 2 and 3 are.") % {"value": priority}}
        )
    if said_where := unseated(fair, people):
        raise ValidationError({"asked": said_where})
    _check_new(fair, people)
    if against := Rules.of(fair).against(people, profiles_of(fair)):
        raise ValidationError({"asked": against})
    return _reasoned(reason, said.origin)


def unseated(fair: Fair, people: Sequence[Any]) -> str:
    """Return why some people cannot meet at a table where nobody meets online; empty: they can."""
    away = [one.name for one in people if one.attendance == "online"]
    if fair.online or not away:
        return ""
    return _("%(names)s takes part online, and meetings of this fair are on site only.") % {
        "names": ", ".join(away)
    }


def _check_open(fair: Fair, origin: str) -> None:
    """Refuse requests when they are closed; organisers may ask as long as the fair runs."""
    if fair.stage == Stage.OPEN and (fair.gathering.is_open or origin == Origin.ORGANISER):
        return
    if origin == Origin.ORGANISER and fair.stage != Stage.OVER:
        return
    raise ValidationError(
        _("Requests are closed: the fair stands at “%(stage)s”.")
        % {"stage": fair.get_stage_display()}
    )


def _check_new(fair: Fair, people: Sequence[Any]) -> None:
    there = live_between(fair, [one.pk for one in people])
    if there is None:
        return
    if there.asker_id == people[0].pk:
        raise ValidationError({"asked": _twice(people[1])})
    raise ValidationError(
        {"asked": _("%(name)s has asked you already; accept that request instead.")
         % {"name": there.asker.name}}
    )  # fmt: skip


def _twice(of: Any) -> str:
    return _("You have asked %(name)s already; one request is enough.") % {"name": of.name}


def _reasoned(reason: str, origin: str) -> str:
    try:
        clean = text_up_to(reason, LONGEST)
    except ValidationError as error:
        raise ValidationError({"reason": error.messages}) from error
    if not clean and origin in (Origin.HAND, Origin.BOOTH):
        raise ValidationError(
            {"reason": _("Say in a sentence why you would like to meet; it is what they read.")}
        )
    return clean


def may(request: Request, permission: str, participant: Any) -> bool:
    """Whether somebody may answer or withdraw: who was asked answers, who asks withdraws."""
    if participant is None:
        return False
    if permission == "fair.withdraw":
        return bool(request.asker_id == participant.pk)
    return participant.pk in request.numbers[1:]


def possible(request: Request, participant: Any) -> list[str]:
    """Return what somebody can do with a request as it stands."""
    if request.fair.stage != Stage.OPEN:
        return []
    steps = LIFE.steps.get(request.state, {})
    return [name for name, step in steps.items() if may(request, step.permission, participant)]


@transaction.atomic
def answer(request: Request, action: str, participant: Any, words: str = "") -> Request:
    """Accept, decline or withdraw.

    Raises
    ------
    NotPossibleError
        When requests are closed, or it stands differently by now.
    PermissionDenied
        When it is not for this person to do.
    ValidationError
        When the words are too long.
    """
    fresh = (
        Request.objects.select_for_update(of=("self",)).select_related("fair").get(pk=request.pk)
    )
    if fresh.fair.stage != Stage.OPEN:
        raise NotPossibleError(action, fresh.fair.stage, ())
    step = LIFE.step(fresh.state, action)
    if not may(fresh, step.permission, participant):
        raise PermissionDenied(f"{participant} may not {action} {fresh.pk}")
    other = live_between(fresh.fair, fresh.numbers) if step.to == Asked.ACCEPTED else None
    if other is not None and other.pk != fresh.pk:
        raise NotPossibleError(action, fresh.state, ())
    try:
        fresh.answer = text_up_to(words, LONGEST)
    except ValidationError as error:
        raise ValidationError({"answer": error.messages}) from error
    fresh.state, fresh.answered = Asked(step.to), timezone.now()
    fresh.save()
    telling.answered(fresh)
    return fresh


PEOPLE = ("asker__member", "asked__member", "third", "fourth")


def of_participant(fair: Fair, participant: Any) -> QuerySet[Request]:
    """Return the requests that somebody is part of, the newest first."""
    part = (
        Q(asker=participant) | Q(asked=participant) | Q(third=participant) | Q(fourth=participant)
    )
    return fair.requests.filter(part).select_related("fair", *PEOPLE).order_by("-ulid")
