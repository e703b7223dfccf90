"""Applications, as applicants and the secretariat see them; how a member stands."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.life import NotPossibleError
from citybricks.network.members.application_forms import ReasonForm, ResendForm
from citybricks.network.members.domain import applying, life
from citybricks.network.members.models import Application
from citybricks.network.members.pages.access import filled, member_or_404, person, sent, status

_PAGE = 50


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Show applications: the secretariat all, those that wait first; others their own."""
    by = person(request)
    is_desk = by.has_perm("members.review")
    found = Application.objects.select_related("member", "applicant")
    if not is_desk:
        found = found.filter(applicant=by)
    state = request.GET.get("state", "")
    if state in Application.State.values:
        found = found.filter(state=state)
    elif is_desk and state != "all":
        found = found.filter(state__in=applying.OPEN)
    context = {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "is_desk": is_desk,
        "states": Application.State.choices,
        "state": state,
    }
    return render(request, "members/applications.html", context)


def _application(request: HttpRequest, ulid: str) -> Application:
    found = Application.objects.select_related("member", "applicant", "member__city")
    application = get_object_or_404(found, ulid=ulid)
    if not request.user.has_perm("members.see_application", application):
        raise Http404
    return application


@login_required
@require_safe
def application(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show an application and what can be done with it."""
    return _shown(request, _application(request, ulid))


def _shown(
    request: HttpRequest,
    one: Application,
    *,
    form: ReasonForm | ResendForm | None = None,
    action: str = "",
) -> HttpResponse:
    """Show it; a form that needs attention with what was typed."""
    given = {"office": one.office, "message": one.message}
    steps = [
        {
            "name": name,
            "title": life.NAMES[name],
            "reasoned": name in life.REASONED,
            "form": form if name == action else ReasonForm(auto_id=f"{name}-%s"),
        }
        for name in life.possible(one, person(request))
        if name != "resend"
    ]
    resend = "resend" in life.possible(one, person(request))
    again = form if action == "resend" else ResendForm(initial=given)
    context = {
        "one": one,
        "member": one.member,
        "steps": steps,
        "resend": again if resend else None,
        "former": one.member.applications.exclude(pk=one.pk)
        if request.user.has_perm("members.review")
        else [],
    }
    return render(request, "members/application.html", context, status=422 if form else 200)


@login_required
@require_POST
def answer(request: HttpRequest, ulid: str) -> HttpResponse:
    """Answer an application, send it again, or take it back."""
    one, action = _application(request, ulid), request.POST.get("action", "")
    step = life.APPLICATION.steps.get(one.state, {}).get(action)
    if step and not request.user.has_perm(step.permission, one):
        raise Http404
    form: ReasonForm | ResendForm
    if action == "resend":
        form = ResendForm(request.POST)
    else:
        form = ReasonForm(request.POST, auto_id=f"{action}-%s")
    if not form.is_valid():
        return _shown(request, one, form=form, action=action)
    try:
        moved = life.answer(one, action, person(request), form.cleaned_data.get("reason", ""))
        if isinstance(form, ResendForm):
            form.write(moved)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except life.ReasonMissingError as error:
        form.add_error("reason", str(error))
        return _shown(request, one, form=form, action=action)
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("member-application", one.ulid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the secretariat how a member stands; suspend, reinstate or withdraw it."""
    member = member_or_404(request, slug, "members.review")
    form = filled(request, ReasonForm)
    if sent(request, form):
        action = request.POST.get("action", "")
        try:
            moved = life.move(member, action, person(request), form.cleaned_data["reason"])
        except NotPossibleError:
            messages.error(request, _("It stands differently by now; look at it again."))
            return redirect("member-standing", slug)
        except life.ReasonMissingError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
            return redirect("member-standing", slug)
    actions = [(name, life.NAMES[name]) for name in life.possible(member, person(request))]
    context = {"member": member, "form": form, "actions": actions, "here": "standing"}
    return render(request, "members/standing.html", context, status=status(form))
