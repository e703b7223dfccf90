"""The plan of a fair, for its organisers: begun, looked at, given out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from pydantic import ValidationError as Unfit

from citybricks.kernel.errors import BrickError
from citybricks.network.content.given import readable
from citybricks.network.gatherings.fair.domain import life, planning, showing
from citybricks.network.gatherings.fair.domain.loading import BRICK
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.fair.outputs import tables
from citybricks.network.gatherings.fair.pages.access import ORGANISE, base, fair_or_404
from citybricks.network.gatherings.hosting.domain import planning as hosting
from citybricks.network.gatherings.hosting.domain.access import person
from citybricks.network.life import NotPossibleError

_PEOPLE, _REFUSED = 40, 40
CODES = {
    "rule": gettext_lazy("A rule, or the organisers"),
    "no_common_slot": gettext_lazy("No time in common"),
    "no_table": gettext_lazy("No table at their times"),
    "cap": gettext_lazy("As many meetings as wanted"),
    "busy": gettext_lazy("In other meetings"),
    "tables_full": gettext_lazy("All tables taken"),
    "no_interpreter": gettext_lazy("No interpreter"),
    "interpreters_full": gettext_lazy("All interpreters taken"),
    "left_out": gettext_lazy("There would be room"),
    "removed": gettext_lazy("Taken out by the organisers"),
    "declined": gettext_lazy("Declined"),
}
"""Why requests have no meeting, in short."""


@login_required
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan: figures, load of tables, who meets whom when, refusals."""
    fair = fair_or_404(request, slug, ORGANISE)
    work = hosting.latest(fair.gathering, "fair")
    context = base(request, fair, "plan") | {
        "planning": work,
        "busy": work is not None and not work.is_over,
        "may_plan": "plan" in life.possible(fair, request.user),
        "may_publish": "publish" in life.possible(fair, request.user),
        "may_edit": fair.has_plan and fair.stage != "over",
    }
    if fair.has_plan:
        context |= _shown(request, fair)
    return render(request, "fair/plan.html", context)


def _shown(request: HttpRequest, fair: Fair) -> dict[str, Any]:
    asked = {name: readable(request.GET.get(name, ""))[:100].strip()
             for name in ("q", "only", "code")}  # fmt: skip
    slots = list(fair.slots.all())
    people = showing.people_with(fair, asked["q"], asked["only"])
    page = Paginator(people, _PEOPLE).get_page(request.GET.get("page"))
    refused = showing.refusals(fair, asked["q"], asked["code"])
    refusals = Paginator(refused, _REFUSED).get_page(request.GET.get("refused"))
    figures = fair.figures
    return {
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "slots": slots,
        "heads": showing.heads(fair, slots),
        "page": page,
        "lines": showing.lines(fair, page, slots),
        "chart": showing.chart(fair, slots),
        "refusals": refusals,
        "codes": [(code, CODES.get(code, code), n) for code, n in showing.codes(fair)],
        "figures": figures,
        "share": round(1000 * figures["weight"] / figures["bound"]) if figures.get("bound") else 0,
        "nudges": showing.nudges(fair),
    }


@login_required
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Have all meetings planned."""
    fair = fair_or_404(request, slug, ORGANISE)
    try:
        planning.begin(fair, person(request))
    except NotPossibleError:
        messages.error(request, _("Close requests first; a published plan is changed by hand."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except hosting.StillPlanningError:
        messages.error(request, _("It is being planned already."))
    except (BrickError, Unfit) as error:
        messages.error(request, " ".join(hosting.words(BRICK, error)))
    return redirect("fair-plan", slug)


@login_required
@require_safe
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Send the plan as CSV, XLSX or JSON."""
    fair = fair_or_404(request, slug, ORGANISE)
    if kind not in tables.KINDS or not fair.has_plan:
        raise Http404
    return tables.plan(fair, kind)
