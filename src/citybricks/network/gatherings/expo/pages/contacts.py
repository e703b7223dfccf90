"""Contact requests and meetings: asked by visitors, answered by exhibitors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import contacts, meeting
from citybricks.network.gatherings.expo.forms.visiting import ContactForm, MeetingForm
from citybricks.network.gatherings.expo.models import Booth, Contact
from citybricks.network.gatherings.expo.pages.access import (
    blame,
    booth_or_404,
    expo_or_404,
    filled,
    sent,
    status,
    too_often,
)
from citybricks.network.gatherings.expo.permissions import exhibits
from citybricks.network.gatherings.expo.vocabulary import LONGEST
from citybricks.network.gatherings.hosting.domain.access import participant_of, person
from citybricks.network.life import NotPossibleError

RATE = "10/h"
"""Contact requests and meetings that somebody asks for."""


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show the form of a contact request, and take it in."""
    booth = booth_or_404(request, slug, number)
    if not booth.is_public:
        raise Http404
    agreed = contacts.consent(booth, reader_language())
    form = filled(request, ContactForm, consent=agreed, initial=_known(request, booth))
    if sent(request, form):
        if refusal := too_often(request, "contact", RATE):
            return refusal
        given = form.cleaned_data | {"language": reader_language()}
        _made, secret = contacts.send(booth, given, request.user, agreed)
        messages.success(request, _("Sent. This page is yours alone: keep its address."))
        return redirect(f"{reverse('expo-sent', args=[slug])}?secret={secret}")
    values = {"gathering": booth.gathering, "here": "expo", "booth": booth, "form": form}
    return render(request, "expo/contact.html", values, status=status(form))


def _known(request: HttpRequest, booth: Booth) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    there = participant_of(request.user, booth.gathering)
    known = {"name": str(request.user), "email": person(request).email}
    if there is not None:
        known |= {"organisation": there.organisation, "country": there.country}
    return known


@require_http_methods(["GET", "HEAD", "POST"])
def sent_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a request and its answer to whoever has its secret address; erase it when asked.

    The secret is in the query, which logs leave out.
    """
    gathering = expo_or_404(request, slug)
    found = contacts.of_secret(request.GET.get("secret", "")[:64])
    if found is None or found.booth.gathering_id != gathering.pk:
        raise Http404
    if request.method == "POST":
        contacts.erase(found)
        messages.success(request, _("Erased: the exhibitor does not have it any more."))
        return redirect("expo", gathering.slug)
    values = {"gathering": gathering, "here": "expo", "contact": found, "booth": found.booth}
    response = render(request, "expo/sent.html", values)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def erase(request: HttpRequest, slug: str, contact: str) -> HttpResponse:
    """Erase a request of one's own."""
    gathering = expo_or_404(request, slug)
    own = Contact.objects.filter(user=person(request), booth__gathering=gathering)
    contacts.erase(get_object_or_404(own, pk=contact))
    messages.success(request, _("Erased: the exhibitor does not have it any more."))
    return redirect("expo-mine", gathering.slug)


def _own(request: HttpRequest, slug: str, number: str) -> Booth:
    """Return a booth if the person is of its exhibitor; to all others it is not there."""
    booth = booth_or_404(request, slug, number)
    if not exhibits(request.user, booth):
        raise Http404
    return booth


@login_required
@require_safe
def received(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show an exhibitor the requests to a booth."""
    booth = _own(request, slug, number)
    return _received(request, booth)


def _received(request: HttpRequest, booth: Booth, **wrong: Any) -> HttpResponse:
    values = {"gathering": booth.gathering, "here": "expo", "booth": booth, "step": "contacts"}
    values |= {"contacts": contacts.received(booth), "may_edit": True} | wrong
    return render(request, "expo/contacts.html", values, status=422 if wrong else 200)


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, number: str, contact: str) -> HttpResponse:
    """Answer or close a request."""
    booth = _own(request, slug, number)
    found = get_object_or_404(Contact, pk=contact, booth=booth)
    action = request.POST.get("action", "")
    try:
        said = text_up_to(request.POST.get("answer", ""), LONGEST["message"])
        text = Text(language=reader_language(), text=said)
        contacts.act(found, action, person(request), text)
    except (NotPossibleError, PermissionDenied) as error:
        raise Http404 from error
    except ValidationError as error:
        wrong = {"wrong": found.pk, "problem": error.messages[0]}
        return _received(request, booth, typed=request.POST.get("answer", ""), **wrong)
    messages.success(request, _("Saved."))
    return redirect("expo-contacts", slug, number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_meeting(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Ask somebody of a booth for a meeting at the fair of the gathering."""
    booth = booth_or_404(request, slug, number)
    user = person(request)
    me = participant_of(user, booth.gathering)
    people = [one for one in meeting.hosts(booth) if me is None or one.pk != me.pk]
    if not booth.is_public or not people:
        raise Http404
    form = filled(request, MeetingForm, people=people)
    if me is not None and sent(request, form):
        if refusal := too_often(request, "meeting", RATE):
            return refusal
        of = next(one for one in people if one.pk == form.cleaned_data["of"])
        try:
            meeting.ask(booth, user, of, form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Asked: the answer is among your requests at the fair."))
            return redirect("expo-booth", slug, number)
    values = {"gathering": booth.gathering, "here": "expo", "booth": booth, "form": form, "me": me}
    return render(request, "expo/meeting.html", values, status=status(form))
