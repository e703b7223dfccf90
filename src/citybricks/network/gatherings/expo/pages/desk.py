"""For organisers: halls, booths and how they stand, where they go, how many came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError as WrongInputs

from citybricks.kernel.errors import BrickError
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import placing, statistics
from citybricks.network.gatherings.expo.domain.browsing import WALK
from citybricks.network.gatherings.expo.domain.texts import given_of, written
from citybricks.network.gatherings.expo.forms.booths import HallForm, PlaceForm
from citybricks.network.gatherings.expo.models import Booth, Hall, Placing
from citybricks.network.gatherings.expo.pages.access import (
    blame,
    booth_or_404,
    expo_or_404,
    filled,
    sent,
    status,
)
from citybricks.network.gatherings.expo.vocabulary import State
from citybricks.network.gatherings.hosting.domain import planning
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.life import NotPossibleError

PER_PAGE = 50
_BARS = 31
"""Days in the chart."""


@login_required
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how booths stand, those that wait for the organiser first."""
    gathering = expo_or_404(request, slug, "gatherings.organise")
    return _desk(request, gathering)


def _desk(request: HttpRequest, gathering: Any, **wrong: Any) -> HttpResponse:
    booths = Booth.objects.filter(gathering=gathering).select_related("hall")
    state = request.GET.get("state", "")
    shown = booths.filter(state=state) if state in State.values else booths
    numbers = dict(booths.order_by().values_list("state").annotate(number=Count("pk")))
    latest = planning.latest(gathering, placing.PART)
    values = {
        "gathering": gathering,
        "here": "expo",
        "waiting": booths.filter(state=State.SUBMITTED),
        "page": Paginator(shown.order_by(*WALK), PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [(value, label, numbers.get(value, 0)) for value, label in State.choices],
        "halls": _halls(gathering),
        "unplaced": booths.filter(hall=None).count(),
        "planning": latest if latest is not None and not latest.is_over else None,
        "failed": latest if latest is not None and latest.state == "failed" else None,
        **_proposed(gathering),
        "taken": Placing.objects.filter(gathering=gathering, state=Placing.State.TAKEN).first(),
    }
    return render(request, "expo/desk.html", values | wrong, status=422 if wrong else 200)


def _proposed(gathering: Any) -> dict[str, Any]:
    """Return the placing that waits, with the lengths of its bars."""
    found = placing.proposed(gathering)
    if found is None:
        return {"placing": None}
    scores = {
        "score": found.score,
        "alphabetical": found.alphabetical_score,
        "random": found.random_score,
    }
    most = max(scores.values())
    lengths = {name: round(100 * max(0.0, score) / most) for name, score in scores.items()}
    return {"placing": found, "bars": lengths if most > 0 else dict.fromkeys(scores, 0)}


def _halls(gathering: Any) -> Any:
    booths = Count("booths", filter=Q(booths__gathering=gathering))
    return Hall.objects.filter(gathering=gathering).annotate(number=booths).order_by("code")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hall(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Add a hall, change one, or take an empty one away."""
    gathering = expo_or_404(request, slug, "gatherings.organise")
    found = get_object_or_404(Hall, gathering=gathering, code=code) if code else None
    if found is not None and request.POST.get("action") == "remove":
        return _remove_hall(request, found)
    form = filled(request, HallForm, initial=_given(found))
    if sent(request, form):
        given = form.cleaned_data
        row = found or Hall(gathering=gathering)
        try:
            _keep_hall(row, given)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("expo-desk", slug)
    values = {"gathering": gathering, "here": "expo", "form": form, "hall": found}
    return render(request, "expo/hall.html", values, status=status(form))


def _given(found: Hall | None) -> dict[str, Any] | None:
    if found is None:
        return None
    names = ("code", "theme", "rows", "columns", "entrances")
    return {name: getattr(found, name) for name in names} | given_of(found.name, "name")


def _keep_hall(row: Hall, given: dict[str, Any]) -> None:
    for name in ("code", "theme", "rows", "columns", "entrances"):
        setattr(row, name, given[name])
    row.name = written(row.name or Text(), given, "name", "zh-Hans")
    others = Hall.objects.filter(gathering=row.gathering).exclude(pk=row.pk)
    if others.filter(code__iexact=row.code).exists():
        said = _("There is a hall %(code)s already.") % {"code": row.code}
        raise ValidationError({"code": said})
    if row.pk is not None:
        booths = list(Booth.objects.filter(hall=row))
        for booth in booths:
            booth.hall = row
        placing.check(booths)
    row.save()


def _remove_hall(request: HttpRequest, found: Hall) -> HttpResponse:
    if Booth.objects.filter(hall=found).exists():
        messages.error(request, _("There are booths in this hall; place them elsewhere first."))
        return redirect("expo-hall", found.gathering.slug, found.code)
    found.delete()
    messages.success(request, _("Removed."))
    return redirect("expo-desk", found.gathering.slug)


@login_required
@require_POST
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the booths placed."""
    gathering = expo_or_404(request, slug, "gatherings.organise")
    try:
        placing.begin(gathering, person(request))
    except ValidationError as error:
        return _desk(request, gathering, problems=error.messages)
    except (WrongInputs, BrickError) as error:
        return _desk(request, gathering, problems=planning.words(placing.BRICK, error))
    except planning.StillPlanningError:
        messages.info(request, _("The booths are being placed already."))
    return redirect("expo-desk", slug)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, placed: int) -> HttpResponse:
    """Take a placing over, or discard it."""
    gathering = expo_or_404(request, slug, "gatherings.organise")
    found = get_object_or_404(Placing, pk=placed, gathering=gathering)
    action = request.POST.get("action", "")
    if action not in ("take", "discard"):
        raise Http404
    try:
        moved = placing.decide(found, action, person(request))
    except NotPossibleError:
        messages.info(request, _("This was decided on already."))
    except ValidationError as error:
        return _desk(request, gathering, problems=error.messages)
    else:
        said = _("Taken over: %(moved)s booths have moved.") % {"moved": moved}
        messages.success(request, said if action == "take" else _("Discarded."))
    return redirect("expo-desk", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Put a booth where the organiser says."""
    booth = booth_or_404(request, slug, number, "expo.check")
    names = ("size", "hall", "row", "column", "fixed")
    initial = {name: getattr(booth, name) for name in names}
    halls = Hall.objects.filter(gathering=booth.gathering).order_by("code")
    form = filled(request, PlaceForm, halls=halls, initial=initial)
    if sent(request, form):
        try:
            placing.put(booth, form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("expo-desk", slug)
    values = {"gathering": booth.gathering, "here": "expo", "booth": booth, "form": form}
    return render(request, "expo/put.html", values, status=status(form))


@login_required
@require_safe
def totals(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organiser how many came to the expo."""
    gathering = expo_or_404(request, slug, "gatherings.organise")
    told = statistics.of_expo(gathering)
    values = {"gathering": gathering, "here": "expo", "few": statistics.FEW} | _chart(told)
    return render(request, "expo/statistics.html", values)


@login_required
@require_safe
def of_booth(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show an exhibitor how many came to the booth."""
    booth = booth_or_404(request, slug, number, "expo.see_inside")
    values = {"gathering": booth.gathering, "here": "expo", "booth": booth}
    values |= {"few": statistics.FEW} | _chart(statistics.of_booth(booth))
    values["may_edit"] = request.user.has_perm("expo.edit", booth)
    return render(request, "expo/statistics.html", values)


def _chart(told: statistics.Statistics) -> dict[str, Any]:
    """Return the bars of the chart: where, how high, how many and which day."""
    bars = []
    for at, one in enumerate(told.days[-_BARS:]):
        height = round(130 * one.visits / told.most) if told.most else 0
        top = 160 - height
        bars.append((at * 44, (height, top, top - 5), one.visits, f"{one.day:%m-%d}"))
    return {"told": told, "bars": bars, "chart_width": max(8, len(bars)) * 44}
