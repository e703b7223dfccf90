"""Releases as everybody reads them: documents, tables for spreadsheets, and what is left of ε."""

from __future__ import annotations

import csv
import io
from typing import Any

from citybricks.services.schoolhealth.releases.models import MILLION, Ledger, Release
from citybricks.services.schoolhealth.releases.vocabulary import Kind
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City

FIRST_CELL = {Kind.SUPPRESSED: "district", Kind.PRIVATE: "stage"}
"""What the rows of a table are, by its kind."""


def released(city: str = "", kind: str = "") -> list[Release]:
    """Return releases, the newest week first; of one city or kind if asked for."""
    found = Release.objects.select_related("city")
    if city:
        found = found.filter(city=city)
    if kind in Kind.values:
        found = found.filter(kind=kind)
    return list(found)


def document(release: Release) -> dict[str, Any]:
    """Return a release as JSON: all that is published, nothing else."""
    table, row = release.table, FIRST_CELL[Kind(release.kind)]
    cells = [
        {row: cell["row"] or None, "syndrome": cell["syndrome"] or None, **_numbers(cell)}
        for cell in table["cells"]
    ]
    found: dict[str, Any] = summary(release) | {"cells": cells}
    for name in ("least", "width", "level", "sensitivity"):
        if name in table:
            found[name] = table[name]
    return found


def _numbers(cell: dict[str, Any]) -> dict[str, Any]:
    return {name: cell[name] for name in ("count", "low", "high") if name in cell}


def summary(release: Release) -> dict[str, Any]:
    """Return what a list says of a release."""
    found: dict[str, Any] = {
        "id": release.pk,
        "city": release.city_id,
        "kind": release.kind,
        "week": release.week.isoformat(),
        "school_year": release.school_year,
        "published_at": release.published_at.isoformat(),
    }
    if release.kind == Kind.PRIVATE:
        found |= {"epsilon": release.epsilon, "scale": release.scale}
    return found


def spreadsheet(release: Release) -> str:
    """Return a release as CSV; hidden counts are empty, which is not zero, and marked so."""
    row = FIRST_CELL[Kind(release.kind)]
    private = release.kind == Kind.PRIVATE
    names = ["city", "week", row, "syndrome", "count", *(("low", "high") if private else ())]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, "hidden"])
    for cell in release.table["cells"]:
        ends = [cell["low"], cell["high"]] if private else []
        count = cell["count"]
        line = [release.city_id, release.week, cell["row"] or "all", cell["syndrome"] or "all"]
        writer.writerow(
            [*map(_plain, line), "" if count is None else count, *ends, int(count is None)]
        )
    return out.getvalue()


def _plain(value: object) -> str:
    """Write a text so that no spreadsheet takes it for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def budgets() -> list[dict[str, Any]]:
    """Return for each city that runs how much ε is left of its present school year."""
    kept = {(each.city_id, each.school_year): each for each in Ledger.objects.all()}
    found = []
    for city in City.objects.filter(running=True):
        year = school_year_of(city, today_in(city))
        ledger = kept.get((city.pk, year))
        whole, spent = (ledger.budget, ledger.spent) if ledger else (MILLION, 0)
        found.append(
            {
                "city": city,
                "school_year": year,
                "budget": whole / MILLION,
                "spent": spent / MILLION,
                "left": (whole - spent) / MILLION,
            }
        )
    return found
