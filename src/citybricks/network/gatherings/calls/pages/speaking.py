"""Who is named in a proposal says whether they come, by the link of their mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from citybricks.network.gatherings.calls.domain import speakers
from citybricks.network.gatherings.calls.vocabulary import Answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Show what a speaker is named in, and take in whether they come."""
    speaker = speakers.speaker_of(token)
    if speaker is None or speaker.proposal.call.gathering.slug != slug:
        raise Http404
    if request.method == "POST":
        said = request.POST.get("answer", "")
        if said in (Answer.CONFIRMED, Answer.DECLINED):
            speakers.answer(speaker, Answer(said), request.user)
            messages.success(request, _("Thank you; the author is told."))
        return redirect("calls-speaker", slug, token)
    proposal = speaker.proposal
    context = {
        "gathering": proposal.call.gathering,
        "here": "calls",
        "speaker": speaker,
        "proposal": proposal,
        "call": proposal.call,
    }
    response = render(request, "calls/speaker.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
