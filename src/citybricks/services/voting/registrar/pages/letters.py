"""Letters, tables for a printer and mails: what holds credentials in clear, made and not kept."""

from __future__ import annotations

from smtplib import SMTPException

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from citybricks.network.members.printing.pages import PrintingUnavailableError
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.pages.access import named_or_404
from citybricks.services.voting.registrar import outputs
from citybricks.services.voting.registrar.domain import handing
from citybricks.services.voting.registrar.domain.handing import NothingWaitsError
from citybricks.services.voting.registrar.domain.sealing import Vault, WrongPassphraseError
from citybricks.services.voting.registrar.models import Deed, Registration
from citybricks.services.voting.registrar.pages.access import (
    ACT,
    address_of,
    registration_or_404,
)


@login_required
@require_POST
@never_cache
@sensitive_post_parameters("passphrase")
@sensitive_variables()
def letters(request: HttpRequest, uuid: str) -> HttpResponse:
    """Make letters of credentials that wait, or send them by mail."""
    election = named_or_404(request, uuid, ACT)
    made = registration_or_404(election)
    ways = {"letters": _pdf, "table": _table, "mail": _mail}
    way = ways.get(request.POST.get("way", ""))
    if way is None:
        raise Http404
    try:
        vault = handing.unlock(made, request.POST.get("passphrase", ""))
        return way(request, election, made, vault)
    except WrongPassphraseError:
        messages.error(request, _("The passphrase is another."))
    except NothingWaitsError:
        messages.error(request, _("No credential waits to be handed out."))
    return redirect("voting-registrar", uuid)


def _pdf(
    request: HttpRequest, election: Election, made: Registration, vault: Vault
) -> HttpResponse:
    by = address_of(request)
    batch = handing.take_batch(made, handing.LETTERS, by, "letters")
    told = handing.letters(election, made, vault, handing.of_batch(made, batch))
    try:
        content = outputs.pdf(election, told)
    except PrintingUnavailableError as error:
        handing.put_back(made, batch, by)
        messages.error(request, str(error))
        return redirect("voting-registrar", election.uuid)
    return _file(content, "application/pdf", f"letters-{election.uuid}-{batch}.pdf")


def _table(
    request: HttpRequest, election: Election, made: Registration, vault: Vault
) -> HttpResponse:
    batch = handing.take_batch(made, None, address_of(request), "table")
    told = handing.letters(election, made, vault, handing.of_batch(made, batch))
    name = f"letters-{election.uuid}-{batch}.csv"
    return _file(outputs.table(told).encode(), "text/csv; charset=utf-8", name)


def _mail(
    request: HttpRequest, election: Election, made: Registration, vault: Vault
) -> HttpResponse:
    """Send some; what is sent is forgotten at once, what is not waits."""
    if outputs.mails_are_logged():
        refused = _("This hub has no mail server: its mails are written to the log.")
        messages.error(request, refused + " " + _("Credentials must not be there."))
        return redirect("voting-registrar", election.uuid)
    rows = handing.with_address(election, made)[: handing.MAILS]
    sent = 0
    try:
        for row, letter in zip(rows, handing.letters(election, made, vault, rows), strict=True):
            outputs.mail_of(election, letter).send()
            handing.forget([row])
            sent += 1
    except (SMTPException, OSError) as error:
        failed = _("The mail server stopped (%(reason)s); the others wait.")
        messages.error(request, failed % {"reason": type(error).__name__})
    if not rows:
        raise NothingWaitsError("nobody with an address waits")
    if sent:
        Deed.objects.create(registration=made, what="mail", count=sent, by=address_of(request))
    said = ngettext("%(count)d mail is sent.", "%(count)d mails are sent.", sent)
    messages.success(request, said % {"count": sent})
    return redirect("voting-registrar", election.uuid)


@login_required
@require_POST
def arrived(request: HttpRequest, uuid: str) -> HttpResponse:
    """Note that the letters of a batch arrived where they are printed, or that they did not."""
    election = named_or_404(request, uuid, ACT)
    made = registration_or_404(election)
    batch = request.POST.get("batch", "")
    if not batch.isdecimal() or len(batch) > 9:  # noqa: PLR2004 - digits that a number has at most
        raise Http404
    by = address_of(request)
    if request.POST.get("arrived") == "yes":
        count = handing.confirm(made, int(batch), by)
        said = ngettext(
            "%(count)d credential is handed out and can be read nowhere any more.",
            "%(count)d credentials are handed out and can be read nowhere any more.",
            count,
        )
    else:
        count = handing.put_back(made, int(batch), by)
        said = ngettext(
            "%(count)d letter can be made again.", "%(count)d letters can be made again.", count
        )
    messages.success(request, said % {"count": count})
    return redirect("voting-registrar", uuid)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
