"""Whom to tell what: the wordings of this app's notices, and who gets them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
from citybricks.network.exchange.models import Interest, Listing
from citybricks.network.exchange.permissions import EDITORS, SPEAKERS
from citybricks.network.exchange.vocabulary import Answer, State
from citybricks.network.members.models import Member, User
from citybricks.network.notices.domain.notices import register, tell

WORDINGS = {
    "listing.checking": _("“%(title)s” waits for the quality check"),
    "listing.published": _("“%(title)s” is published"),
    "listing.returned": _("“%(title)s” was sent back: %(reason)s"),
    "listing.expiring": _("“%(title)s” expires on %(date)s: renew it, or let it be archived"),
    "listing.archived": _("“%(title)s” has expired and is archived; it can be renewed"),
    "match.new": _("“%(other)s” of %(member)s may fit “%(title)s”"),
    "interest.received": _("%(member)s is interested in “%(title)s”: answer by %(date)s"),
    "interest.due": _("%(member)s waits for an answer about “%(title)s” until %(date)s"),
    "interest.accepted": _("%(member)s would like to go on with you about “%(title)s”"),
    "interest.declined": _("%(member)s declines your interest in “%(title)s”"),
    "interest.withdrawn": _("%(member)s is no longer interested in “%(title)s”"),
    "interest.lapsed": _("The interest of %(member)s in “%(title)s” lapsed without an answer"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def speakers(member: Member) -> list[User]:
    """Return who speaks for a member."""
    return list(member.people.filter(posts__role__in=SPEAKERS, posts__member=member).distinct())


def editors(member: Member) -> list[User]:
    """Return who writes for a member."""
    return list(member.people.filter(posts__role__in=EDITORS, posts__member=member).distinct())


def secretariat() -> list[User]:
    """Return the people of the secretariat."""
    return list(User.objects.filter(is_staff=True, is_active=True))


def named(member: Member) -> dict[str, Any]:
    """Return a member's name as a text, to be shown in the language of whoever reads it."""
    names = {tag: name for tag, name in member.names.items() if name}
    language = "en" if "en" in names or not names else next(iter(names))
    others = {tag.replace("-", "_"): name for tag, name in names.items() if tag != language}
    return dumped(Text.of(language, names.get(language, member.slug), **others))


def dumped(text: Text) -> dict[str, Any]:
    """Return a text as notices take it."""
    return text.model_dump(mode="json")


def page_of(listing: Listing) -> str:
    """Return the path of a listing's page."""
    return reverse("listing", args=[listing.ulid])


def moved(listing: Listing, action: str, before: str) -> None:
    """Tell who has to know that a listing has moved on."""
    title = {"title": dumped(listing.title)}
    if action == "submit":
        tell(secretariat(), "listing.checking", title, reverse("listing-checks"))
    elif action == "approve":
        tell(editors(listing.member), "listing.published", title, page_of(listing))
    elif action == "return":
        said = title | {"reason": listing.returned}
        tell(editors(listing.member), "listing.returned", said, page_of(listing))
    elif listing.state == State.ARCHIVED != before:
        tell(editors(listing.member), "listing.archived", title, page_of(listing))


def expiring(listing: Listing) -> None:
    """Tell the writers of a listing that it expires soon."""
    said = {"title": dumped(listing.title), "date": listing.expires.isoformat()}
    once = f"expiring:{listing.ulid}:{listing.expires}:{listing.reminded}"
    tell(editors(listing.member), "listing.expiring", said, page_of(listing), once=once)


_SENT_TO_OWNER = ("interest.received", "interest.due", "interest.withdrawn")


def answered(interest: Interest, kind: str) -> None:
    """Tell the side of an expression of interest that has to know."""
    listing = interest.listing
    to_owner = kind in _SENT_TO_OWNER
    other = interest.member if to_owner else listing.member
    said = {
        "member": named(interest.member if interest.state == Answer.LAPSED else other),
        "title": dumped(listing.title),
        "date": interest.answer_by.isoformat(),
    }
    people = speakers(listing.member if to_owner else interest.member)
    if interest.state == Answer.LAPSED:
        people += speakers(listing.member)
    url = reverse("listing-interests")
    tell(people, kind, said, url, once=f"{kind}:{interest.ulid}")
