"""Cards that stand on tables: who sits there when, in both languages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.network.gatherings.fair.agenda import printing
from citybricks.network.gatherings.fair.pages.access import ORGANISE, fair_or_404


@login_required
@require_safe
def cards(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the cards of all tables for printing."""
    fair = fair_or_404(request, slug, ORGANISE)
    context = {"gathering": fair.gathering, "sheets": printing.cards(fair)}
    return render(request, "fair/cards.html", context)
