"""What a query asks of records: the parameters of OGC API – Records, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

PARAMETERS = frozenset(
    {"bbox", "datetime", "limit", "offset", "q", "type", "externalIds", "ids", "f", "lang"}
)
MOST, USUAL = 500, 10
"""Records in an answer: at most, and when nothing is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query of an address asks for.

    Parameters
    ----------
    bbox
        West, south, east, north in degrees; west is greater where it crosses 180°.
    since, until
        Days between which a record was valid; None where the interval is open.
    """

    q: str = ""
    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    bbox: tuple[float, float, float, float] | None = None
    since: date | None = None
    until: date | None = None
    limit: int = USUAL
    offset: int = 0

    @classmethod
    def of(cls, query: dict[str, str]) -> Asked:
        """Read it.

        Raises
        ------
        ValidationError
            When a parameter is not known, or its value is none.
        """
        if unknown := set(query) - PARAMETERS:
            raise _wrong(", ".join(sorted(unknown)), ", ".join(sorted(PARAMETERS)))
        since, until = _interval(query.get("datetime", ""))
        return cls(
            q=query.get("q", "").replace(",", " ").strip()[:100],
            types=_several(query.get("type", "")),
            ids=_several(query.get("ids", "")),
            external=_several(query.get("externalIds", "")),
            bbox=_box(query.get("bbox", "")),
            since=since,
            until=until,
            limit=min(_number("limit", query.get("limit", str(USUAL)), 1), MOST),
            offset=_number("offset", query.get("offset", "0"), 0),
        )


def _wrong(given: str, allowed: str) -> ValidationError:
    said = _("“%(given)s” cannot be used; allowed is: %(allowed)s.")
    return ValidationError(said % {"given": given[:80], "allowed": allowed})


def _several(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _number(name: str, given: str, least: int) -> int:
    if given.isdecimal() and least <= int(given) <= 1_000_000_000:  # noqa: PLR2004 - more there cannot be
        return int(given)
    raise _wrong(f"{name}={given}", f"{name}={least}…")


def _box(given: str) -> tuple[float, float, float, float] | None:
    if not given:
        return None
    try:
        numbers = tuple(float(part) for part in given.split(","))
    except ValueError:
        numbers = ()
    if len(numbers) == 6:  # noqa: PLR2004 - with heights, which records have none of
        numbers = (*numbers[:2], *numbers[3:5])
    if len(numbers) != 4 or not (-90 <= numbers[1] <= numbers[3] <= 90):  # noqa: PLR2004 - degrees
        raise _wrong(f"bbox={given}", "bbox=west,south,east,north")
    west, south, east, north = numbers
    return west, south, east, north


def _interval(given: str) -> tuple[date | None, date | None]:
    if not given:
        return None, None
    start, _slash, end = given.partition("/")
    if not _slash:
        end = start
    return _day(start, given), _day(end, given)


def _day(text: str, given: str) -> date | None:
    if text in {"", ".."}:
        return None
    try:
        moment: datetime | None = parse_datetime(text)
        day = moment.date() if moment else parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise _wrong(f"datetime={given}", "2026-11-22, 2026-11-22T08:00:00Z, 2026-01-01/..")
    return day
