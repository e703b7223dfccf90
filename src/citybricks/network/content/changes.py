"""What has changed: rows of history, told as readers know their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise

from citybricks.network.content.text import Text

MOST = 200
"""Rows of history that are looked at for each kind of thing."""
_LONGEST = 300


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


def changes(
    rows: Any, silent: Collection[str], names: Mapping[str, str | Promise]
) -> Iterator[Change]:
    """Yield what has changed of things of one kind, of each thing the newest first.

    Parameters
    ----------
    rows
        Of its history.
    silent
        Columns that say nothing to readers, or what others say.
    names
        What readers call columns whose own name they do not know.
    """
    key = rows.model.instance_type._meta.pk.attname  # noqa: SLF001 - Django documents it
    newest = rows.select_related("history_user").order_by(key, "-history_id")[:MOST]
    columns = {
        column: names.get(column.name, column.verbose_name)
        for column in rows.model.tracked_fields
        if column.name not in silent
    }
    for _key, versions in groupby(newest, key=attrgetter(key)):
        for new, old in pairwise([*versions, None]):
            change = _change(columns, new, old)
            if change.columns or change.action != "~":
                yield change


def _change(columns: Mapping[Any, str | Promise], new: Any, old: Any) -> Change:
    removed = new.history_type == "-"
    return Change(
        at=new.history_date,
        by=new.history_user,
        what=new.instance_type._meta.verbose_name,  # noqa: SLF001 - Django documents it
        action=new.history_type,
        columns=tuple(
            Column(name, _of_row(old, column), "" if removed else _of_row(new, column))
            for column, name in columns.items()
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
    said = _said(value)
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _said(value: Any) -> str:
    if isinstance(value, Text):
        return " / ".join(f"[{tag}] {text}" for tag, text in value.versions().items() if text)
    if isinstance(value, dict):
        return " / ".join(f"[{key}] {one}" for key, one in value.items())
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return "" if value is None else str(value)
