"""Tags of the pages on which people write for members."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.members.models import Member, User

register = template.Library()

_TABS = (
    ("profile", "member-edit", _("Profile"), "members.edit"),
    ("facts", "member-facts", _("Facts"), "members.edit"),
    ("places", "member-places", _("Laboratories and parks"), "members.edit"),
    ("relations", "member-relations", _("Relations"), "members.edit"),
    ("adoptions", "member-adoptions", _("Bricks it runs"), "members.edit"),
    ("picture", "member-picture-edit", _("Picture"), "members.edit"),
    ("translations", "member-translations", _("Translations"), "members.edit"),
    ("people", "staff", _("People"), "members.see_staff"),
    ("history", "member-history", _("What has changed"), "members.act"),
    ("standing", "member-standing", _("Standing"), "members.review"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page on which something is written."""

    name: str
    url: str
    title: str | Promise


@register.simple_tag(takes_context=True)
def edit_tabs(context: template.Context) -> list[Tab]:
    """Return the pages of a member on which the reader may write."""
    member: Member = context["member"]
    user: User = context["user"]
    return [
        Tab(name, reverse(address, args=[member.slug]), title)
        for name, address, title, permission in _TABS
        if user.has_perm(permission, member)
    ]
