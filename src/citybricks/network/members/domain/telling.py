"""Whom to tell that an application or a member moves on, and in which words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.members.domain.profile import names_of
from citybricks.network.members.models import Application, Member, Relation, User
from citybricks.network.notices.domain.notices import register, tell

WORDINGS = {
    "application.sent": _("%(member)s applies to become a member"),
    "application.resent": _("The application of %(member)s was sent again"),
    "application.in-review": _("The application of %(member)s is in review"),
    "application.returned": _("The secretariat asks about %(member)s: %(reason)s"),
    "application.accepted": _("%(member)s is a member now, and you are its administrator"),
    "application.refused": _("The application of %(member)s was refused: %(reason)s"),
    "application.taken-back": _("The application of %(member)s was taken back"),
    "member.suspended": _("The membership of %(member)s is suspended: %(reason)s"),
    "member.reinstated": _("%(member)s is a member again"),
    "member.withdrawn": _("%(member)s is no longer a member: %(reason)s"),
    "member.related": _("%(other)s has written what it has with %(member)s"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)

_ANSWERS = {
    "review": "application.in-review",
    "accept": "application.accepted",
    "return": "application.returned",
    "refuse": "application.refused",
}
_ASKS = {
    "apply": "application.sent",
    "resend": "application.resent",
    "take-back": "application.taken-back",
}
_MOVES = {
    "suspend": "member.suspended",
    "reinstate": "member.reinstated",
    "withdraw": "member.withdrawn",
}
_EDITORS = ("officer", "admin")


def secretariat() -> list[User]:
    """Return the people of the secretariat."""
    return list(User.objects.filter(is_staff=True, is_active=True))


def editors(member: Member) -> list[User]:
    """Return who writes for a member."""
    return list(member.people.filter(posts__role__in=_EDITORS, posts__member=member).distinct())


def answered(application: Application, action: str) -> None:
    """Tell the applicant what the secretariat did, or the secretariat what the applicant did."""
    said = _named(application.member) | {"reason": application.reason}
    url = reverse("member-application", args=[application.ulid])
    if action in _ANSWERS:
        tell([application.applicant], _ANSWERS[action], said, url)
    else:
        tell(secretariat(), _ASKS[action], said, url)


def moved(member: Member, action: str) -> None:
    """Tell those who write for a member how it stands now."""
    said = _named(member) | {"reason": member.reason}
    tell(editors(member), _MOVES[action], said, reverse("member", args=[member.slug]))


def related(relation: Relation, by: Member) -> None:
    """Tell the other side of a relation what was written of both."""
    other = relation.other(by)
    said = _named(other) | {"other": _named(by)["member"]}
    tell(editors(other), "member.related", said, reverse("member", args=[by.slug]))


def _named(member: Member) -> dict[str, Any]:
    return {"member": names_of(member).model_dump(mode="json")}
