"""The booths of an expo as JSON and CSV: what every visitor sees, in every language there is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.intake.domain.cells import guarded

COLUMNS = (
    "booth", "hall", "row", "column", "size", "exhibitor_zh", "exhibitor_en", "country", "theme",
    "fields", "title_zh", "title_en", "summary_zh", "summary_en", "shows", "website",
    "demonstration", "address",
)  # fmt: skip


def record(booth: Booth, origin: str) -> dict[str, Any]:
    """Return a booth as JSON."""
    return {
        "id": booth.pk,
        "booth": booth.code,
        "hall": booth.hall.code if booth.hall else None,
        "row": booth.row,
        "column": booth.column,
        "size": booth.size,
        "exhibitor": booth.organisation.versions(),
        "member": booth.member.slug if booth.member else None,
        "country": booth.country,
        "theme": booth.theme,
        "fields": booth.fields,
        "title": booth.title.versions(),
        "summary": booth.summary.versions(),
        "shows": booth.shows,
        "website": booth.website or None,
        "demonstration": booth.demonstration,
        "url": address(booth, origin),
    }


def address(booth: Booth, origin: str) -> str:
    """Return the address of a booth's page."""
    return origin + reverse("expo-booth", args=[booth.gathering.slug, booth.pk])


def table(booths: Iterable[Booth], origin: str) -> bytes:
    """Return booths as CSV, with a byte order mark so that spreadsheets read Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for booth in booths:
        writer.writerow([_cell(value) for value in _row(booth, origin)])
    return "\ufeff".encode() + text.getvalue().encode()


def _row(booth: Booth, origin: str) -> Iterator[Any]:
    yield from (booth.code, booth.hall.code if booth.hall else "", booth.row, booth.column)
    yield booth.size
    yield from _both(booth.organisation)
    yield from (booth.country, booth.theme, ", ".join(booth.fields))
    yield from _both(booth.title)
    yield from _both(booth.summary)
    yield from (", ".join(booth.shows), booth.website)
    yield from ("yes" if booth.demonstration else "", address(booth, origin))


def _both(text: Any) -> tuple[str, str]:
    return text.shown("zh-Hans").text, text.shown("en").text


def _cell(value: Any) -> str:
    """Write a cell so that no spreadsheet takes it for a formula."""
    return "" if value is None else guarded(str(value))
