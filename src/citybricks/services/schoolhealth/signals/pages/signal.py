"""One signal: what was counted, the clocks, what was done, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules.permissions import has_perm

from citybricks.network.life import NotPossibleError
from citybricks.services.schoolhealth.signals.domain import acting, detecting, life, totals
from citybricks.services.schoolhealth.signals.domain.life import IncompleteError
from citybricks.services.schoolhealth.signals.drawing import curves
from citybricks.services.schoolhealth.signals.forms import ActionForm
from citybricks.services.schoolhealth.signals.models import Signal, Transition
from citybricks.services.schoolhealth.signals.pages.access import signal_or_404
from citybricks.services.schoolhealth.signals.pages.shown import (
    method_named,
    shown_clocks,
    syndrome_named,
)
from citybricks.services.schoolhealth.signals.permissions import may

_CSV = "text/csv; charset=utf-8"


@login_required
@require_safe
def signal(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Show a signal."""
    found = signal_or_404(request, slug, pk)
    return _page(request, found)


def _page(
    request: HttpRequest,
    found: Signal,
    *,
    wrong: ActionForm | None = None,
    action: str = "",
    status: int = 200,
) -> HttpResponse:
    values = {
        "city": found.city,
        "signal": found,
        "syndrome": syndrome_named(found.syndrome),
        "method": method_named(found.method),
        "clocks": shown_clocks(found, acting.moments(found), timezone.now()),
        "done": [_told(each) for each in found.transitions.select_related("by")],
        "children": found.children.select_related("city", "school", "school_class"),
        "actions": _actions(request, found, wrong, action),
        "chart": curves.of_signal(totals.around(found), found),
        "can_be_run": bool(found.parameters.get("chosen")),
        "is_nurse": found.school is not None
        and has_perm("schoolhealth.enter", request.user, found.school),
        "may_compute": may(request.user, "schoolhealth.assess", found),
    }
    return render(request, "schoolhealth_signals/signal.html", values, status=status)


def _told(transition: Transition) -> dict[str, Any]:
    assessed = transition.likelihood is not None and transition.impact is not None
    return {
        "transition": transition,
        "said": life.DONE.get(transition.action, transition.action),
        "risk": life.risk(transition.likelihood or 1, transition.impact or 1) if assessed else None,
    }


def _actions(
    request: HttpRequest, found: Signal, wrong: ActionForm | None, action: str
) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": life.NAMES[name],
            "form": wrong if wrong and name == action else ActionForm(name, found, request.user),
            "open": wrong is not None and name == action,
        }
        for name in acting.possible(found, request.user)
    ]


@login_required
@require_POST
def act(request: HttpRequest, slug: str, pk: str, action: str) -> HttpResponse:
    """Do something with a signal; what was written survives when something is missing."""
    found = signal_or_404(request, slug, pk)
    if action not in acting.possible(found, request.user):
        if action not in life.NAMES or action == "detect":
            raise Http404
        if found.state in life.LIFE.steps and action in life.LIFE.actions(found.state):
            raise Http404  # somebody else's to do
        messages.error(request, _("It stands differently by now; look at it again."))
        return redirect("schoolhealth-signal", slug, pk)
    form = ActionForm(action, found, request.user, request.POST)
    if not form.is_valid():
        return _page(request, found, wrong=form, action=action, status=422)
    return _done(request, found, action, form)


def _done(request: HttpRequest, found: Signal, action: str, form: ActionForm) -> HttpResponse:
    into = form.cleaned_data.get("into")
    try:
        moved = acting.act(found, action, request.user, form.written(), into=into)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except IncompleteError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.said))
        return _page(request, found, wrong=form, action=action, status=422)
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("schoolhealth-signal", found.city_id, found.pk)


@login_required
@require_POST
def again(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Compute a signal again from what it keeps, and say whether it comes out the same."""
    found = signal_or_404(request, slug, pk, "schoolhealth.assess")
    if not found.parameters.get("chosen"):
        raise Http404
    outcome = detecting.again(found)
    if outcome.same:
        said = _("Computed again from the same data and settings: the same to the last digit.")
        messages.success(request, said)
    else:
        differ = ", ".join(outcome.different)
        messages.error(request, _("Computed again, it differs: %(what)s.") % {"what": differ})
    return redirect("schoolhealth-signal", slug, pk)


@login_required
@require_safe
def lines(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """Hand out the totals that a signal is about, by class and day: no child is in it."""
    found = signal_or_404(request, slug, pk)
    answer = HttpResponse(totals.csv_of(found), content_type=_CSV)
    answer["Content-Disposition"] = f'attachment; filename="signal-{found.pk}.csv"'
    return answer
