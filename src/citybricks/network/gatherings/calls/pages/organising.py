"""What organisers see of a call: proposals, ranks, progress; whom they ask, what they decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.gatherings.calls.domain import letters, life, offering, reviewing
from citybricks.network.gatherings.calls.forms import LetterForm
from citybricks.network.gatherings.calls.models import Call, Proposal, Review
from citybricks.network.gatherings.calls.outputs import exporting
from citybricks.network.gatherings.calls.pages.access import call_or_404, proposal_or_404
from citybricks.network.gatherings.calls.vocabulary import Decision, Progress, State
from citybricks.network.gatherings.hosting.domain.access import person

_MOST = 500
"""Proposals that are decided at once."""


@login_required
@require_safe
def proposals(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show what was handed in for a call, ranked."""
    call = call_or_404(request, slug, ulid, "calls.organise")
    everything = reviewing.handed_in(call)
    ranks = reviewing.ranks(call, everything)
    names = offering.track_names(call)
    rows = [_row(one, ranks, names) for one in everything]
    state, track = request.GET.get("state", ""), request.GET.get("track", "")
    shown = [
        row
        for row in rows
        if (not state or row["proposal"].state == state)
        and (not track or row["proposal"].track == track)
    ]
    shown.sort(key=lambda row: (row["rank"].place if row["rank"] else 10**6, row["proposal"].ulid))
    context = {
        "gathering": call.gathering,
        "here": "calls",
        "call": call,
        "rows": shown,
        "all": len(rows),
        "counts": _counts(everything),
        "tracks": names.items(),
        "chosen": {"state": state, "track": track},
        "loads": reviewing.loads(call),
        "decisions": [(one.value, one.label) for one in Decision],
        "criteria": call.criteria.all(),
    }
    return render(request, "calls/proposals.html", context)


def _row(proposal: Proposal, ranks: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    reviews = list(proposal.reviews.all())
    return {
        "proposal": proposal,
        "rank": ranks.get(proposal.pk),
        "done": sum(one.progress == Progress.DONE for one in reviews),
        "asked": len(reviews),
        "track": names.get(proposal.track),
        "people": proposal.speakers.all(),
    }


def _counts(everything: list[Proposal]) -> list[tuple[str, Any, int]]:
    found = [one.state for one in everything]
    return [(one.value, one.label, found.count(one)) for one in State if one in found]


@login_required
@require_POST
def share(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Share proposals out to reviewers."""
    call = call_or_404(request, slug, ulid, "calls.organise")
    new = reviewing.share_out(call)
    said = ngettext("%(new)s review is asked for.", "%(new)s reviews are asked for.", new)
    messages.success(request, said % {"new": new})
    short = [
        one
        for one in reviewing.handed_in(call)
        if one.state == State.SUBMITTED and len(one.reviews.all()) < call.each
    ]
    if short:
        said = ngettext(
            "%(short)s proposal has fewer reviewers than asked for: all others have an interest.",
            "%(short)s proposals have fewer reviewers than asked for: all others have an interest.",
            len(short),
        )
        messages.warning(request, said % {"short": len(short)})
    return redirect("calls-proposals", slug, ulid)


@login_required
@require_POST
def ask(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Ask a reviewer by hand, or no longer."""
    proposal = proposal_or_404(request, slug, ulid)
    if not request.user.has_perm("calls.organise", proposal.call):
        raise Http404
    if number := request.POST.get("release", ""):
        rows = Review.objects.filter(proposal=proposal)
        review = get_object_or_404(rows, pk=number if number.isdecimal() else 0)
        if not reviewing.release(review):
            messages.error(request, _("The review is written; it stays."))
        return redirect("calls-proposal", slug, ulid)
    given = request.POST.get("reviewer", "")
    reviewer = reviewing.reviewer_named(proposal.call.gathering, given)
    if reviewer is None:
        messages.error(request, _("Choose one of the reviewers."))
        return redirect("calls-proposal", slug, ulid)
    try:
        reviewing.assign(proposal, reviewer)
    except reviewing.ConflictedError:
        said = _("%(name)s has an interest in it, or is of a member that has.")
        messages.error(request, said % {"name": reviewer.user})
    else:
        messages.success(request, _("%(name)s is asked.") % {"name": reviewer.user})
    return redirect("calls-proposal", slug, ulid)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the letter of a decision over the chosen proposals, and decide."""
    call = call_or_404(request, slug, ulid, "calls.organise")
    chosen = _chosen(request, call)
    decision = request.POST.get("decision", "")
    if decision not in Decision.values or not chosen:
        messages.error(request, _("Tick proposals and choose what is decided."))
        return redirect("calls-proposals", slug, ulid)
    if "send" not in request.POST:
        words = letters.proposed(decision)
        first = {"decision": decision, "zh": words["zh-Hans"], "en": words["en"]}
        return _letter(request, call, chosen, LetterForm(call=call, initial=first))
    form = LetterForm(request.POST, call=call)
    if not form.is_valid():
        return _letter(request, call, chosen, form, status=422)
    track = form.cleaned_data.get("track", "")
    done, refused = letters.decide(chosen, decision, person(request), form.words(), track)
    if done:
        said = ngettext(
            "%(count)s proposal is decided, and its authors are told.",
            "%(count)s proposals are decided, and their authors are told.",
            len(done),
        )
        messages.success(request, said % {"count": len(done)})
    for one, why in refused:
        messages.error(request, f"{one.title.shown('en').text}: {why}")
    return redirect("calls-proposals", slug, ulid)


def _chosen(request: HttpRequest, call: Call) -> list[Proposal]:
    rows = call.proposals.exclude(submitted=None).select_related("call__gathering", "author")
    given = filter(str.isalnum, request.POST.getlist("proposal")[:_MOST])
    return list(rows.filter(pk__in=list(given)).order_by("ulid"))


def _letter(
    request: HttpRequest, call: Call, chosen: list[Proposal], form: LetterForm, *, status: int = 200
) -> HttpResponse:
    decision = str(form["decision"].value())
    context = {
        "gathering": call.gathering,
        "here": "calls",
        "call": call,
        "chosen": chosen,
        "form": form,
        "name": life.NAMES[decision],
    }
    return render(request, "calls/letter.html", context, status=status)


@login_required
@require_safe
def export(request: HttpRequest, slug: str, ulid: str, extension: str) -> HttpResponse:
    """Send what was handed in, as a table or as JSON."""
    call = call_or_404(request, slug, ulid, "calls.organise")
    if extension not in exporting.KINDS:
        raise Http404
    response = HttpResponse(exporting.written(call, extension), exporting.KINDS[extension])
    name = f"{slug}-{call.kind}-{call.pk[-6:].lower()}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
