"""Whom to tell what of a fair: the wordings of its notices, and who gets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.gatherings.fair.models import Fair, Meeting, Request
from citybricks.network.gatherings.hosting.domain.access import organisers_of
from citybricks.network.notices.domain.notices import register, tell

WORDINGS = {
    "fair.asked": _("%(name)s asks you for a meeting at “%(title)s”: %(reason)s"),
    "fair.accepted": _("%(name)s would like to meet you at “%(title)s”"),
    "fair.declined": _("%(name)s declines your request for a meeting at “%(title)s”"),
    "fair.withdrawn": _("%(name)s has withdrawn the request for a meeting at “%(title)s”"),
    "fair.frozen": _("Requests for meetings at “%(title)s” are closed; the plan is being made"),
    "fair.published": _("Your meetings at “%(title)s” are there: say whether you come"),
    "fair.moved": _("Your meeting with %(names)s at “%(title)s” has moved"),
    "fair.new": _("You have a new meeting with %(names)s at “%(title)s”"),
    "fair.cancelled": _("Your meeting with %(names)s at “%(title)s” does not take place"),
    "fair.nudge": _("At “%(title)s” more people could meet you if you opened more times"),
    "fair.given-up": _("%(name)s cannot come to a meeting at “%(title)s”; its place is free"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def _title(fair: Fair) -> dict[str, Any]:
    return {"title": fair.gathering.title.model_dump(mode="json")}


def _accounts(people: Iterable[Any]) -> list[Any]:
    return [one.user for one in people if one.user_id]


def page(fair: Fair, name: str = "fair") -> str:
    """Return the path of a page of a fair."""
    return reverse(name, args=[fair.gathering.slug])


def asked(request: Request) -> None:
    """Tell people that they are asked for a meeting."""
    said = _title(request.fair) | {"name": request.asker.name, "reason": request.reason or "–"}
    people = [one for one in (request.asked, request.third, request.fourth) if one]
    once = f"fair.asked:{request.pk}"
    tell(_accounts(people), "fair.asked", said, page(request.fair, "fair-requests"), once=once)


def answered(request: Request) -> None:
    """Tell the other side what became of a request."""
    withdrawn = request.state == "withdrawn"
    who = request.asker if withdrawn else request.asked
    said = _title(request.fair) | {"name": who.name}
    people = [request.asked if withdrawn else request.asker]
    tell(_accounts(people), f"fair.{request.state}", said, page(request.fair, "fair-requests"))


def everybody(fair: Fair, kind: str, people: Iterable[Any]) -> None:
    """Tell people something of the whole fair."""
    once = f"{kind}:{fair.pk}:{fair.published or fair.stage}"
    tell(_accounts(people), kind, _title(fair), page(fair), once=once)


def nudge(fair: Fair, people: Iterable[Any]) -> None:
    """Ask people to open more slots."""
    tell(_accounts(people), "fair.nudge", _title(fair), page(fair, "fair-profile"))


def changed(fair: Fair, kinds: Mapping[str, Iterable[Meeting]]) -> None:
    """Tell everybody of meetings that are new, moved or cancelled.

    Parameters
    ----------
    kinds
        Meetings by ``new``, ``moved`` and ``cancelled``, with their seats at hand.
    """
    for kind, meetings in kinds.items():
        for meeting in meetings:
            people = [seat.participant for seat in meeting.seats.all()]
            for one in people:
                names = [other.name for other in people if other.pk != one.pk]
                said = _title(fair) | {"names": ", ".join(names)}
                once = f"fair.{kind}:{meeting.pk}:{meeting.sequence}"
                tell(_accounts([one]), f"fair.{kind}", said, page(fair), once=once)


def given_up(meeting: Meeting, who: Any) -> None:
    """Tell the organisers that a place is free."""
    fair = meeting.fair
    said = _title(fair) | {"name": who.name}
    tell(organisers_of(fair.gathering), "fair.given-up", said, page(fair, "fair-plan"))
