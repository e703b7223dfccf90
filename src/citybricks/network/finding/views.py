"""The page of search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.finding.domain import searching
from citybricks.network.finding.domain.indexing import progress
from citybricks.network.finding.domain.readiness import is_getting_ready
from citybricks.network.finding.embedders import is_away
from citybricks.network.finding.models import Entry

MOST = 100
"""Things that are listed for one search."""
PAGE = 20
LABELS = {
    "brick": _("Bricks"),
    "offer": _("Offers"),
    "need": _("Needs"),
    "member": _("Members"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind to narrow the list down to; an empty one is everything."""

    kind: str
    label: object
    count: int
    chosen: bool


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what is found for the words typed, of every kind or of one."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    text = typed[: searching.LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in LABELS else ""
    reader = reader_language()
    getting_ready = bool(text) and is_getting_ready()
    hits = searching.hits(text, reader, k=MOST) if text else []
    kinds = {hit.key: hit.key.partition(":")[0] for hit in hits}
    chosen = [hit for hit in hits if kind in ("", kinds[hit.key])]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    values = {
        "typed": text,
        "shortened": len(typed) > len(text) and searching.LONGEST,
        "unsearchable": bool(text) and not searching.is_searchable(text),
        "found": searching.shown(text, list(page.object_list), reader),
        "page": page,
        "kind": kind,
        "chips": _chips(Counter(kinds.values()) if text else _everything(), kind),
        "most": len(hits) >= MOST and MOST,
        "away": is_away(),
        "getting_ready": getting_ready,
        "progress": progress() if getattr(request.user, "is_staff", False) else None,
    }
    return render(request, "finding/search.html", values)


def _everything() -> Counter[str]:
    """Count what there is to be found."""
    return Counter(Entry.objects.filter(gone=False, public=True).values_list("kind", flat=True))


def _chips(counts: Counter[str], kind: str) -> list[Chip]:
    each = [Chip(name, label, counts[name], name == kind) for name, label in LABELS.items()]
    return [Chip("", _("Everything"), counts.total(), kind == ""), *each]
