"""What somebody who takes part does: say when they can meet, ask for meetings, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import readable
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.fair.domain import availability, requesting, suggesting
from citybricks.network.gatherings.fair.domain.publishing import seats_of
from citybricks.network.gatherings.fair.forms import AskForm, ProfileForm, languages_said
from citybricks.network.gatherings.fair.models import Fair, Profile, Request
from citybricks.network.gatherings.fair.pages.access import base, mine_or_404
from citybricks.network.gatherings.fair.vocabulary import LIVE, PLACED, Group, Origin, Stage
from citybricks.network.gatherings.hosting.domain.access import (
    called_like,
    participants_of,
    person,
)
from citybricks.network.life import NotPossibleError

_PAGE = 48
FEW = 4
"""Free slots below which somebody is asked for more."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show when somebody can meet, and keep what they say of it."""
    fair, participant = mine_or_404(request, slug)
    said = availability.profile_of(fair, participant)
    slots = list(fair.slots.all())
    form = ProfileForm(_posted(request), initial=_initial(said, participant))
    free = availability.free_of(participant, said if said.pk else None, slots)
    if form.is_bound:
        free = set(request.POST.getlist("free"))
        if form.is_valid() and _kept(fair, participant, form, free):
            messages.success(request, _("Kept; thank you."))
            return redirect("fair-profile", slug)
    held = [one.meeting.slot.key for one in seats_of(fair, participant)
            if one.meeting.state in PLACED]  # fmt: skip
    zone = fair.gathering.time_zone
    context = base(request, fair, "times") | {
        "form": form,
        "days": availability.grid(participant, free, slots, zone, held),
        "own_zone": participant.time_zone,
        "first": slots[0].start if slots else None,
        "same_zone": participant.time_zone == zone,
        "stated": said.free is not None,
        "few": bool(slots) and len(free) < min(FEW, len(slots)),
        "count": len(free),
    }
    return render(request, "fair/profile.html", context, status=422 if form.is_bound else 200)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _initial(said: Profile, participant: Any) -> dict[str, Any]:
    names = ("group", "most", "about")
    languages = languages_said(participant.languages)
    return {name: getattr(said, name) for name in names} | {"languages": languages}


def _kept(fair: Fair, participant: Any, form: ProfileForm, free: set[str]) -> bool:
    given = dict(form.cleaned_data)
    languages = given.pop("languages")
    try:
        availability.say(fair, participant, free, given)
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return False
    if languages != participant.languages:
        participant.languages = languages
        participant.save()
    return True


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who takes part, narrowed down as the query asks."""
    fair, participant = mine_or_404(request, slug)
    q, group = readable(request.GET.get("q", ""))[:100].strip(), request.GET.get("group", "")
    found = participants_of(fair.gathering).exclude(pk=participant.pk).select_related("profile")
    if q:
        found = found.filter(called_like(found, q) | Q(profile__about__icontains=q))
    if group in Group.values:
        found = found.filter(profile__group=group)
    page = Paginator(found.order_by("name", "pk"), _PAGE).get_page(request.GET.get("page"))
    context = base(request, fair, "people") | {
        "page": page,
        "q": q,
        "group": group,
        "page_query": urlencode({"q": q, "group": group}),
        "groups": Group.choices,
        "asked": _asked_with(fair, participant),
        "open": fair.stage == Stage.OPEN,
    }
    return render(request, "fair/people.html", context)


def _asked_with(fair: Fair, participant: Any) -> set[str]:
    own = requesting.of_participant(fair, participant).filter(state__in=LIVE)
    return {number for one in own for number in one.numbers} - {participant.pk}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show the form in which somebody asks for a meeting, and ask."""
    fair, participant = mine_or_404(request, slug)
    every = participants_of(fair.gathering)
    of = get_object_or_404(every.select_related("profile"), pk=number)
    most = fair.people
    others = {one.pk: one for one in every if one.pk not in (of.pk, participant.pk)}
    form = AskForm(_posted(request), people=others if most > 2 else {}, most=most)  # noqa: PLR2004 - a pair
    if form.is_bound and form.is_valid() and _asked(request, fair, (participant, of), form, others):
        messages.success(request, _("Asked; %(name)s is told.") % {"name": of.name})
        return redirect("fair-requests", slug)
    context = base(request, fair, "people") | {"form": form, "of": of}
    return render(request, "fair/ask.html", context, status=422 if form.is_bound else 200)


def _asked(
    request: HttpRequest, fair: Fair, pair: tuple[Any, Any], form: AskForm, others: dict[str, Any]
) -> bool:
    given = form.cleaned_data
    asking = requesting.Asking(
        others=[others[number] for number in given.get("others", [])],
        language=reader_language(),
        by=person(request),
    )
    try:
        requesting.ask(fair.gathering, *pair, given["reason"], given["priority"], asking)
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


def add_errors(form: Any, error: ValidationError) -> None:
    """Show what was refused beside the field it is about, if the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)


@login_required
@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the requests that somebody has received and sent."""
    fair, participant = mine_or_404(request, slug)
    every = list(requesting.of_participant(fair, participant).select_related("refusal"))
    rows: list[dict[str, Any]] = [
        {
            "request": one,
            "other": one.asked if one.asker_id == participant.pk else one.asker,
            "more": [who for who in (one.third, one.fourth) if who and who != participant],
            "actions": [(n, requesting.NAMES[n]) for n in requesting.possible(one, participant)],
        }
        for one in every
    ]
    context = base(request, fair, "requests") | {
        "received": [row for row in rows if row["request"].asker_id != participant.pk],
        "sent": [row for row in rows if row["request"].asker_id == participant.pk],
        "open": fair.stage == Stage.OPEN,
    }
    return render(request, "fair/requests.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Accept, decline or withdraw."""
    fair, participant = mine_or_404(request, slug)
    own = requesting.of_participant(fair, participant)
    found: Request = get_object_or_404(own, pk=number)
    action, words = request.POST.get("action", ""), request.POST.get("answer", "")
    try:
        done = requesting.answer(found, action, participant, words)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": done.get_state_display()})
    return redirect("fair-requests", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def matches(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom to meet by what fits, and ask those that are marked."""
    fair, participant = mine_or_404(request, slug)
    found = suggesting.suggestions(fair, participant, person(request))
    if request.method == "POST":
        marked = set(request.POST.getlist("participant"))
        count = _ask_all(
            request, fair, participant, [s for s in found if s.participant.pk in marked]
        )
        said = ngettext("%(count)s person is asked.", "%(count)s people are asked.", count)
        messages.success(request, said % {"count": count})
        return redirect("fair-requests", slug)
    context = base(request, fair, "requests") | {
        "suggestions": found,
        "open": fair.stage == Stage.OPEN,
    }
    return render(request, "fair/matches.html", context)


def _ask_all(
    request: HttpRequest, fair: Fair, participant: Any, chosen: list[suggesting.Suggestion]
) -> int:
    count = 0
    for one in chosen:
        asking = requesting.Asking(
            language=reader_language(), origin=Origin.MATCH, score=one.score, by=person(request)
        )
        try:
            requesting.ask(fair.gathering, participant, one.participant, one.reason, 2, asking)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            count += 1
    return count
