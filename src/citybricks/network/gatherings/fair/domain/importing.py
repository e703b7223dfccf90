"""Requests from the rows of a table: each checked as by hand, then all taken over or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from citybricks.network.content.given import text_up_to
from citybricks.network.gatherings.fair.domain.availability import profiles_of
from citybricks.network.gatherings.fair.domain.requesting import LONGEST, unseated
from citybricks.network.gatherings.fair.domain.ruling import Rules
from citybricks.network.gatherings.fair.models import Fair, Request
from citybricks.network.gatherings.fair.vocabulary import LIVE, Asked, Origin
from citybricks.network.gatherings.hosting.domain.access import participants_of
from citybricks.network.intake.domain.checking import Problem, RowError

COLUMNS = ("asker", "asked", "third", "fourth", "priority", "reason", "score", "state")
"""Of a table of requests, as it is given out and taken in."""
_STATES = {"": Asked.WAITING, "waiting": Asked.WAITING, "accepted": Asked.ACCEPTED}
BATCH = 500


def is_known(column: str) -> bool:
    """Whether a column is read."""
    return column in COLUMNS


@dataclass(frozen=True, slots=True)
class Row:
    """A row that fits."""

    people: tuple[Any, ...]
    priority: int
    reason: str
    score: float | None
    state: str


def reader(fair: Fair) -> Callable[[dict[str, str]], Row]:
    """Return what reads a row; people are given by e-mail address, identifier or name."""
    found = _Finder(fair)
    rules, profiles = Rules.of(fair), profiles_of(fair)
    seen = {frozenset(one.numbers) for one in fair.requests.filter(state__in=LIVE)}

    def read(cells: dict[str, str]) -> Row:
        named = {name: cells.get(name, "") for name in COLUMNS[:4]}
        people = tuple(
            found.person(name, given)
            for name, given in named.items()
            if given or name in ("asker", "asked")
        )
        _check(fair, people)
        key = frozenset(one.pk for one in people)
        if key in seen:
            raise RowError(Problem("asked", _("These people are asked for already.")))
        if against := unseated(fair, people) or rules.against(people, profiles):
            raise RowError(Problem("asked", against))
        row = Row(
            people, _priority(cells.get("priority", "")), _reason(cells.get("reason", "")),
            _score(cells.get("score", "")), _state(cells.get("state", "")),
        )  # fmt: skip
        seen.add(key)
        return row

    return read


class _Finder:
    """Finds people by what a table calls them."""

    def __init__(self, fair: Fair) -> None:
        self.known: dict[str, list[Any]] = {}
        for one in participants_of(fair.gathering):
            for name in {one.pk, one.email.casefold(), one.name.casefold()} - {""}:
                self.known.setdefault(name, []).append(one)

    def person(self, column: str, given: str) -> Any:
        found = self.known.get(given) or self.known.get(given.casefold()) or []
        if len(found) == 1:
            return found[0]
        if not given:
            raise RowError(Problem(column, _("A person is needed.")))
        said = (
            _("“%(value)s” are %(count)s people; give the e-mail address.")
            if found
            else _("“%(value)s” takes no part; give an e-mail address or a name of the list.")
        )
        raise RowError(Problem(column, said % {"value": given[:60], "count": len(found)}, given))


def _check(fair: Fair, people: tuple[Any, ...]) -> None:
    if len({one.pk for one in people}) < len(people):
        raise RowError(Problem("asked", _("Nobody can meet themselves.")))
    if len(people) > fair.people:
        said = _("%(count)s people are too many; at this fair at most %(most)s meet.")
        raise RowError(Problem("third", said % {"count": len(people), "most": fair.people}))


def _priority(given: str) -> int:
    if given in ("", "1", "2", "3"):
        return int(given or 2)
    said = _("“%(value)s” is no priority; 1, 2 and 3 are.")
    raise RowError(Problem("priority", said % {"value": given[:20]}, given))


def _reason(given: str) -> str:
    try:
        return text_up_to(given, LONGEST)
    except ValidationError as error:
        raise RowError(Problem("reason", " ".join(error.messages))) from error


def _score(given: str) -> float | None:
    if not given:
        return None
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        said = _("“%(value)s” is no score; give a number from 0 to 1.")
        raise RowError(Problem("score", said % {"value": given[:20]}, given))
    return value


def _state(given: str) -> str:
    if given in _STATES:
        return _STATES[given]
    said = _("“%(value)s” cannot be taken over; waiting and accepted can.")
    raise RowError(Problem("state", said % {"value": given[:20]}, given))


@transaction.atomic
def take_over(fair: Fair, rows: Iterable[Row], by: Any) -> int:
    """Write every row, and return how many there are; nobody is told one by one."""
    made = [
        Request(
            fair=fair, asker=row.people[0], asked=row.people[1],
            third=row.people[2] if len(row.people) > 2 else None,  # noqa: PLR2004 - a third
            fourth=row.people[3] if len(row.people) > 3 else None,  # noqa: PLR2004 - a fourth
            priority=row.priority, reason=row.reason, score=row.score, state=row.state,
            origin=Origin.TABLE, by=by,
        )
        for row in rows
    ]  # fmt: skip
    bulk_create_with_history(made, Request, batch_size=BATCH)
    return len(made)
