"""Who takes part in a gathering and who helps to hold it, for its organisers."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.gatherings.hosting.domain import holding, registering
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.hosting.forms import PostForm
from citybricks.network.gatherings.hosting.models import Participant, Post
from citybricks.network.intake.domain.cells import guarded

_SHOWN = 100
_COLUMNS = ("name", "organisation", "country", "email", "attendance", "time_zone", "state")


@login_required
@require_safe
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who has registered."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    found = Participant.objects.filter(gathering=gathering).select_related("member")
    page = Paginator(found, _SHOWN).get_page(request.GET.get("page"))
    waiting = found.filter(state=Participant.State.REGISTERED).count()
    context = {"gathering": gathering, "here": "home", "page": page, "waiting": waiting}
    return render(request, "hosting/people.html", context)


@login_required
@require_safe
def participants_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Send who has registered as CSV."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("ulid", "member", *_COLUMNS, "languages"))
    for one in Participant.objects.filter(gathering=gathering).select_related("member"):
        member = one.member.slug if one.member else ""
        row = (one.pk, member, *(getattr(one, name) for name in _COLUMNS), " ".join(one.languages))
        writer.writerow([guarded(str(value)) for value in row])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-people.csv"'
    return answer


@login_required
@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm those who were marked, or everybody who waits."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    numbers = request.POST.getlist("participant")
    if "all" in request.POST:
        found = Participant.objects.filter(gathering=gathering)
        numbers = list(found.values_list("pk", flat=True))
    count = registering.confirm(gathering, numbers)
    said = ngettext("%(count)s person is confirmed.", "%(count)s people are confirmed.", count)
    messages.success(request, said % {"count": count})
    return redirect("gathering-people", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who helps to hold it, and give somebody a role."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    form = PostForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            holding.appoint(gathering, form.cleaned_data["email"], form.cleaned_data["role"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("gathering-posts", slug)
    found = Post.objects.filter(gathering=gathering).select_related("user").order_by("role", "pk")
    context = {"gathering": gathering, "here": "home", "form": form, "posts": found}
    status = 422 if form.is_bound else 200
    return render(request, "hosting/posts.html", context, status=status)


@login_required
@require_POST
def release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a role back."""
    gathering = gathering_or_404(request, slug, "gatherings.organise")
    post = get_object_or_404(Post.objects.select_related("gathering"), pk=number,
                             gathering=gathering)  # fmt: skip
    try:
        holding.release(post)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Changed."))
    return redirect("gathering-posts", slug)
