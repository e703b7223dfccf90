"""The columns of a table of members, as its senders are told of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.intake.domain.cells import line


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Parameters
    ----------
    name
        Its heading; ``:`` and a language tag follow where `by_language`.
    about
        What stands in it.
    example
        A value.
    """

    name: str
    about: str | Promise
    example: str
    required: bool = False
    by_language: bool = False


COLUMNS = (
    Column("kind", _("city, organisation, institute or association"), "city", required=True),
    Column(
        "name",
        _("Name in a language; a column for each language (BCP 47)"),
        "Kobe",
        required=True,
        by_language=True,
    ),
    Column("slug", _("Short name in addresses; made of the English name when empty"), "kobe"),
    Column("geonames_id", _("GeoNames id; every city needs one"), "1859171"),
    Column("ror", _("ROR identifier of a research organisation"), "01r4q9n85"),
    Column("lei", _("LEI of a legal entity"), "HWUPKR0MPOU8FGXBT394"),
    Column("country", _("ISO 3166-1 alpha-2; of cities, GeoNames tells it"), "JP"),
    Column("city", _("City of an institution: its short name or GeoNames id"), "kobe"),
    Column("latitude", _("Of an institution, degrees north"), "34.6913"),
    Column("longitude", _("Of an institution, degrees east"), "135.183"),
    Column("population", _("Residents; the year has to be told too"), "1525152"),
    Column("population_year", _("Year of the population"), "2020"),
    Column("population_source", _("Who published the population"), "GeoNames"),
    Column("website", _("Address that begins with https:// or http://"), "https://www.city.kobe.lg.jp"),
    Column("story", _("What it says of itself, in a language"), "A port city …", by_language=True),
    Column("fields", _("Focus fields, by key or name, separated by ;"), "health; energy"),
    Column("groups", _("Groups, by key or name, separated by ;"), "wicco"),
    Column("languages", _("Languages spoken, by tag (BCP 47), separated by ;"), "ja; en"),
    Column("joined", _("Day it joined, as 2026-11-22"), "2022-06-01"),
)  # fmt: skip
"""What a table of members may tell; other columns are not read, which is said."""
_BY_LANGUAGE = tuple(column.name for column in COLUMNS if column.by_language)
_NAMES = frozenset(column.name for column in COLUMNS)
_SHOWN = ("en", "zh-Hans")
"""Languages whose columns the template has."""


def is_known(name: str) -> bool:
    """Whether a column is read; ``state`` is written by the network and may be there."""
    first, _colon, tag = name.partition(":")
    return (first in _BY_LANGUAGE) if tag else name in _NAMES


def template() -> str:
    """Return an empty table as CSV."""
    names = [
        name
        for column in COLUMNS
        for name in (
            [f"{column.name}:{tag}" for tag in _SHOWN] if column.by_language else [column.name]
        )
    ]
    return "\ufeff" + line(names)
