"""Offers and needs as a table (RFC 4180), a row each, with the columns that an import reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from citybricks.network.exchange.domain.writing import TEXTS
from citybricks.network.exchange.models import Listing
from citybricks.network.intake.domain.cells import guarded, line

FIRST = ("ulid", "state", "side", "type", "member", "language")
LISTS = (
    "partnerships", "regions", "languages", "fields", "sdg", "bricks", "occupations", "evidence",
)  # fmt: skip
LAST = ("trl", "rights", "budget", "expires", "published", "demonstration")


def columns(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, texts once for each language."""
    return (*FIRST, *(f"{name}:{tag}" for tag in tags for name in TEXTS), *LISTS, *LAST)


def table(found: Iterable[Listing], tags: Sequence[str]) -> StreamingHttpResponse:
    """Return listings as a table that spreadsheets read as UTF-8.

    Parameters
    ----------
    tags
        Languages that texts are told in.
    """
    response = StreamingHttpResponse(lines(found, tags), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="offers-and-needs.csv"'
    return response


def lines(found: Iterable[Listing], tags: Sequence[str]) -> Iterator[str]:
    """Yield the table line by line."""
    yield "\ufeff" + line(columns(tags))
    for listing in found:
        yield line(map(guarded, row(listing, tags)))


def row(listing: Listing, tags: Sequence[str]) -> list[str]:
    """Return a listing as the cells of its row."""
    first = (listing.ulid, listing.state, listing.side, listing.type, listing.member.slug)
    versions = {name: getattr(listing, name).versions() for name in TEXTS}
    return [
        *first,
        listing.title.language,
        *(versions[name].get(tag, "") for tag in tags for name in TEXTS),
        *("; ".join(getattr(listing, name)) for name in LISTS),
        "" if listing.trl is None else str(listing.trl),
        listing.rights,
        listing.budget,
        listing.expires.isoformat(),
        listing.published.isoformat() if listing.published else "",
        "true" if listing.demonstration else "false",
    ]
