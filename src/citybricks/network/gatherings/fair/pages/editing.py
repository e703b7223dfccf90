"""The board on which organisers move meetings: by drag and drop, or by choosing from a list."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.given import readable
from citybricks.network.gatherings.fair.domain import editing, showing
from citybricks.network.gatherings.fair.domain.loading import load
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.gatherings.hosting.domain.zones import day_in, in_zone
from citybricks.network.life import NotPossibleError

_WAITING = 60


@login_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the meetings of a day by slot, and what can be done with the one that is chosen."""
    fair = fair_or_404(request, slug, ORGANISE)
    if fair.stage not in editing.EDITABLE:
        messages.error(request, _("There is no plan that can be changed."))
        return redirect("fair-plan", slug)
    slots = list(fair.slots.all())
    q, picked = (readable(request.GET.get(name, ""))[:100].strip() for name in ("q", "pick"))
    days = _days(fair, slots)
    day = request.GET.get("day", "")
    day = day if day in days else _day_of(fair, picked, slots) or next(iter(days))
    shown = days[day][1]
    context = base(request, fair, "plan") | {
        "days": [(key, name) for key, (name, _slots) in days.items()],
        "day": day,
        "q": q,
        "columns": showing.board(fair, shown, q),
        "waiting": showing.refusals(fair, q)[:_WAITING],
        "waiting_count": showing.refusals(fair, q).count(),
        "last": editing.last(fair),
        "chosen": _chosen(fair, picked) if picked else None,
    }
    return render(request, "fair/edit.html", context)


def _days(fair: Fair, slots: list[Any]) -> dict[str, tuple[str, list[Any]]]:
    zone = fair.gathering.time_zone
    days: dict[str, tuple[str, list[Any]]] = {}
    for slot in slots:
        key = _key(slot.start.astimezone(ZoneInfo(zone)).date())
        days.setdefault(key, (day_in(slot.start, zone), []))[1].append(slot)
    return days


def _key(day: date) -> str:
    return day.isoformat()


def _day_of(fair: Fair, picked: str, slots: list[Any]) -> str:
    meeting = fair.meetings.filter(request=picked).first() if picked else None
    start = next((slot.start for slot in slots if meeting and slot.pk == meeting.slot_id), None)
    zone = ZoneInfo(fair.gathering.time_zone)
    return _key(start.astimezone(zone).date()) if start else ""


def _chosen(fair: Fair, number: str) -> dict[str, Any] | None:
    loaded = load(fair)
    if number not in loaded.at:
        return None
    request = loaded.requests[loaded.at[number]]
    choices = editing.choices(loaded, number)
    return {
        "request": request,
        "names": [loaded.names[one].name for one in request.numbers],
        "meeting": loaded.meetings.get(number),
        "place": fair.place(loaded.meetings[number].table) if number in loaded.meetings else "",
        "choices": choices,
        "free": sum(one.free and not one.here for one in choices),
        "refusal": fair.refusals.filter(request=number).first(),
    }


@login_required
@require_safe
def slots(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Say of every slot whether a meeting can be there, and why not."""
    fair = fair_or_404(request, slug, ORGANISE)
    try:
        loaded = load(fair)
    except ValidationError as error:
        raise Http404 from error
    if fair.stage not in editing.EDITABLE or number not in loaded.at:
        raise Http404
    zone = fair.gathering.time_zone
    said = [
        {
            "slot": one.slot.key,
            "time": in_zone(one.slot.start, zone, printed=False),
            "here": one.here,
            "free": one.free,
            "why": " ".join(one.why),
        }
        for one in editing.choices(loaded, number)
    ]
    return JsonResponse({"slots": said})


@login_required
@require_POST
def do(request: HttpRequest, slug: str) -> HttpResponse:
    """Move, remove, lock or unlock a meeting, take one in that waits, or undo."""
    fair = fair_or_404(request, slug, ORGANISE)
    number = readable(request.POST.get("request", ""))[:26]
    action, by = request.POST.get("do", ""), person(request)
    try:
        _done(fair, action, number, request.POST.get("slot", ""), by)
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _SAID[action]())
    asked = {name: request.POST[name] for name in ("day", "q") if request.POST.get(name)}
    if number and action != "undo":
        asked["pick"] = number
        if action == "move":
            asked.pop("day", None)
    return redirect(f"{reverse('fair-edit', args=[slug])}?{urlencode(asked)}")


def _done(fair: Fair, action: str, number: str, slot: str, by: Any) -> None:
    if action == "move":
        editing.move(fair, number, slot, by)
    elif action == "remove":
        editing.remove(fair, number, by)
    elif action in ("lock", "unlock"):
        editing.lock(fair, number, by, locked=action == "lock")
    elif action == "undo":
        editing.undo(fair, by)
    else:
        raise NotPossibleError(action[:40], fair.stage, tuple(_SAID))


_SAID = {
    "move": lambda: _("The meeting is at its new time; everything fits."),
    "remove": lambda: _("The meeting is taken out; its request waits."),
    "lock": lambda: _("The meeting stays where it is."),
    "unlock": lambda: _("The meeting may be moved again."),
    "undo": lambda: _("Undone."),
}
