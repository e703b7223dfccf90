"""What has changed of a member: every row of history, told as readers know its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
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

MOST = 200
"""Rows of history that are looked at for each kind of thing."""
_LONGEST = 300
_SILENT = frozenset(
    {"id", "ulid", "changed", "member", "content", "small", "digest", "width", "height"}
)
"""Columns that say nothing to readers, or what others say."""
_NAMES: dict[str, str | Promise] = {"a": _("member"), "b": _("member")}
_KINDS: tuple[type[Any], ...] = (Fact, Place, Relation, Adoption, Picture, Staff, Application)


@dataclass(frozen=True, slots=True)
class Column:
    """A column before and after."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody changed at once.

    Parameters
    ----------
    what
        The kind of thing.
    action
        ``+`` made, ``~`` changed, ``-`` removed.
    """

    at: datetime
    by: Any
    what: str | Promise
    action: str
    columns: tuple[Column, ...]


def changes(member: Member, *, with_applications: bool) -> list[Change]:
    """Return what has changed, the newest first.

    Parameters
    ----------
    with_applications
        Whether what applicants wrote to the secretariat is told.
    """
    found = list(_changes(Member, member.history.all()))
    for kind in _KINDS:
        if kind is not Application or with_applications:
            found += _changes(kind, kind.history.filter(_of(kind, member)))
    return sorted(found, key=lambda change: change.at, reverse=True)[:MOST]


def _of(kind: type[Any], member: Member) -> Q:
    if kind is Relation:
        return Q(a=member) | Q(b=member)
    return Q(member=member)


def _changes(kind: type[Any], rows: Any) -> Iterator[Change]:
    newest = list(rows.select_related("history_user").order_by("id", "-history_id")[:MOST])
    columns = [field for field in rows.model.tracked_fields if field.name not in _SILENT]
    for _id, versions in groupby(newest, key=lambda row: row.id):
        for new, old in pairwise([*versions, None]):
            change = _change(kind, columns, new, old)
            if change.columns or change.action != "~":
                yield change


def _change(kind: type[Any], columns: list[Any], new: Any, old: Any) -> Change:
    removed = new.history_type == "-"
    return Change(
        at=new.history_date,
        by=new.history_user,
        what=kind._meta.verbose_name,  # noqa: SLF001 - Django documents it
        action=new.history_type,
        columns=tuple(
            Column(
                _NAMES.get(column.name, column.verbose_name),
                _of_row(old, column),
                "" if removed else _of_row(new, column),
            )
            for column in columns
            if removed
            or (old is None and _of_row(new, column))
            or (old is not None and getattr(old, column.attname) != getattr(new, column.attname))
        ),
    )


def _of_row(row: Any, column: Any) -> str:
    """Return what stands in a column, as people call it."""
    if row is None:
        return ""
    value = getattr(row, column.attname)
    if column.is_relation:
        there = column.related_model.objects.filter(pk=value).first()
        return str(there) if there else _shown(value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _shown(value)


def _shown(value: Any) -> str:
    """Return a value in few characters."""
    if isinstance(value, Text):
        said = " / ".join(f"[{tag}] {text}" for tag, text in value.versions().items() if text)
    elif isinstance(value, dict):
        said = " / ".join(f"[{key}] {one}" for key, one in value.items())
    elif isinstance(value, bool):
        said = "✓" if value else "✗"
    elif isinstance(value, list):
        said = ", ".join(map(str, value))
    else:
        said = "" if value is None else str(value)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
