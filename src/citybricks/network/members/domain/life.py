"""How members and applications move: applied, in review, member; suspended, withdrawn; listed.

A record that the network lists stays listed, and public, while somebody applies for it: nobody
can take a city's page away by applying for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.life import Life, Step
from citybricks.network.members.domain import people, profile, telling
from citybricks.network.members.models import Application, Member, Staff, User

_DESK, _OWN = "members.review", "members.own_application"
_SENT, _IN_REVIEW = Application.State.SENT, Application.State.IN_REVIEW
_RETURNED, _REFUSED = Application.State.RETURNED, Application.State.REFUSED
_TAKEN_BACK = Application.State.TAKEN_BACK

APPLICATION = Life(
    {
        _SENT: {
            "review": Step(_IN_REVIEW, _DESK),
            "take-back": Step(_TAKEN_BACK, _OWN),
        },
        _IN_REVIEW: {
            "accept": Step(Application.State.ACCEPTED, _DESK),
            "return": Step(_RETURNED, _DESK),
            "refuse": Step(_REFUSED, _DESK),
            "take-back": Step(_TAKEN_BACK, _OWN),
        },
        _RETURNED: {
            "resend": Step(_SENT, _OWN),
            "refuse": Step(_REFUSED, _DESK),
            "take-back": Step(_TAKEN_BACK, _OWN),
        },
    }
)
"""What can be done with an application, where it leads, and the permission it asks for."""
_LISTED = Member.State.LISTED
MEMBER = Life(
    {
        Member.State.APPLIED: {
            "review": Step(Member.State.IN_REVIEW, _DESK),
            "resend": Step(Member.State.APPLIED, _OWN),
            "refuse": Step(Member.State.WITHDRAWN, _DESK),
            "take-back": Step(Member.State.WITHDRAWN, _OWN),
        },
        Member.State.IN_REVIEW: {
            "accept": Step(Member.State.MEMBER, _DESK),
            "return": Step(Member.State.APPLIED, _DESK),
            "refuse": Step(Member.State.WITHDRAWN, _DESK),
            "take-back": Step(Member.State.WITHDRAWN, _OWN),
        },
        Member.State.MEMBER: {
            "suspend": Step(Member.State.SUSPENDED, _DESK),
            "withdraw": Step(Member.State.WITHDRAWN, _DESK),
        },
        Member.State.SUSPENDED: {
            "reinstate": Step(Member.State.MEMBER, _DESK),
            "withdraw": Step(Member.State.WITHDRAWN, _DESK),
        },
        Member.State.WITHDRAWN: {
            "apply": Step(Member.State.APPLIED, _OWN),
            "reinstate": Step(Member.State.MEMBER, _DESK),
        },
        _LISTED: {
            "accept": Step(Member.State.MEMBER, _DESK),
            "withdraw": Step(Member.State.WITHDRAWN, _DESK),
            **{
                still: Step(_LISTED, _OWN if still in {"apply", "resend", "take-back"} else _DESK)
                for still in ("apply", "review", "return", "resend", "refuse", "take-back")
            },
        },
    }
)
"""How a member stands after each action; those of applications are done by `answer` only."""
STANDING = ("suspend", "reinstate", "withdraw")
"""What the secretariat does to members that are not applying."""
REASONED = frozenset({"return", "refuse", "suspend", "withdraw"})
"""Actions that somebody has to be given a reason for."""
NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "review": gettext_lazy("Take into review"),
        "accept": gettext_lazy("Accept as a member"),
        "return": gettext_lazy("Ask back"),
        "refuse": gettext_lazy("Refuse"),
        "resend": gettext_lazy("Send again"),
        "take-back": gettext_lazy("Take back"),
        "suspend": gettext_lazy("Suspend"),
        "reinstate": gettext_lazy("Reinstate"),
        "withdraw": gettext_lazy("Withdraw"),
    }
)


class ReasonMissingError(ValueError):
    """Something is done to somebody who is not told why."""

    def __init__(self) -> None:
        super().__init__(_("Say why: those whom it concerns are told these words."))


def possible(thing: Application | Member, by: User) -> list[str]:
    """Return what a person can do with an application, or with how a member stands."""
    life = APPLICATION if isinstance(thing, Application) else MEMBER
    steps = life.steps.get(thing.state, {})
    names = steps if isinstance(thing, Application) else [n for n in steps if n in STANDING]
    return [name for name in names if by.has_perm(steps[name].permission, thing)]


@transaction.atomic
def answer(application: Application, action: str, by: User, reason: str = "") -> Application:
    """Move an application on, and how its member stands with it; tell who has to know.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the application's state.
    PermissionDenied
        When the person may not.
    ReasonMissingError
        When it asks for a reason and there is none.
    """
    fresh = Application.objects.select_for_update().get(pk=application.pk)
    fresh.state = _permitted(APPLICATION, fresh, action, by, reason).to
    if action in REASONED:
        fresh.reason = reason.strip()
    fresh.save()
    member = Member.objects.select_for_update().get(pk=fresh.member_id)
    member.state = MEMBER.step(member.state, action).to
    if action == "accept":
        _welcome(member, fresh.applicant)
    elif member.state == Member.State.WITHDRAWN:
        member.reason = fresh.reason
    profile.keep(member)
    telling.answered(fresh, action)
    return fresh


def _welcome(member: Member, applicant: User) -> None:
    """Let the applicant administer the member."""
    member.joined, member.reason = member.joined or timezone.localdate(), ""
    people.appoint(member=member, user=applicant, role=Staff.Role.ADMIN)


@transaction.atomic
def move(member: Member, action: str, by: User, reason: str = "") -> Member:
    """Suspend, reinstate or withdraw a member.

    Raises
    ------
    NotPossibleError
        When the action cannot be done as the member stands.
    PermissionDenied
        When the person may not.
    ReasonMissingError
        When it asks for a reason and there is none.
    """
    fresh = Member.objects.select_for_update().get(pk=member.pk)
    known = action if action in STANDING else ""
    fresh.state = _permitted(MEMBER, fresh, known, by, reason).to
    fresh.reason = reason.strip()
    profile.keep(fresh)
    telling.moved(fresh, action)
    return fresh


def _permitted(life: Life, thing: Application | Member, action: str, by: User, reason: str) -> Step:
    """Return where an action leads, if the person may and has said why."""
    step = life.step(thing.state, action)
    if not by.has_perm(step.permission, thing):
        raise PermissionDenied(f"{by.pk} may not {action} {thing.pk}")
    if action in REASONED and not reason.strip():
        raise ReasonMissingError
    return step
