"""Many members from a table: every row is checked before any is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from citybricks.network.content.given import language_tag
from citybricks.network.content.text import Text
from citybricks.network.intake.domain.checking import (
    Checked,
    Problem,
    RowError,
    check,
    list_of,
    texts_of,
)
from citybricks.network.intake.domain.sheet import Sheet
from citybricks.network.members.domain import cells, profile, registers
from citybricks.network.members.domain.columns import is_known
from citybricks.network.members.domain.identity import UnknownPlaceError, city
from citybricks.network.members.models import Member

_CITY = Member.Kind.CITY


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A row as the member it becomes.

    Parameters
    ----------
    member
        Not yet kept.
    city
        Short name or GeoNames id of the city it belongs to; empty where it names none.
    """

    member: Member
    city: str = ""


def checked(sheet: Sheet) -> Checked[Enrolled]:
    """Return what the rows of a table would become, and everything that is wrong with them."""
    return check(sheet, _Reader(sheet).row, is_known)


@transaction.atomic
def enrol(rows: Iterable[Enrolled]) -> list[Member]:
    """Take over rows, all of them or, should one fail, none; cities before their institutions.

    Raises
    ------
    django.db.IntegrityError
        When somebody else has meanwhile entered one of them.
    """
    ordered = sorted(rows, key=lambda row: row.member.kind != _CITY)
    for row in ordered:
        if row.city:
            row.member.city = _there(row.city)
        profile.keep(row.member)
    return [row.member for row in ordered]


def _there(named: str) -> Member | None:
    cities = Member.objects.filter(kind=_CITY)
    if named.isdecimal():
        return cities.filter(geonames_id=int(named)).first()
    return cities.filter(slug=named).first()


@dataclass(slots=True)
class _Row:
    """A row while it is read; what is wrong with it is collected."""

    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def take(self, column: str, read: Any, otherwise: Any = None) -> Any:
        """Return what a check makes of a cell; of an empty or a wrong one, something else."""
        given = self.cells.get(column, "")
        if not given:
            return otherwise
        try:
            return read(given)
        except ValidationError as error:
            self.refuse(column, " ".join(error.messages))
            return otherwise

    def texts(self, column: str, most: int) -> dict[str, str]:
        """Return the texts of a column by language."""
        found = {}
        for tag, said in texts_of(self.cells, column).items():
            try:
                found[language_tag(tag)] = cells.text(said, most)
            except ValidationError as error:
                self.refuse(f"{column}:{tag}", " ".join(error.messages))
        return found

    def several(self, column: str, read: Any) -> list[str]:
        """Return the values of a list."""
        found: dict[str, None] = {}
        for part in list_of(self.cells, column):
            try:
                found[read(part)] = None
            except ValidationError as error:
                self.refuse(column, " ".join(error.messages), part)
        return list(found)

    def is_wrong(self, *columns: str) -> bool:
        """Whether something is wrong with a column, in any language."""
        return any(one.column.partition(":")[0] in columns for one in self.problems)

    def refuse(self, column: str, message: str, value: str = "", link: str = "") -> None:
        """Say what is wrong with a cell."""
        self.problems.append(Problem(column, message, value, link=link))


class _Reader:
    """Reads the rows of one table; knows who is in the network and in the rows before."""

    def __init__(self, sheet: Sheet) -> None:
        known = Member.objects.all()
        self.taken: dict[tuple[str, object], Member] = {}
        for member in known.only("slug", "kind", "names", "country", "geonames_id", "ror", "lei"):
            self._note(member)
        rows = [row for row in sheet.rows if row.get("kind", "").casefold() == _CITY]
        self.cities = {row.get("geonames_id", "") for row in rows}
        self.cities |= {row.get("slug") or slugify(row.get("name:en", "")) for row in rows}
        self.cities |= {member.slug for member in known.filter(kind=_CITY)}
        self.cities |= {str(member.geonames_id) for member in known.filter(kind=_CITY)}
        self.cities -= {"", "None"}

    def row(self, given: dict[str, str]) -> Enrolled:
        """Make a member of a row.

        Raises
        ------
        RowError
            When something is wrong with it; it says everything.
        """
        row = _Row(given)
        member = Member(kind=row.take("kind", cells.kind, ""))
        if not member.kind and "kind" not in row.cells:
            row.refuse("kind", _("What kind of member is it? Allowed: %s.") % cells.kinds())
        self._describe(row, member)
        self._identify(row, member)
        self._count(row, member)
        belongs = self._city(row)
        self._refuse_twice(row, member)
        if row.problems:
            raise RowError(*row.problems)
        self._note(member)
        return Enrolled(member, belongs)

    def _describe(self, row: _Row, member: Member) -> None:
        member.names = row.texts("name", cells.LONGEST_NAME)
        if not member.names and not row.is_wrong("name"):
            row.refuse(
                "name:en", _("A member needs a name: fill in name:en, name:zh-Hans or others.")
            )
        stories = row.texts("story", cells.LONGEST_STORY)
        if stories:
            original = "en" if "en" in stories else next(iter(stories))
            member.story = Text(language=original, text=stories.pop(original))
            for tag, said in stories.items():
                member.story = member.story.translated(tag, said)
        member.slug = row.take("slug", cells.slug, "") or slugify(str(member))[:50]
        if not member.slug and not row.is_wrong("name", "slug"):
            row.refuse("slug", _("The short name cannot be made of the name; fill it in."))
        member.website = row.take("website", cells.website, "")
        member.fields = row.several("fields", cells.focus_field)
        member.groups = row.several("groups", cells.group)
        member.languages = row.several("languages", language_tag)
        member.joined = row.take("joined", cells.day)

    def _identify(self, row: _Row, member: Member) -> None:
        member.ror = row.take("ror", registers.ror)
        member.lei = row.take("lei", registers.lei)
        member.country = row.take("country", cells.country, "")
        if member.kind == _CITY:
            self._place(row, member)
            return
        if member.kind and "geonames_id" in row.cells:
            row.refuse(
                "geonames_id", _("A GeoNames id is of cities; institutions name their city.")
            )
        member.latitude = row.take("latitude", cells.degrees(90))
        member.longitude = row.take("longitude", cells.degrees(180))

    def _place(self, row: _Row, member: Member) -> None:
        """Take where a city is from GeoNames."""
        number = row.take("geonames_id", cells.whole(1, 10**9))
        if number is None:
            if "geonames_id" not in row.cells:
                row.refuse("geonames_id", _("A city needs its GeoNames id, as 1859171 of Kobe."))
            return
        try:
            place = city(number)
        except UnknownPlaceError as error:
            row.refuse("geonames_id", str(error))
            return
        member.geonames_id = number
        member.latitude, member.longitude = place.latitude, place.longitude
        member.time_zone = place.time_zone
        if member.country and member.country != place.country:
            said = _("GeoNames has %(name)s in %(there)s, not in %(given)s.")
            names = {"name": place.name, "there": place.country, "given": member.country}
            row.refuse("country", said % names)
        member.country = place.country

    def _count(self, row: _Row, member: Member) -> None:
        member.population = row.take("population", cells.whole(1, 10**9))
        member.population_year = row.take("population_year", cells.year)
        member.population_source = row.take("population_source", cells.short, "")
        if member.population is not None and "population_year" not in row.cells:
            row.refuse("population_year", _("Of which year is the population?"))
        if "population" not in row.cells and member.population_year is not None:
            row.refuse("population", _("A year is told, and no population."))

    def _city(self, row: _Row) -> str:
        named = row.cells.get("city", "")
        if named and named not in self.cities:
            said = _("“%(given)s” is no city of the network or of this table: give its short name.")
            row.refuse("city", said % {"given": named[:60]})
        return named

    def _refuse_twice(self, row: _Row, member: Member) -> None:
        """Refuse who is in the network already, or in a row before."""
        columns = {"name": "name:en", "slug": "slug"}
        found: set[str] = set()
        for kind, value in _identities(member):
            other = self.taken.get((kind, value))
            if other is not None and other.slug not in found:
                found.add(other.slug)
                self._refuse(row, columns.get(kind, kind), other)

    def _refuse(self, row: _Row, column: str, other: Member) -> None:
        if other.pk is None:
            said = _("It is in the table twice: “%(name)s” stands in a row above.")
            link = ""
        else:
            said = _("It is in the network already: “%(name)s”.")
            link = f"/members/{other.slug}/"
        row.refuse(column, said % {"name": other}, link=link)

    def _note(self, member: Member) -> None:
        for identity in _identities(member):
            self.taken.setdefault(identity, member)


def _identities(member: Member) -> Iterable[tuple[str, object]]:
    """Yield what nobody else may have."""
    for column in ("geonames_id", "ror", "lei", "slug"):
        if value := getattr(member, column):
            yield column, value
    if member.kind != _CITY:
        for name in member.names.values():
            yield "name", (name.casefold(), member.country)
