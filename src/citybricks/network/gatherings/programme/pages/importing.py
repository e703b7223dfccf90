"""Take in a workbook of the CoSPLib format."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citybricks.network.gatherings.programme.domain import workbook
from citybricks.network.gatherings.programme.forms import ImportForm
from citybricks.network.gatherings.programme.pages.desk import desk_context, organised

LARGEST = 5_000_000
"""Bytes of a workbook."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, and take a workbook in; what is wrong with it is said cell by cell."""
    gathering = organised(request, slug)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            if given.size > LARGEST:
                said = _("The file has %(size)s MB; at most %(most)s MB are allowed.")
                size = round(given.size / 1_000_000, 1)
                raise workbook.CellsError([said % {"size": size, "most": LARGEST // 1_000_000}])  # noqa: TRY301 - said as what is wrong with cells
            taken = workbook.take_in(
                gathering,
                workbook.read(given.read()),
                first=form.first(),
                slot=form.cleaned_data["slot"] or 0,
            )
        except workbook.CellsError as error:
            problems = error.problems
        else:
            said = _(
                "Taken in: %(tracks)s tracks, %(blocks)s blocks of time, %(rooms)s rooms, "
                "%(people)s people, %(talks)s talks."
            )
            messages.success(
                request, said % {name: getattr(taken, name) for name in taken.__slots__}
            )
            return redirect("programme-plan", slug)
    context = desk_context(gathering, "import") | {"form": form, "problems": problems[:100]}
    status = 422 if problems or form.errors else 200
    return render(request, "programme/import.html", context, status=status)
