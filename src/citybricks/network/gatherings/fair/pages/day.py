"""The day itself, for organisers on their feet: who is where, who is missing, who could meet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.gatherings.fair.day import showing, swapping, turning_up
from citybricks.network.gatherings.fair.domain import editing
from citybricks.network.gatherings.fair.models import Fair, Meeting, Seat, Slot
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.hosting.domain.access import participants_of, person
from citybricks.network.life import NotPossibleError

CAME = {"came": True, "missed": False}
"""What a button says; anything else takes back what was noted."""


def running_or_404(request: HttpRequest, slug: str) -> Fair:
    """Return a fair whose plan is published, to its organisers; else it is not there."""
    fair = fair_or_404(request, slug, ORGANISE)
    if fair.stage not in turning_up.RUNS:
        raise Http404
    return fair


@login_required
@require_safe
def day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a slot: its tables, who is missing, who is idle and could meet whom."""
    fair = running_or_404(request, slug)
    slots = list(fair.slots.order_by("start"))
    now = showing.now_at(slots, timezone.now(), request.GET.get("slot", ""))
    context = base(request, fair, "day") | {"slots": slots, "now": now}
    if now is not None:
        context |= _shown(fair, now.slot, slots, request.GET.get("q", "")[:80])
    return render(request, "fair/day.html", context)


def _shown(fair: Fair, slot: Slot, slots: list[Slot], q: str) -> dict[str, Any]:
    today = turning_up.day_of(fair, slot.start)
    idle = showing.idle(fair, slot)
    expected = showing.expected(fair, slots, today, q)
    tables = showing.tables(fair, slot)
    return {
        "tables": tables,
        "expected": expected[: showing.MOST],
        "missing": expected.count(),
        "present": len(showing.present(fair, today)),
        "idle": idle,
        "offers": swapping.offers(fair, slot, idle) if fair.stage == "published" else [],
        "q": q,
        "lost": sum(row.lost for row in tables),
        "complete": sum(row.complete for row in tables),
    }


def _back(request: HttpRequest, slug: str, anchor: str = "") -> HttpResponse:
    slot = request.POST.get("slot", "")[:20]
    query = f"?slot={slot}" if slot.isalnum() else ""
    return redirect(reverse("fair-day", args=[slug]) + query + (f"#{anchor}" if anchor else ""))


@login_required
@require_POST
def check_in(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Check somebody in on the day of the slot that is looked at, or take that back."""
    fair = running_or_404(request, slug)
    one = get_object_or_404(participants_of(fair.gathering), pk=number)
    slot = _slot(fair, request)
    today = turning_up.day_of(fair, slot.start if slot else timezone.now())
    if request.POST.get("action") == "out":
        turning_up.check_out(fair, one, today)
        messages.success(request, _("%(name)s is not checked in any more.") % {"name": one.name})
    else:
        turning_up.check_in(fair, one, today, person(request))
        messages.success(request, _("%(name)s is here.") % {"name": one.name})
    return _back(request, slug, "check-in")


def _slot(fair: Fair, request: HttpRequest) -> Slot | None:
    key = request.POST.get("slot", "")
    return next((slot for slot in fair.slots.all() if slot.key == key), None)


@login_required
@require_POST
def turn_out(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Note that somebody came to a meeting, or did not."""
    fair = running_or_404(request, slug)
    found = Seat.objects.select_related("meeting__slot", "meeting__fair__gathering", "participant")
    seat = get_object_or_404(found, pk=number, meeting__fair=fair)
    try:
        came = CAME.get(request.POST.get("action", ""))
        turning_up.turn_out(seat, person(request), came=came)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(request, slug, f"m-{seat.meeting_id}")


@login_required
@require_POST
def give_up(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Give up a meeting that too few came to."""
    fair = running_or_404(request, slug)
    meeting = get_object_or_404(Meeting, pk=number, fair=fair)
    try:
        turning_up.give_up(meeting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The table is free, and so are those who came."))
    return _back(request, slug, "swap")


@login_required
@require_POST
def swap(request: HttpRequest, slug: str) -> HttpResponse:
    """Have people who are there and idle meet now."""
    fair = running_or_404(request, slug)
    try:
        number = request.POST.get("request", "")
        editing.move(fair, number, request.POST.get("slot", ""), person(request))
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except (ValidationError, KeyError) as error:
        said = error.messages if isinstance(error, ValidationError) else [_("No such request.")]
        messages.error(request, " ".join(said))
    else:
        messages.success(request, _("They meet now; they have been told."))
    return _back(request, slug, "tables")
