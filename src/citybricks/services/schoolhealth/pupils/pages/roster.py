"""The roster of a class: numbers in, a sheet of invitations out, once."""

from __future__ import annotations

import base64
import io
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from citybricks.network.content.naming import reader_language
from citybricks.services.schoolhealth.pupils.domain import roster as rosters
from citybricks.services.schoolhealth.pupils.domain import scopes, wording
from citybricks.services.schoolhealth.pupils.domain.keys import DestroyedError
from citybricks.services.schoolhealth.pupils.domain.roster import Invited, RosterError
from citybricks.services.schoolhealth.pupils.models import Guardian, Pupil
from citybricks.services.schoolhealth.pupils.pages.access import place_or_404, private
from citybricks.services.schoolhealth.schools.models import SchoolClass

_MOST_BYTES = 100_000


@private("GET", "HEAD", "POST", rate="60/h")
def roster(request: HttpRequest, city: str, pk: str) -> HttpResponse:
    """Take the roster of a class in, and show the invitations to be printed, once."""
    place = place_or_404(request, city, pk, scopes.INVITES)
    if request.method != "POST":
        return _form(request, place)
    typed = request.POST.get("numbers", "")
    table = request.FILES.get("table")
    if table is not None and table.size and table.size <= _MOST_BYTES:
        typed = table.read().decode("utf-8-sig", "replace")
    try:
        made = rosters.bring(place, typed[:_MOST_BYTES])
    except RosterError as error:
        return _form(request, place, typed, error, 422)
    except DestroyedError:
        messages.error(request, _("The records of this school year are destroyed."))
        return _form(request, place, typed, status=409)
    return _sheet(request, place, made)


def _form(
    request: HttpRequest,
    place: SchoolClass,
    typed: str = "",
    error: RosterError | None = None,
    status: int = 200,
) -> HttpResponse:
    language = reader_language()
    faults = [(one.line, wording.told(one.rule, language)) for one in error.faults] if error else []
    pupils = Pupil.objects.filter(class_id=place.pk)
    values = {
        "city": place.school.city,
        "place": place,
        "numbers": typed,
        "faults": faults[:50],
        "pupils": pupils.count(),
        "guarded": Guardian.objects.filter(pupil__in=pupils, until=None)
        .values("pupil")
        .distinct()
        .count(),
        "days": rosters.LASTS.days,
    }
    return render(request, "schoolhealth_pupils/roster.html", values, status=status)


def _sheet(request: HttpRequest, place: SchoolClass, made: list[Invited]) -> HttpResponse:
    city = place.school.city
    page = settings.ENVIRONMENT.origin + reverse("pupils-children", args=[city.pk])
    values: dict[str, Any] = {
        "city": city,
        "place": place,
        "page": page,
        "rows": [
            {"one": one, "qr": _picture(f"{page}#{one.code}") if one.code else ""} for one in made
        ],
    }
    return render(request, "schoolhealth_pupils/sheet.html", values)


def _picture(text: str) -> str:
    """Return a QR code (ISO/IEC 18004) as a `data:` address of an SVG."""
    from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]
    from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]
    from qrcode.main import QRCode  # type: ignore[import-untyped]

    code = QRCode(error_correction=ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(text)
    buffer = io.BytesIO()
    code.make_image().save(buffer)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
