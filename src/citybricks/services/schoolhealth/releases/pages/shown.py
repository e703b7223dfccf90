"""A release as a page shows it: named, in rows, with its chart."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup

from citybricks.methods.exclusion.vocabulary import syndromes
from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.releases.domain.counting import OTHER
from citybricks.services.schoolhealth.releases.drawing.bars import Bar, drawn
from citybricks.services.schoolhealth.schools.vocabulary import Stage


def syndrome_named(code: str) -> str:
    """Name a syndrome, or the sum of all."""
    if not code:
        return _("All syndromes")
    names = syndromes().get(code, {})
    return names.get(reader_language()) or names.get("en") or code


def row_named(row: str) -> str:
    """Name a district or stage, or the sum of all."""
    if not row:
        return _("Whole city")
    if row == OTHER:
        return _("Other districts")
    return str(Stage(row).label) if row in Stage.values else row


def rows_of(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the table row by row, each with its cells."""
    by_row: dict[str, list[dict[str, Any]]] = {}
    for cell in table["cells"]:
        by_row.setdefault(cell["row"], []).append(cell)
    return [
        {
            "name": row_named(row),
            "is_sum": not row,
            "is_own": row not in ("", OTHER),
            "cells": cells,
        }
        for row, cells in by_row.items()
    ]


def columns_of(table: dict[str, Any]) -> list[str]:
    """Return the names of the columns."""
    return [syndrome_named(code) for code in (*table["syndromes"], "")]


def chart_of(table: dict[str, Any]) -> Markup:
    """Draw the sums over all rows, a bar for each syndrome."""
    sums = [cell for cell in table["cells"] if not cell["row"] and cell["syndrome"]]
    bars = [
        Bar(syndrome_named(each["syndrome"]), each["count"], each.get("low"), each.get("high"))
        for each in sums
    ]
    return drawn(_("Ill pupils of the whole city in the week"), bars)
