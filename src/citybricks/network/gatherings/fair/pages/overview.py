"""What a fair is, how far it is, and one's own meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.gatherings.fair.domain import life, publishing
from citybricks.network.gatherings.fair.domain.requesting import of_participant
from citybricks.network.gatherings.fair.models import Fair, Seat
from citybricks.network.gatherings.fair.pages.access import (
    ORGANISE,
    base,
    fair_or_404,
    mine_or_404,
)
from citybricks.network.gatherings.fair.vocabulary import LIVE, Asked, Stage, Standing
from citybricks.network.gatherings.hosting.domain.access import participants_of, person
from citybricks.network.life import NotPossibleError


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the fair is, how far it is, and one's own meetings."""
    fair = fair_or_404(request, slug)
    context = base(request, fair, "overview") | {
        "stages": _stages(fair),
        "slots": fair.slots.count(),
        "people": participants_of(fair.gathering).count(),
        "requests": fair.requests.filter(state__in=LIVE).count(),
    }
    if context["participant"] is not None:
        context |= _own(fair, context["participant"])
    if context["may_organise"]:
        context["actions"] = [
            (name, life.NAMES[name])
            for name in life.possible(fair, request.user)
            if name in life.BY_HAND
        ]
    return render(request, "fair/overview.html", context)


def _stages(fair: Fair) -> list[dict[str, Any]]:
    now = Stage.values.index(fair.stage)
    return [
        {"label": stage.label, "number": at + 1, "past": at < now, "now": at == now}
        for at, stage in enumerate(Stage)
    ]


def _own(fair: Fair, participant: Any) -> dict[str, Any]:
    asked = of_participant(fair, participant)
    waiting = asked.filter(state=Asked.WAITING).exclude(asker=participant).count()
    seats = publishing.seats_of(fair, participant) if fair.published else []
    return {
        "profile": fair.profiles.filter(participant=participant).first(),
        "own_requests": asked.filter(state__in=LIVE).count(),
        "to_answer": waiting,
        "meetings": [_seat(fair, one) for one in seats],
    }


def _seat(fair: Fair, seat: Seat) -> dict[str, Any]:
    meeting = seat.meeting
    others = [one for one in meeting.seats.all() if one.participant_id != seat.participant_id]
    open_ = meeting.state == Standing.PUBLISHED and fair.stage == Stage.PUBLISHED
    return {
        "seat": seat,
        "meeting": meeting,
        "others": others,
        "place": fair.place(meeting.table),
        "may_answer": open_,
    }


@login_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the fair on: close requests, publish, and the like."""
    fair = fair_or_404(request, slug, ORGANISE)
    action = request.POST.get("action", "")
    try:
        fair = life.act(fair, action if action in life.BY_HAND else "", person(request))
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": fair.get_stage_display()})
    to_plan = action == "publish" or request.POST.get("next") == "plan"
    return redirect("fair-plan" if to_plan else "fair", slug)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Say whether one comes to a meeting."""
    fair, participant = mine_or_404(request, slug)
    seat = get_object_or_404(Seat, meeting=number, meeting__fair=fair, participant=participant)
    try:
        publishing.answer(
            seat, request.POST.get("action", ""), person(request), request.POST.get("words", "")
        )
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Thank you; the others are told."))
    return redirect("fair", slug)
