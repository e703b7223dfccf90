"""Values of a JSON document that know where they stand, so that a complaint can name the place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citybricks.methods.drones.errors import InputError

_TIME = (
    "a time with its zone, such as 2026-11-22T09:00:00+09:00",
    "带时区的时间，例如 2026-11-22T09:00:00+09:00",
)
_CLOCK = ("a time of day with its zone, such as 09:00:00Z", "带时区的时刻，例如 09:00:00Z")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document and where it stands."""

    value: Any
    field: str = ""

    def refuse(self, en: str, zh: str) -> InputError:
        """Return the complaint that something else is allowed here."""
        return InputError(self.field or "document", self.value, (en, zh))

    def get(self, key: str) -> Node | None:
        """Return a member of an object; none when it is absent or null."""
        value = self.members().get(key)
        return None if value is None else Node(value, f"{self.field}.{key}".lstrip("."))

    def need(self, key: str, en: str, zh: str) -> Node:
        """Return a member of an object that has to be there."""
        found = self.get(key)
        if found is None:
            raise Node(None, f"{self.field}.{key}".lstrip(".")).refuse(en, zh)
        return found

    def members(self) -> dict[str, Any]:
        """Return the members of an object."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object", "对象")
        return self.value

    def items(self) -> Iterator[Node]:
        """Return the items of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.refuse("a list", "列表")
        return (Node(item, f"{self.field}[{at}]") for at, item in enumerate(self.value))

    def number(self, low: float, high: float) -> float:
        """Return a number within a range."""
        value = self.value
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not isfinite(value) or not low <= value <= high:
            span = f"{low:g}–{high:g}"
            raise self.refuse(f"a number in {span}", f"{span} 之间的数")
        return float(value)

    def text(self) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refuse("a text that is not empty", "非空文本")
        return self.value.strip()

    def choice(self, *allowed: str) -> str:
        """Return one of the allowed words, in capitals."""
        word = self.value.strip().upper() if isinstance(self.value, str) else None
        if word not in allowed:
            names = ", ".join(allowed)
            raise self.refuse(names, names)
        return str(word)

    def moment(self, zone: ZoneInfo | None) -> datetime:
        """Return a date and time with its zone, in UTC.

        A time without a zone is only understood when a zone is given, and refused where the
        clock of that zone shows it twice or never.
        """
        try:
            read = datetime.fromisoformat(self.text())
        except ValueError as error:
            raise self.refuse(*_TIME) from error
        if read.tzinfo is None:
            read = self._local(read, zone)
        return read.astimezone(UTC)

    def _local(self, read: datetime, zone: ZoneInfo | None) -> datetime:
        if zone is None:
            raise self.refuse(*_TIME)
        early, late = read.replace(tzinfo=zone), read.replace(tzinfo=zone, fold=1)
        if early.utcoffset() != late.utcoffset():
            raise self.refuse(
                f"a time that the clock of {zone.key} shows once, or one with its zone",
                f"在 {zone.key} 时区只出现一次的时间，或带时区的时间",
            )
        return early

    def clock(self, zone: tzinfo | None) -> time:
        """Return a time of day with its zone."""
        try:
            read = time.fromisoformat(self.text())
        except ValueError as error:
            raise self.refuse(*_CLOCK) from error
        if read.tzinfo is None:
            if zone is None:
                raise self.refuse(*_CLOCK)
            read = read.replace(tzinfo=zone)
        return read


def document(source: str | bytes | dict[str, Any] | list[Any]) -> Node:
    """Return a document as text or as already read.

    Raises
    ------
    InputError
        When the text is not JSON; numbers that are not finite are not JSON.
    """
    if not isinstance(source, str | bytes):
        return Node(source)
    try:
        return Node(json.loads(source, parse_constant=_refuse_constant))
    except ValueError as error:
        where = source if isinstance(source, str) else repr(source)
        raise InputError("document", where[:40], ("JSON in UTF-8", "UTF-8 编码的 JSON")) from error


def time_zone(name: str | None) -> ZoneInfo | None:
    """Return a zone of the IANA database.

    Raises
    ------
    InputError
        When no zone has this name.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        allowed = (
            "a name of the IANA database, such as Asia/Tokyo",
            "IANA 时区名，例如 Asia/Tokyo",
        )
        raise InputError("timezone", name, allowed) from error


def _refuse_constant(name: str) -> float:
    message = f"{name} is no number of JSON"
    raise ValueError(message)
