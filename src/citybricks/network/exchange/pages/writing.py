"""Write an offer or a need, translate it, move it on."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.content.naming import page_languages, reader_language
from citybricks.network.exchange.domain import keeping, life, quality, values, writing
from citybricks.network.exchange.forms import ListingForm
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.pages.access import listing_or_404, person, writable
from citybricks.network.exchange.vocabulary import Side, State
from citybricks.network.life import NotPossibleError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of an offer or a need, and take it in as a draft."""
    members = writable(person(request))
    if not members:
        return render(request, "exchange/nobody.html", status=403)
    if request.method != "POST":
        side = request.GET.get("side", "")
        first = {"side": side if side in Side.values else Side.OFFER, "member": members[0].slug}
        return _form(request, ListingForm(initial=first, members=members))
    form = ListingForm(request.POST, members=members)
    if not form.is_valid():
        return _form(request, form, status=422)
    chosen = {member.slug: member for member in members}[form.cleaned_data["member"]]
    listing = writing.draft(chosen, person(request), form.cleaned_data)
    return _kept(request, listing)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show the form of a listing, filled in, and take it in."""
    listing = listing_or_404(request, ulid, "exchange.edit")
    if listing.state not in writing.EDITABLE:
        raise Http404
    members, given = [listing.member], writing.given_of(listing)
    if request.method != "POST":
        return _form(request, ListingForm(initial=given, members=members), listing)
    data = request.POST.copy()
    data["side"], data["member"] = listing.side, listing.member.slug
    form = ListingForm(data, members=members, was=listing.expires)
    if not form.is_valid():
        return _form(request, form, listing, status=422)
    try:
        listing = writing.rewrite(listing, form.cleaned_data)
    except life.MissingError as error:
        _blame(form, error)
        return _form(request, form, listing, status=422)
    return _kept(request, listing)


def _blame(form: ListingForm, error: life.MissingError) -> None:
    for field, asked in error.problems.items():
        name = "fields_" if field == "fields" else field
        form.add_error(name, ValidationError(_("Asked for: %(what)s") % {"what": asked}))


def _kept(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Say that it is kept; when it was to be sent on and something is missing, say what."""
    if request.POST.get("do") != "submit" or listing.state != State.DRAFT:
        messages.success(request, _("Saved."))
        return redirect("listing", listing.ulid)
    try:
        life.act(listing, "submit", person(request))
    except life.MissingError as error:
        form = ListingForm(request.POST, members=[listing.member], was=listing.expires)
        form.is_valid()
        _blame(form, error)
        messages.warning(
            request, _("The draft is kept; before it is checked, a little is missing.")
        )
        return _form(request, form, listing, status=422)
    messages.success(request, _("Sent to the quality check of the secretariat."))
    return redirect("listing", listing.ulid)


def _form(
    request: HttpRequest, form: ListingForm, listing: Listing | None = None, *, status: int = 200
) -> HttpResponse:
    missing = quality.checklist(listing) if listing else []
    values = {"form": form, "listing": listing, "checklist": missing}
    return render(request, "exchange/form.html", values, status=status)


@login_required
@require_POST
def move(request: HttpRequest, ulid: str) -> HttpResponse:
    """Move a listing on: send it to the check, publish it, renew it, close it."""
    listing = listing_or_404(request, ulid, "exchange.see_inside")
    action, expires = request.POST.get("action", ""), request.POST.get("expires", "")
    try:
        said = life.Said(
            reason=text_up_to(request.POST.get("reason", ""), values.LONGEST["outcome"]),
            outcome=text_up_to(request.POST.get("outcome", ""), values.LONGEST["outcome"]),
            language=reader_language(),
            expires=_date(expires),
        )
        moved = life.act(listing, action, person(request), said)
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except (life.MissingError, ValidationError) as error:
        return _refused(request, listing, action, error)
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
        if action in {"approve", "return"}:
            return redirect("listing-checks")
    return redirect("listing", listing.ulid)


def _date(given: str) -> date | None:
    try:
        return parse_date(given) if given else None
    except ValueError as error:
        raise ValidationError(_("“%(given)s” is no date.") % {"given": given[:20]}) from error


def _refused(
    request: HttpRequest, listing: Listing, action: str, error: life.MissingError | ValidationError
) -> HttpResponse:
    """Show what is missing, with what was typed."""
    missing = error.problems.values() if isinstance(error, life.MissingError) else error.messages
    context = {
        "listing": listing,
        "action": action,
        "name": life.NAMES.get(action, action),
        "problems": list(missing),
        "typed": {name: request.POST.get(name, "") for name in ("reason", "outcome", "expires")},
    }
    return render(request, "exchange/move.html", context, status=422)


@login_required
@require_POST
def discard(request: HttpRequest, ulid: str) -> HttpResponse:
    """Delete a draft."""
    listing = listing_or_404(request, ulid, "exchange.edit")
    if listing.state != State.DRAFT:
        raise Http404
    keeping.discard(listing)
    messages.success(request, _("The draft is deleted."))
    return redirect("listing-mine")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show a listing's texts with their translations beside them, and take these in."""
    listing = listing_or_404(request, ulid, "exchange.edit")
    original = listing.title.language
    others = [tag for tag in page_languages() if tag != original]
    asked = request.GET.get("to", "") or request.POST.get("to", "") or _first(others)
    try:
        to = language_tag(asked)
    except ValidationError as error:
        return _translation(request, listing, _first(others), {}, {"to": error.messages})
    if to == original:
        to = _first(others)
    if request.method != "POST":
        there = {name: _rendered(listing, name, to) for name in writing.TEXTS}
        return _translation(request, listing, to, there, {})
    typed = {name: request.POST.get(name, "") for name in writing.TEXTS}
    problems = _too_long(typed)
    if problems:
        return _translation(request, listing, to, typed, problems)
    writing.translate(listing, to, typed, by=str(listing.member))
    messages.success(request, _("The translation is kept."))
    return redirect("listing", listing.ulid)


def _first(others: list[str]) -> str:
    reader = reader_language()
    return reader if reader in others else others[0]


def _rendered(listing: Listing, name: str, to: str) -> str:
    made = getattr(listing, name).translations.get(to)
    return made.text if made else ""


def _too_long(typed: dict[str, str]) -> dict[str, list[str]]:
    problems = {}
    for name, said in typed.items():
        try:
            typed[name] = text_up_to(said, values.LONGEST[name])
        except ValidationError as error:
            problems[name] = error.messages
    return problems


def _translation(
    request: HttpRequest,
    listing: Listing,
    to: str,
    typed: dict[str, str],
    problems: dict[str, list[str]],
) -> HttpResponse:
    labels = {
        "title": _("Title"),
        "summary": _("In short"),
        "description": _("Description"),
        "advantages": _("What is new about it, and better"),
    }
    rows = [
        {
            "name": name,
            "label": label,
            "text": getattr(listing, name),
            "typed": typed.get(name, ""),
            "rows": 2 if name == "title" else 4 if name == "summary" else 9,
            "problems": problems.get(name, []),
            "outdated": _is_outdated(listing, name, to),
        }
        for name, label in labels.items()
        if getattr(listing, name)
    ]
    tags = [tag for tag in page_languages() if tag != listing.title.language]
    context = {
        "listing": listing,
        "to": to,
        "rows": rows,
        "tags": tags if to in tags else [*tags, to],
        "problems": problems,
    }
    return render(request, "exchange/translate.html", context, status=422 if problems else 200)


def _is_outdated(listing: Listing, name: str, to: str) -> bool:
    text = getattr(listing, name)
    made = text.translations.get(to)
    return made is not None and made.source_revision < text.revision
