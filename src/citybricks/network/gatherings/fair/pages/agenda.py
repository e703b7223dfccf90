"""Each person's agenda: on the page, in a calendar, on paper, and everybody's as a table."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.fair.agenda import calendars, outcomes, printing, tables
from citybricks.network.gatherings.fair.domain.publishing import seats_of
from citybricks.network.gatherings.fair.domain.setting import fair_of
from citybricks.network.gatherings.fair.models import Fair, Seat
from citybricks.network.gatherings.fair.pages.access import (
    ORGANISE,
    base,
    fair_or_404,
    mine_or_404,
)
from citybricks.network.gatherings.fair.vocabulary import Standing
from citybricks.network.gatherings.hosting.domain.access import (
    participant_of,
    participants_of,
    person,
)
from citybricks.network.gatherings.hosting.domain.calendars import (
    feed_of,
    feed_token,
    renew_feed,
)
from citybricks.network.gatherings.hosting.domain.zones import day_in
from citybricks.network.gatherings.hosting.outputs.calendar import answer


@login_required
@require_safe
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one's own agenda."""
    fair, one = mine_or_404(request, slug)
    token = feed_token(request.user, fair.gathering)
    feed = settings.ENVIRONMENT.origin + reverse("fair-feed", args=[slug, token])
    return render(request, "fair/agenda.html", _context(request, fair, one) | {"feed": feed})


@login_required
@require_safe
def of(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show somebody's agenda to an organiser."""
    fair = fair_or_404(request, slug, ORGANISE)
    one = get_object_or_404(participants_of(fair.gathering), pk=number)
    return render(request, "fair/agenda.html", _context(request, fair, one))


def _context(request: HttpRequest, fair: Fair, one: Any) -> dict[str, Any]:
    seats = seats_of(fair, one) if fair.published else []
    told = dict(one.outcomes.filter(meeting__fair=fair).values_list("meeting", "pk"))
    days: dict[str, list[dict[str, Any]]] = {}
    for seat in seats:
        name = day_in(seat.meeting.slot.start, fair.gathering.time_zone)
        days.setdefault(name, []).append(_row(fair, seat, told))
    own = participant_of(request.user, fair.gathering)
    return base(request, fair, "agenda") | {
        "one": one,
        "mine": own is not None and own.pk == one.pk,
        "days": list(days.items()),
        "two_clocks": one.time_zone != fair.gathering.time_zone,
    }


def _row(fair: Fair, seat: Seat, told: dict[str, str]) -> dict[str, Any]:
    meeting = seat.meeting
    off = meeting.state == Standing.CANCELLED or seat.answer == "declined"
    return {
        "seat": seat,
        "meeting": meeting,
        "place": fair.place(meeting.table),
        "others": [s.participant for s in meeting.seats.all() if s.pk != seat.pk],
        "off": off,
        "may_tell": not off and outcomes.may_tell(seat, timezone.now()),
        "told": told.get(meeting.pk),
    }


@login_required
@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one's own meetings as a calendar file."""
    fair, one = mine_or_404(request, slug)
    content = calendars.agenda_file(fair, one, reader_language())
    return answer(content, f"{slug}-meetings.ics")


@login_required
@require_safe
def meeting_file(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Send one of one's own meetings as a request to come, or as its cancellation."""
    fair, one = mine_or_404(request, slug)
    seat = get_object_or_404(seats_of(fair, one), meeting=number)
    content, method = calendars.meeting_file(fair, seat, reader_language())
    return answer(content, f"{slug}-{number}.ics", method)


@require_safe
def feed(_request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Send somebody's meetings to a calendar program, which has a secret instead of an account."""
    found = feed_of(token)
    one = participant_of(found.user, found.gathering) if found else None
    if found is None or found.gathering.slug != slug or one is None or not found.user.is_active:
        raise Http404
    if not found.gathering.has("fair"):
        raise Http404
    fair = fair_of(found.gathering)
    fair.gathering = found.gathering
    sent = answer(calendars.agenda_file(fair, one, reader_language()), "")
    sent["Cache-Control"] = "private, max-age=300"
    return sent


@login_required
@require_POST
def renew(request: HttpRequest, slug: str) -> HttpResponse:
    """Give oneself a new secret address; the old one is dead."""
    fair, _one = mine_or_404(request, slug)
    renew_feed(person(request), fair.gathering)
    messages.success(request, _("The address is new; the old one leads nowhere any more."))
    return redirect("fair-agenda", slug)


@login_required
@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Show agendas in both languages for printing: one's own, or to organisers everybody's."""
    fair = fair_or_404(request, slug)
    if request.GET.get("all") and request.user.has_perm(ORGANISE, fair.gathering):
        sheets = printing.agendas(fair)
    else:
        fair, one = mine_or_404(request, slug)
        sheets = printing.agendas(fair, [one]) if fair.published else []
    return render(
        request, "fair/agenda_paper.html", {"gathering": fair.gathering, "sheets": sheets}
    )


@login_required
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """Send everybody's agenda as CSV."""
    return tables.agendas(fair_or_404(request, slug, ORGANISE))
