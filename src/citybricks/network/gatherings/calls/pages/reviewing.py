"""Reviews: what a person is to review, and what they say."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain import offering, reviewing
from citybricks.network.gatherings.calls.forms import ReviewForm
from citybricks.network.gatherings.calls.models import Review
from citybricks.network.gatherings.calls.pages.access import PART, review_or_404
from citybricks.network.gatherings.calls.vocabulary import IN, Progress
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, person

_REASON = 300


@login_required
@require_safe
def reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a person is to review."""
    gathering = gathering_or_404(request, slug, "gatherings.review", part=PART)
    rows = Review.objects.filter(
        reviewer=person(request), proposal__call__gathering=gathering, proposal__state__in=IN
    )
    own = list(rows.select_related("proposal__call").order_by("progress", "pk"))
    own.sort(key=lambda one: one.progress == Progress.DONE)
    done = sum(one.progress == Progress.DONE for one in own)
    context = {"gathering": gathering, "here": "calls", "reviews": own, "done": done}
    return render(request, "calls/reviews.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a proposal with the form of its review, and take that in."""
    shown = review_or_404(request, slug, number)
    first = {
        "to_authors": shown.to_authors.text,
        "confidential": shown.confidential,
        "language": shown.to_authors.language if shown.to_authors else reader_language(),
    }
    given = request.POST if request.method == "POST" else None
    form = ReviewForm(given, review=shown, initial=first)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        kept = reviewing.write(
            shown, form.marks(), said["to_authors"], said["confidential"], said["language"]
        )
        if kept.progress == Progress.DONE:
            messages.success(request, _("Your review is done; you can change it until a decision."))
        else:
            messages.success(request, _("Kept; it is done once every criterion has a mark."))
        return redirect("calls-reviews", slug)
    return _page(request, shown, form, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, shown: Review, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    proposal, call = shown.proposal, shown.proposal.call
    context = {
        "gathering": call.gathering,
        "here": "calls",
        "review": shown,
        "proposal": proposal,
        "call": call,
        "form": form,
        "people": [] if call.blind else proposal.speakers.select_related("member"),
        "talks": proposal.talks.all(),
        "track": offering.track_names(call).get(proposal.track),
        "format": dict(offering.format_choices(call, reader_language())).get(proposal.format, ""),
    }
    return render(request, "calls/review.html", context, status=status)


@login_required
@require_POST
def conflict(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take in that a reviewer has an interest in a proposal."""
    shown = review_or_404(request, slug, number)
    try:
        reason = text_up_to(request.POST.get("reason", ""), _REASON)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("calls-review", slug, number)
    reviewing.declare(shown, reason)
    messages.success(request, _("Noted; somebody else reviews it."))
    return redirect("calls-reviews", slug)
