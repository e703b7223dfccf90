"""What came of a meeting: told by those who were there, looked at by organisers."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.fair.agenda import outcomes, tables
from citybricks.network.gatherings.fair.agenda.forms import OutcomeForm
from citybricks.network.gatherings.fair.domain.publishing import seats_of
from citybricks.network.gatherings.fair.models import Outcome
from citybricks.network.gatherings.fair.pages.access import (
    ORGANISE,
    base,
    fair_or_404,
    mine_or_404,
)

_SHOWN = 50
_FIELDS = ("next_step", "by_when", "value", "kind", "link", "words")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show the form of what came of a meeting, and keep it."""
    fair, one = mine_or_404(request, slug)
    seat = get_object_or_404(seats_of(fair, one), meeting=number)
    if not outcomes.may_tell(seat, timezone.now()):
        raise Http404
    told = Outcome.objects.filter(meeting=seat.meeting, participant=one).first()
    before = {name: getattr(told, name) for name in _FIELDS} if told else {}
    form = OutcomeForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            values = form.values() | {"language": reader_language()}
            outcomes.tell(seat, values, timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Thank you; it is kept, and the organisers see it."))
            return redirect("fair-agenda", slug)
    context = base(request, fair, "agenda") | {
        "form": form,
        "seat": seat,
        "others": [s.participant for s in seat.meeting.seats.all() if s.pk != seat.pk],
    }
    return render(request, "fair/outcome.html", context)


@login_required
@require_safe
def listed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what came of all meetings to organisers."""
    fair = fair_or_404(request, slug, ORGANISE)
    found = outcomes.outcomes_of(fair)
    context = base(request, fair, "outcomes") | {
        "page": Paginator(found, _SHOWN).get_page(request.GET.get("page")),
        "counts": outcomes.counts(fair),
    }
    return render(request, "fair/outcomes.html", context)


@login_required
@require_safe
def file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Send what came of all meetings as CSV or JSON."""
    fair = fair_or_404(request, slug, ORGANISE)
    if kind not in ("csv", "json"):
        raise Http404
    return tables.outcomes(fair, kind)
