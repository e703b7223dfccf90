"""Apply for a city or an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.members.application_forms import ApplyForm
from citybricks.network.members.domain import applying, identity
from citybricks.network.members.models import Member
from citybricks.network.members.pages.access import filled, person, sent, status


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Show the form of an application, and take it in."""
    if request.POST.get("do") == "find":  # without scripts, cities are found by a button
        return _form(request, ApplyForm(initial=request.POST.dict()))
    form = filled(request, ApplyForm, initial=_begun(request.GET.get("for", "")))
    if sent(request, form):
        try:
            application = applying.apply(person(request), form.wish())
        except applying.TakenError as error:
            name = "typed" if error.field == "geonames_id" else error.field
            form.add_error(name, ValidationError(error.message))
        except applying.TooManyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your application is sent; the secretariat answers it."))
            return redirect("member-application", application.ulid)
    return _form(request, form)


def _begun(slug: str) -> dict[str, Any]:
    """Return what is known of a listed record that somebody applies for."""
    record = Member.objects.filter(slug=slug, state=Member.State.LISTED).first()
    if record is None:
        return {}
    known = {"kind": record.kind, "country": record.country, "website": record.website}
    names = {"name": record.name_in(reader_language()), "language": reader_language()}
    ids = {"geonames_id": record.geonames_id, "ror": record.ror, "lei": record.lei}
    return known | names | ids | {"typed": str(record)}


def _form(request: HttpRequest, form: ApplyForm) -> HttpResponse:
    context = {
        "form": form,
        "candidates": form.candidates(),
        "chosen": str(form["geonames_id"].value() or ""),
        "typed_city": str(form["typed"].value() or "").strip(),
    }
    return render(request, "members/apply.html", context, status=status(form))


@login_required
@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """Show the cities whose name begins as typed, to choose from."""
    typed = request.GET.get("typed", "")[:200]
    context = {
        "candidates": identity.cities(typed),
        "typed_city": typed.strip(),
        "chosen": request.GET.get("geonames_id", ""),
    }
    return render(request, "members/apply_cities.html", context)
