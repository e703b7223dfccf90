"""Certificates: asked for, sent as PDF, and told genuine by their code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, person
from citybricks.network.gatherings.proceedings.domain import certifying, papers
from citybricks.network.gatherings.proceedings.models import Certificate
from citybricks.network.gatherings.proceedings.outputs.paper_certificate import certificate_pdf
from citybricks.network.gatherings.proceedings.pages.access import PART
from citybricks.network.members.printing import PrintingUnavailableError

_SHOWN = 1_000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person's certificates, and to organisers everybody's; issue what is due."""
    gathering = gathering_or_404(request, slug, part=PART)
    by = person(request)
    organises = by.has_perm("gatherings.organise", gathering)
    if request.method == "POST":
        everybody = organises and request.POST.get("for") == "everybody"
        new = len(certifying.issue(gathering, None if everybody else by))
        said = ngettext("%(new)s certificate is issued.", "%(new)s certificates are issued.", new)
        messages.success(request, said % {"new": new})
        return redirect("proceedings-certificates", slug)
    rows = Certificate.objects.filter(gathering=gathering)
    context = {
        "gathering": gathering,
        "here": "proceedings",
        "own": certifying.of_person(by, gathering),
        "every": rows[:_SHOWN] if organises else [],
        "organises": organises,
        "ended": papers.has_ended(gathering),
    }
    return render(request, "proceedings/certificates.html", context)


@require_safe
def certificate(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say whether a certificate is genuine."""
    gathering = gathering_or_404(request, slug, part=PART)
    shown = certifying.found(code)
    if shown is None or shown.gathering_id != gathering.pk:
        shown = None
    context = {
        "gathering": gathering,
        "here": "proceedings",
        "certificate": shown,
        "code": code[:20],
        "holds": shown is not None and request.user.has_perm("proceedings.hold", shown),
    }
    response = render(
        request, "proceedings/certificate.html", context, status=200 if shown else 404
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_safe
def pdf(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Send a certificate to its holder."""
    shown = _held(request, slug, code)
    path = reverse("proceedings-certificate", args=[slug, shown.pk])
    try:
        content = certificate_pdf(shown, path)
    except PrintingUnavailableError as error:
        messages.error(request, str(error))
        return redirect("proceedings-certificates", slug)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slug}-{shown.honour}-{shown.pk.lower()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Say that a certificate is not valid any more; its code page tells so."""
    shown = _held(request, slug, code)
    if not request.user.has_perm("gatherings.organise", shown.gathering):
        raise Http404
    shown.revoked = True
    shown.save()
    messages.success(request, _("Revoked."))
    return redirect("proceedings-certificates", slug)


def _held(request: HttpRequest, slug: str, code: str) -> Certificate:
    gathering = gathering_or_404(request, slug, part=PART)
    shown = certifying.found(code)
    if shown is None or shown.gathering_id != gathering.pk:
        raise Http404
    if not request.user.has_perm("proceedings.hold", shown):
        raise Http404
    return shown
