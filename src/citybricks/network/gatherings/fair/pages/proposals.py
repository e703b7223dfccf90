"""Free places for those who wait, and plans made anew that are looked at before they hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.gatherings.fair.domain import planning
from citybricks.network.gatherings.fair.domain.loading import Loaded, load
from citybricks.network.gatherings.fair.models import Proposal
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.fair.vocabulary import Stage
from citybricks.network.gatherings.hosting.domain.access import person


@login_required
@require_POST
def refill(request: HttpRequest, slug: str) -> HttpResponse:
    """Give free places to requests that wait."""
    fair = fair_or_404(request, slug, ORGANISE)
    try:
        changed = planning.refill(fair)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("fair-plan", slug)
    count = len(changed.new)
    said = ngettext(
        "%(count)s meeting was possible and is planned now: %(names)s.",
        "%(count)s meetings were possible and are planned now: %(names)s.",
        count,
    )
    if not count:
        said = _("Nothing more fits: every request that waits has its reason below.")
    names = "; ".join(str(one.request) for one in changed.new[:5])
    messages.success(request, said % {"count": count, "names": names} if count else said)
    return redirect("fair-plan", slug)


@login_required
@require_POST
def anew(request: HttpRequest, slug: str) -> HttpResponse:
    """Work out a plan that fits things as they are now, and in which few others move."""
    fair = fair_or_404(request, slug, ORGANISE)
    if fair.stage not in (Stage.PLANNED, Stage.PUBLISHED):
        messages.error(request, _("There is no plan that can be changed."))
        return redirect("fair-plan", slug)
    try:
        made = planning.propose(fair, person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("fair-plan", slug)
    return redirect("fair-proposal", slug, made.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show who would move, and take the plan over when that is confirmed."""
    fair = fair_or_404(request, slug, ORGANISE)
    found = get_object_or_404(Proposal, pk=number, fair=fair, taken=None)
    if request.method == "POST":
        try:
            changed = planning.adopt(found)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            said = _("Taken over: %(moved)s moved, %(new)s new, %(gone)s gone; all are told.")
            counts = {name: len(getattr(changed, name)) for name in ("moved", "new", "gone")}
            messages.success(request, said % counts)
        return redirect("fair-plan", slug)
    try:
        loaded = load(fair)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("fair-plan", slug)
    context = base(request, fair, "plan") | _shown(loaded, found)
    return render(request, "fair/proposal.html", context)


def _shown(loaded: Loaded, found: Proposal) -> dict[str, Any]:
    diff = planning.difference(loaded, found.plan)

    def names(number: str) -> list[str]:
        return [loaded.names[one].name for one in loaded.requests[loaded.at[number]].numbers]

    return {
        "proposal": found,
        "stale": found.rests_on != planning.fingerprint(loaded),
        "moved": [(names(one.request_id), one.slot, slot) for one, slot in diff.moved],
        "gone": [(names(one.request_id), one.slot) for one in diff.gone],
        "new": [(names(one.pk), slot) for one, slot in diff.new],
        "kept": diff.kept,
    }
