"""Offers and needs as a table (RFC 4180), a row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

from citybricks.network.exchange.models import Listing

COLUMNS = (
    "ulid", "side", "type", "member", "state", "language", "title", "title_zh", "title_en",
    "summary", "description", "advantages", "trl", "rights", "partnerships", "regions",
    "languages", "budget", "fields", "sdg", "bricks", "occupations", "evidence", "expires",
    "published", "demonstration",
)  # fmt: skip
"""What the table tells; but for the first, the state and the last two, it can be imported."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(found: Iterable[Listing], language: str) -> StreamingHttpResponse:
    """Return listings as a table that spreadsheets read as UTF-8."""
    response = StreamingHttpResponse(lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="offers-and-needs.csv"'
    response.headers["Content-Language"] = language
    return response


def lines(found: Iterable[Listing]) -> Iterator[str]:
    """Yield the table line by line."""
    yield "\ufeff" + _line(COLUMNS)
    for listing in found:
        yield _line(map(_safe, row(listing)))


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _safe(cell: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def row(listing: Listing) -> list[str]:
    """Return a listing as the cells of its row."""
    title = listing.title
    return [
        listing.ulid,
        listing.side,
        listing.type,
        listing.member.slug,
        listing.state,
        title.language,
        title.text,
        *(
            title.versions().get(tag, "") if tag != title.language else ""
            for tag in ("zh-Hans", "en")
        ),
        listing.summary.text,
        listing.description.text,
        listing.advantages.text,
        "" if listing.trl is None else str(listing.trl),
        listing.rights,
        *map(", ".join, (listing.partnerships, listing.regions, listing.languages)),
        listing.budget,
        *map(", ".join, (listing.fields, listing.sdg, listing.bricks)),
        *map("\n".join, (listing.occupations, listing.evidence)),
        listing.expires.isoformat(),
        listing.published.isoformat() if listing.published else "",
        "true" if listing.demonstration else "false",
    ]
