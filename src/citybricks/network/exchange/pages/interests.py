"""Interest: expressed, received, answered, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import interest as domain
from citybricks.network.exchange.domain import values
from citybricks.network.exchange.forms import InterestForm
from citybricks.network.exchange.models import Interest
from citybricks.network.exchange.pages.access import listing_or_404, person
from citybricks.network.exchange.permissions import SPEAKERS
from citybricks.network.life import NotPossibleError

_SHOWN = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def express(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show the form in which a member says that it is interested, and send it."""
    listing = listing_or_404(request, ulid)
    members = domain.senders(listing, person(request))
    if not members or not request.user.has_perm("exchange.express", listing):
        raise Http404
    form = InterestForm(
        request.POST if request.method == "POST" else None,
        members=members,
        initial={"member": members[0].slug},
    )
    if form.is_bound and form.is_valid() and _sent(request, form, listing, members):
        return redirect("listing", ulid)
    status = 422 if form.is_bound else 200
    return render(
        request, "exchange/express.html", {"form": form, "listing": listing}, status=status
    )


def _sent(request: HttpRequest, form: InterestForm, listing: Any, members: list[Any]) -> bool:
    given = form.cleaned_data
    member = {one.slug: one for one in members}[given["member"]]
    message = Text(language=given["language"], text=given["message"])
    try:
        sent = domain.express(
            listing, member, person(request), message, confidential=given["confidential"]
        )
    except domain.AlreadySentError:
        form.add_error("member", _("Its interest waits for an answer already."))
        return False
    said = _("Sent. An answer is due by %(date)s.") % {"date": date_format(sent.answer_by)}
    messages.success(request, said)
    return True


@login_required
@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """Show the interest that a person's members have received and expressed."""
    by = person(request)
    context = {
        "received": _with_actions(domain.received(by)[:_SHOWN], by),
        "sent": _with_actions(domain.sent(by)[:_SHOWN], by),
    }
    return render(request, "exchange/interests.html", context)


def _with_actions(found: Any, by: Any) -> list[dict[str, Any]]:
    """Return expressions of interest with what a person can do about them."""
    speaks = set(by.posts.filter(role__in=SPEAKERS).values_list("member", flat=True))
    return [
        {
            "interest": one,
            "may_answer": one.state == "sent" and one.listing.member_id in speaks,
            "may_withdraw": one.state == "sent" and one.member_id in speaks,
        }
        for one in found
    ]


@login_required
@require_POST
def answer(request: HttpRequest, ulid: str) -> HttpResponse:
    """Accept, decline or withdraw."""
    by = person(request)
    interest = get_object_or_404(
        Interest.objects.select_related("member", "listing__member"), pk=ulid
    )
    if not by.has_perm("exchange.see_interest", interest):
        raise Http404
    typed = request.POST.get("answer", "")
    try:
        said = text_up_to(typed, values.LONGEST["message"])
        text = Text(language=reader_language(), text=said)
        done = domain.answer(interest, request.POST.get("action", ""), by, text)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It was answered already, or withdrawn."))
        return redirect("listing-interests")
    except ValidationError as error:
        context = {"interest": interest, "typed": typed, "problems": error.messages}
        return render(request, "exchange/answer.html", context, status=422)
    messages.success(request, _("Done: %(state)s.") % {"state": done.get_state_display()})
    return redirect("listing-interests")
