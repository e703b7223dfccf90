"""Pages of notices: the list, preferences, and stopping mails from a link in one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.members.models import User
from citybricks.network.notices.domain import notices
from citybricks.network.notices.domain import preferences as wishes
from citybricks.network.notices.domain.wording import told
from citybricks.network.notices.forms import PreferenceForm
from citybricks.network.notices.models import Notice

PAGE = 50


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show what a person was told, the newest first."""
    return _list(request)


def _list(request: HttpRequest, form: PreferenceForm | None = None) -> HttpResponse:
    person, language = cast("User", request.user), reader_language()
    page = Paginator(Notice.objects.filter(person=person), PAGE).get_page(request.GET.get("page"))
    preference = wishes.preference_of(person)
    chosen = {"pace": preference.pace, "language": wishes.language_for(preference)}
    values = {
        "rows": [(notice, told(notice, language)) for notice in page],
        "page": page,
        "form": form or PreferenceForm(initial=chosen),
    }
    return render(request, "notices/notices.html", values, status=422 if form else 200)


@login_required
@require_safe
def open_notice(request: HttpRequest, number: int) -> HttpResponse:
    """Lead to what a notice is about; it is read from then on."""
    mine = Notice.objects.filter(person=cast("User", request.user))
    notice = get_object_or_404(mine, pk=number)
    notices.mark_read(mine.filter(pk=number))
    return redirect(notice.url or "notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that a person has read everything."""
    notices.mark_read(Notice.objects.filter(person=cast("User", request.user)))
    return redirect("notices")


@login_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep how a person wants to be told."""
    form = PreferenceForm(request.POST)
    if not form.is_valid():
        return _list(request, form)
    notices.choose(cast("User", request.user), **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("notices")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed link is the key
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails to whom the link was sent, after a question; nobody has to sign in for it."""
    person = wishes.person_of(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        wishes.unsubscribe(token)
    values = {"address": person.email, "stopped": request.method == "POST", "token": token}
    return render(request, "notices/unsubscribe.html", values)
