"""Propose a talk or a session: written, handed in, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain import life, offering, reviewing, writing
from citybricks.network.gatherings.calls.domain.completeness import MissingError
from citybricks.network.gatherings.calls.forms import ProposalForm, speakers_form, talks_form
from citybricks.network.gatherings.calls.forms.proposal import MOST_ROWS
from citybricks.network.gatherings.calls.models import Call, Proposal
from citybricks.network.gatherings.calls.pages.access import call_or_404, proposal_or_404
from citybricks.network.gatherings.calls.vocabulary import DECIDED, Decision, Kind, State
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.gatherings.hosting.domain.zones import zone_choices
from citybricks.network.life import NotPossibleError
from citybricks.network.members.models import Member

_AFTER = ("more-speakers", "more-talks")
"""Buttons that only show more rows."""


@dataclass(slots=True)
class Sheet:
    """The three forms of a proposal."""

    form: ProposalForm
    speakers: Any
    talks: Any

    def is_valid(self) -> bool:
        """Whether all of them can be kept."""
        checked = [self.form.is_valid(), self.speakers.is_valid()]
        return all([*checked, self.talks is None or self.talks.is_valid()])

    def given(self) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        """Return what was given: texts, who is named, talks."""
        talks = self.talks.given() if self.talks is not None else []
        return self.form.cleaned_data, self.speakers.given(), talks


def _fresh(call: Call, author: Any, proposal: Proposal | None) -> Sheet:
    """Return the forms as they begin."""
    sessions = call.kind == Kind.SESSIONS
    if proposal is None:
        people = [writing.named_first(author, convening=sessions)]
        talks = talks_form(initial=[]) if sessions else None
        return Sheet(ProposalForm(call=call), speakers_form(call=call, initial=people), talks)
    return Sheet(
        ProposalForm(call=call, initial=writing.given_of(proposal)),
        speakers_form(call=call, initial=writing.speakers_given(proposal)),
        talks_form(initial=writing.talks_given(proposal)) if sessions else None,
    )


def _sent(request: HttpRequest, call: Call) -> Sheet:
    """Return the forms as they were sent; with more rows where these were asked for."""
    data, do = request.POST.copy(), request.POST.get("do", "")
    for prefix in ("speakers", "talks"):
        total = f"{prefix}-TOTAL_FORMS"
        data.setdefault(total, "0")
        data.setdefault(f"{prefix}-INITIAL_FORMS", "0")
        sent = str(data[total])
        if do == f"more-{prefix}" and sent.isdecimal():
            data[total] = str(min(int(sent) + 2, MOST_ROWS))
    return Sheet(
        ProposalForm(data, call=call),
        speakers_form(data, call=call),
        talks_form(data) if call.kind == Kind.SESSIONS else None,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the form of a new proposal, and keep it."""
    call = call_or_404(request, slug, ulid)
    if not call.is_open:
        return render(request, "calls/shut.html", _context(call), status=403)
    by = person(request)
    if request.method != "POST":
        return _form(request, call, _fresh(call, by, None))
    sheet = _sent(request, call)
    if not sheet.is_valid() or request.POST.get("do") in _AFTER:
        return _form(request, call, sheet, status=_status(request, sheet))
    try:
        proposal = writing.begin(call, by, *sheet.given())
    except writing.TooManyError as error:
        sheet.form.add_error(None, str(error))
        return _form(request, call, sheet, status=422)
    return _kept(request, proposal, sheet)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the form of a proposal, filled in, and keep it."""
    proposal = proposal_or_404(request, slug, ulid, "calls.write")
    call = proposal.call
    if not writing.is_editable(proposal):
        return render(request, "calls/shut.html", _context(call, proposal), status=403)
    if request.method != "POST":
        return _form(request, call, _fresh(call, person(request), proposal), proposal)
    sheet = _sent(request, call)
    if not sheet.is_valid() or request.POST.get("do") in _AFTER:
        return _form(request, call, sheet, proposal, status=_status(request, sheet))
    try:
        proposal = writing.rewrite(proposal, *sheet.given())
    except NotPossibleError:
        sheet.form.add_error(None, _("The deadline has passed meanwhile."))
        return _form(request, call, sheet, proposal, status=422)
    except MissingError as error:
        _blame(sheet, error)
        return _form(request, call, sheet, proposal, status=422)
    return _kept(request, proposal, sheet)


def _blame(sheet: Sheet, error: MissingError) -> None:
    for field, asked in error.problems.items():
        sheet.form.add_error(field if field in sheet.form.fields else None, asked)


def _status(request: HttpRequest, sheet: Sheet) -> int:
    if request.POST.get("do") not in _AFTER:
        return 422
    for form in (sheet.form, *sheet.speakers.forms, *(sheet.talks.forms if sheet.talks else ())):
        form.errors.clear()  # nobody has asked for a check yet
    return 200


def _kept(request: HttpRequest, proposal: Proposal, sheet: Sheet) -> HttpResponse:
    """Say that it is kept; where it is handed in and something is missing, say what."""
    slug, handed_in = proposal.call.gathering.slug, proposal.state == State.SUBMITTED
    if request.POST.get("do") != "submit" and not handed_in:
        messages.success(request, _("The draft is kept; hand it in before the call closes."))
        return redirect("calls-proposal", slug, proposal.pk)
    try:
        if not handed_in:
            life.act(proposal, "submit", person(request))
    except MissingError as error:
        _blame(sheet, error)
        messages.warning(request, _("It is kept; before it is handed in, a little is missing."))
        return _form(request, proposal.call, sheet, proposal, status=422)
    messages.success(request, _("It is handed in; you can change it until the call closes."))
    return redirect("calls-proposal", slug, proposal.pk)


def _form(
    request: HttpRequest,
    call: Call,
    sheet: Sheet,
    proposal: Proposal | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    reader = reader_language()
    members = Member.objects.filter(state__in=Member.PUBLIC).order_by("slug")
    context = _context(call, proposal) | {
        "form": sheet.form,
        "speakers": sheet.speakers,
        "talks": sheet.talks,
        "zones": zone_choices(),
        "members": [(one.slug, one.name_in(reader)) for one in members],
        "wrong": status == 422,  # noqa: PLR2004 - of HTTP
    }
    return render(request, "calls/proposal_form.html", context, status=status)


def _context(call: Call, proposal: Proposal | None = None) -> dict[str, Any]:
    return {"gathering": call.gathering, "here": "calls", "call": call, "proposal": proposal}


@login_required
@require_safe
def proposal(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show a proposal to who wrote it, who speaks in it, and who organises."""
    shown = proposal_or_404(request, slug, ulid)
    by, call = person(request), shown.call
    organises = by.has_perm("calls.organise", call) and shown.submitted is not None
    actions = life.possible(shown, by)
    reviewers = reviewing.reviewers_of(call.gathering) if organises else []
    reviews = list(shown.reviews.select_related("reviewer")) if organises else []
    taken = {review.reviewer_id for review in reviews}
    context = _context(call, shown) | {
        "actions": [(name, life.NAMES[name]) for name in actions if name not in Decision.values],
        "decisions": [(name, life.NAMES[name]) for name in actions if name in Decision.values],
        "track": offering.track_names(call).get(shown.track),
        "format": dict(offering.format_choices(call, reader_language())).get(shown.format, ""),
        "people": shown.speakers.select_related("member"),
        "letters": shown.letters.all(),
        "told": shown.reviews.filter(progress="done") if shown.state in DECIDED else [],
        "is_author": by.has_perm("calls.write", shown),
        "editable": by.has_perm("calls.write", shown) and writing.is_editable(shown),
        "organises": organises,
        "reviews": reviews,
        "free": [
            one.user
            for one in reviewers
            if one.user.pk not in taken and not reviewing.has_interest(one, shown)
        ],
        "criteria": call.criteria.all() if organises else [],
        "conflicts": shown.conflicts.select_related("reviewer") if organises else [],
    }
    return render(request, "calls/proposal.html", context)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Hand a proposal in, or withdraw it."""
    moved = proposal_or_404(request, slug, ulid)
    action = request.POST.get("action", "")
    try:
        if action in Decision.values:
            raise Http404
        moved = life.act(moved, action, person(request))
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except MissingError as error:
        for asked in error.problems.values():
            messages.error(request, asked)
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("calls-proposal", slug, ulid)


@login_required
@require_POST
def discard(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Delete a draft."""
    gone = proposal_or_404(request, slug, ulid, "calls.write")
    if gone.state != State.DRAFT or gone.submitted is not None:
        raise Http404
    gone.delete()
    messages.success(request, _("The draft is deleted."))
    return redirect("calls", slug)
