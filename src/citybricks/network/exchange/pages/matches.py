"""What fits a listing: two columns, a bar for each component, reasons, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from citybricks.methods.matching.structure import Wishes
from citybricks.network.content.given import language_tag, readable
from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.domain import bars, feedback, matching, reasons, values
from citybricks.network.exchange.domain.bricks import there_are
from citybricks.network.exchange.domain.quality import languages_of
from citybricks.network.exchange.domain.regions import countries_in
from citybricks.network.exchange.models import Listing, Match
from citybricks.network.exchange.pages.access import listing_or_404, person
from citybricks.network.exchange.permissions import visible_to
from citybricks.network.exchange.vocabulary import Type, Verdict
from citybricks.network.finding.domain.readiness import is_getting_ready
from citybricks.network.vocabulary import FIELDS


@dataclass(frozen=True, slots=True)
class Card:
    """A match as its page shows it."""

    match: Match
    listing: Listing | None
    title: str
    url: str
    bars: tuple[bars.Bar, ...]
    why: list[reasons.Said]
    why_not: str
    languages: tuple[str, ...]
    said: str

    @property
    def likely(self) -> bool:
        """Whether it fits better than by chance."""
        return self.match.fits and self.match.score >= matching.LEAST


@login_required
@require_safe
def matches(request: HttpRequest, ulid: str) -> HttpResponse:
    """Show what fits a listing; what is insisted on leaves others out, and says so."""
    listing = listing_or_404(request, ulid, "exchange.see_inside")
    asked, problems = _asked(request)
    found = list(listing.matches.all())
    getting_ready = asked != Wishes() and is_getting_ready()
    if asked != Wishes() and not getting_ready:
        found = matching.wished(listing, asked)
    cards = _cards(found, listing, request)
    context = {
        "listing": listing,
        "tongues": languages_of(listing),
        "fitting": [card for card in cards if card.likely],
        "weak": [card for card in cards if card.match.fits and not card.likely],
        "others": [card for card in cards if not card.match.fits],
        "asked": {
            name: request.GET.get(name, "") for name in ("type", "field", "country", "language")
        },
        "problems": problems,
        "types": Type.choices,
        "fields": FIELDS.choices(reader_language()),
        "narrowed": asked != Wishes(),
        "getting_ready": getting_ready,
    }
    return render(request, "exchange/matches.html", context, status=422 if problems else 200)


def _asked(request: HttpRequest) -> tuple[Wishes, list[str]]:
    """Read what somebody insists on from the query of the address."""
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("type", "field")}
    countries, one = _list(request, "country", values.region)
    languages, other = _list(request, "language", language_tag)
    wishes = Wishes(
        types=frozenset({given["type"]} & set(Type.values)),
        fields=frozenset({given["field"]} & set(FIELDS.keys())),
        countries=frozenset(countries_in(countries)),
        languages=frozenset(languages),
    )
    return wishes, [*one, *other]


def _list(request: HttpRequest, name: str, check: Any) -> tuple[list[str], list[str]]:
    try:
        return values.checked(request.GET.get(name, "")[:500], check), []
    except ValidationError as error:
        return [], error.messages


def _cards(found: Iterable[Match], listing: Listing, request: HttpRequest) -> list[Card]:
    by, language = person(request), reader_language()
    found = list(found)
    numbers = [match.other.partition(":")[2] for match in found]
    there = {
        one.key: one for one in visible_to(by).filter(ulid__in=numbers).select_related("member")
    }
    said = feedback.said_by(by, listing)
    cards = (_card(match, there.get(match.other), language, said) for match in found)
    return [card for card in cards if card]


def _card(
    match: Match, listing: Listing | None, language: str, said: dict[str, str]
) -> Card | None:
    kind, _colon, key = match.other.partition(":")
    bricks = there_are([key], language) if kind == "brick" else []
    if listing is None and not bricks:
        return None  # it is gone, or not to be seen by this person
    return Card(
        match=match,
        listing=listing,
        title="" if listing else bricks[0].title,
        url=reverse("listing", args=[key]) if listing else reverse("brick", args=[key]),
        bars=bars.bars_of(match.components),
        why=reasons.why(match.reasons, language) if match.fits else [],
        why_not="" if match.fits else reasons.why_not(match.reasons, language),
        languages=languages_of(listing) if listing else (),
        said=said.get(match.other, ""),
    )


@login_required
@require_POST
def say(request: HttpRequest, ulid: str) -> HttpResponse:
    """Take in whether a match is useful."""
    listing = listing_or_404(request, ulid, "exchange.see_inside")
    match = get_object_or_404(Match, listing=listing, other=readable(request.POST.get("other", "")))
    verdict = request.POST.get("verdict", "")
    if verdict in {Verdict.USEFUL, Verdict.USELESS}:
        feedback.say(match, person(request), Verdict(verdict))
        messages.success(request, _("Thank you: it helps to find better matches."))
    return redirect("listing-matches", ulid)
