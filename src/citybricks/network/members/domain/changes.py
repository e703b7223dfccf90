"""What has changed of a member, and of everything that is kept of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.changes import MOST, Change
from citybricks.network.content.changes import changes as changes_of
from citybricks.network.members.models import (
    Adoption,
    Application,
    Fact,
    Member,
    Picture,
    Place,
    Relation,
    Staff,
)

_SILENT = frozenset(
    {"id", "ulid", "changed", "member", "content", "small", "digest", "width", "height"}
)
_NAMES: dict[str, str | Promise] = {"a": _("member"), "b": _("member")}
_KINDS: tuple[type[Any], ...] = (Fact, Place, Relation, Adoption, Picture, Staff, Application)


def changes(member: Member, *, with_applications: bool) -> list[Change]:
    """Return what has changed, the newest first.

    Parameters
    ----------
    with_applications
        Whether what applicants wrote to the secretariat is told.
    """
    found = list(changes_of(member.history.all(), _SILENT, _NAMES))
    for kind in _KINDS:
        if kind is not Application or with_applications:
            found += changes_of(kind.history.filter(_of(kind, member)), _SILENT, _NAMES)
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def _of(kind: type[Any], member: Member) -> Q:
    if kind is Relation:
        return Q(a=member) | Q(b=member)
    return Q(member=member)
