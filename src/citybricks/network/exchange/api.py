"""Offers, needs, interest and matches for programs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from citybricks.network.content.given import language_tag, readable, text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import browsing, feedback, life, values, writing
from citybricks.network.exchange.domain import interest as interests
from citybricks.network.exchange.domain.browsing import Search
from citybricks.network.exchange.forms import InterestForm, ListingForm
from citybricks.network.exchange.models import Interest, Listing, Match
from citybricks.network.exchange.pages.access import listing_or_404, writable
from citybricks.network.exchange.schemas import (
    AnswerIn,
    FeedbackIn,
    InterestIn,
    InterestOut,
    ListingAsked,
    ListingIn,
    ListingOut,
    ListingPage,
    ListingPatch,
    MatchOut,
    MoveIn,
    TextsIn,
)
from citybricks.network.exchange.vocabulary import Verdict
from citybricks.network.members.models import Member, User

router = Router(tags=["offers and needs"])


def _person(request: HttpRequest) -> User:
    """Return who calls.

    Raises
    ------
    PermissionDenied
        When nobody has said who they are.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied("an access token is needed")
    return request.user


def _refused(errors: Any) -> ValidationError:
    """Return what a form found, under the names programs know."""
    data = errors.as_data() if hasattr(errors, "as_data") else errors
    return ValidationError({name.rstrip("_"): found for name, found in data.items()})


def _missing(error: life.MissingError) -> ValidationError:
    return ValidationError({name: [str(asked)] for name, asked in error.problems.items()})


def _checked(form: ListingForm | InterestForm) -> dict[str, Any]:
    if not form.is_valid():
        raise _refused(form.errors)
    return form.cleaned_data


def _chosen(members: list[Member], slug: str) -> Member:
    """Return one of some members by its short name.

    Raises
    ------
    ValidationError
        When it is none of them.
    """
    for member in members:
        if member.slug == slug:
            return member
    there = ", ".join(member.slug for member in members) or "—"
    raise ValidationError(
        {
            "member": _("“%(slug)s” is none of yours; these are: %(there)s.")
            % {"slug": slug, "there": there}
        }
    )


@router.get("/listings", response=ListingPage, operation_id="listListings")
def list_listings(request: HttpRequest, asked: Query[ListingAsked]) -> ListingPage:
    """Return the open offers and needs that fit, a page at a time."""
    search = Search.of({name: str(value) for name, value in asked if isinstance(value, str)})
    language = reader_language()
    if asked.mine:
        found = browsing.mine(_person(request))
    else:
        found = browsing.ordered(browsing.searched(search, language), search)
    some = found[asked.offset : asked.offset + asked.limit]
    return ListingPage(
        total=found.count(),
        limit=asked.limit,
        offset=asked.offset,
        items=[ListingOut.of(listing) for listing in some],
    )


@router.post("/listings", response={201: ListingOut}, operation_id="createListing")
def create_listing(request: HttpRequest, given: ListingIn) -> Status[ListingOut]:
    """Start an offer or a need as a draft."""
    by = _person(request)
    members = writable(by)
    member = _chosen(members, given.member)
    form = ListingForm(given.model_dump(mode="json", exclude={"translations"}), members=members)
    with transaction.atomic():
        listing = writing.draft(member, by, _checked(form))
        for language, said in given.translations.items():
            _translate(listing, language, said)
    return Status(201, ListingOut.of(listing))


@router.get("/listings/{ulid}", response=ListingOut, operation_id="getListing")
def get_listing(request: HttpRequest, ulid: str) -> ListingOut:
    """Return an offer or a need."""
    return ListingOut.of(listing_or_404(request, readable(ulid)))


@router.patch("/listings/{ulid}", response=ListingOut, operation_id="changeListing")
def change_listing(request: HttpRequest, ulid: str, given: ListingPatch) -> ListingOut:
    """Change an offer or a need; what is published has to stay complete."""
    listing = _own(request, ulid)
    data = writing.given_of(listing) | given.model_dump(mode="json", exclude_unset=True)
    form = ListingForm(data, members=[listing.member], was=listing.expires)
    try:
        return ListingOut.of(writing.rewrite(listing, _checked(form)))
    except life.MissingError as error:
        raise _missing(error) from error


def _own(request: HttpRequest, ulid: str) -> Listing:
    """Return a listing that the caller writes; one they only see is refused, others not there."""
    listing = listing_or_404(request, readable(ulid))
    if not _person(request).has_perm("exchange.edit", listing):
        raise PermissionDenied
    return listing


@router.put(
    "/listings/{ulid}/translations/{language}", response=ListingOut, operation_id="translateListing"
)
def translate_listing(request: HttpRequest, ulid: str, language: str, given: TextsIn) -> ListingOut:
    """Write translations of a listing's texts into a language."""
    listing = _own(request, ulid)
    said = {name: text for name, text in given if text is not None}
    return ListingOut.of(_translate(listing, language, said))


def _translate(listing: Listing, language: str, said: dict[str, str]) -> Listing:
    try:
        tag = language_tag(language)
        known = {
            name: text_up_to(said[name], values.LONGEST[name])
            for name in writing.TEXTS
            if name in said
        }
        return writing.translate(listing, tag, known, by=str(listing.member))
    except ValidationError as error:
        raise ValidationError({"translations": error.messages}) from error
    except ValueError as error:
        raise ValidationError({"language": str(error)}) from error


@router.post("/listings/{ulid}/actions", response=ListingOut, operation_id="moveListing")
def move_listing(request: HttpRequest, ulid: str, given: MoveIn) -> ListingOut:
    """Move a listing on: send it to the check, publish it, renew it, close it."""
    listing = listing_or_404(request, readable(ulid))
    said = life.Said(given.reason, given.outcome, given.language, given.expires)
    try:
        return ListingOut.of(life.act(listing, given.action, _person(request), said))
    except life.MissingError as error:
        raise _missing(error) from error


@router.get("/listings/{ulid}/matches", response=list[MatchOut], operation_id="listMatches")
def list_matches(request: HttpRequest, ulid: str) -> list[MatchOut]:
    """Return what fits a listing of the caller's, the best first, and what was left out."""
    listing = _inside(request, ulid)
    return [MatchOut.of(match) for match in listing.matches.all()]


def _inside(request: HttpRequest, ulid: str) -> Listing:
    listing = listing_or_404(request, readable(ulid))
    if not _person(request).has_perm("exchange.see_inside", listing):
        raise PermissionDenied
    return listing


@router.post("/listings/{ulid}/feedback", response={204: None}, operation_id="sayOfMatch")
def say_of_match(request: HttpRequest, ulid: str, given: FeedbackIn) -> Status[None]:
    """Say whether a match is useful."""
    listing = _inside(request, ulid)
    match = get_object_or_404(Match, listing=listing, other=readable(given.other))
    feedback.say(match, _person(request), Verdict(given.verdict))
    return Status(204, None)


@router.post(
    "/listings/{ulid}/interests", response={201: InterestOut}, operation_id="expressInterest"
)
def express_interest(request: HttpRequest, ulid: str, given: InterestIn) -> Status[InterestOut]:
    """Tell the owner of a listing that a member would like to talk."""
    listing, by = listing_or_404(request, readable(ulid)), _person(request)
    members = interests.senders(listing, by)
    if not members:
        raise PermissionDenied
    member = _chosen(members, given.member)
    said = _checked(InterestForm(given.model_dump(), members=members))
    message = Text(language=said["language"], text=said["message"])
    try:
        sent = interests.express(listing, member, by, message, confidential=said["confidential"])
    except interests.AlreadySentError as error:
        waits = _("Its interest waits for an answer already.")
        raise ValidationError({"member": waits}) from error
    return Status(201, InterestOut.of(sent))


@router.get("/interests", response=list[InterestOut], operation_id="listInterests")
def list_interests(request: HttpRequest) -> list[InterestOut]:
    """Return the latest interest that the caller's members have received and expressed."""
    return [InterestOut.of(one) for one in interests.visible_to(_person(request))[:200]]


@router.post("/interests/{ulid}/answer", response=InterestOut, operation_id="answerInterest")
def answer_interest(request: HttpRequest, ulid: str, given: AnswerIn) -> InterestOut:
    """Accept, decline or withdraw."""
    by = _person(request)
    interest = get_object_or_404(
        Interest.objects.select_related("member", "listing__member"), pk=readable(ulid)
    )
    if not by.has_perm("exchange.see_interest", interest):
        raise Http404
    try:
        text = text_up_to(given.answer, values.LONGEST["message"])
    except ValidationError as error:
        raise ValidationError({"answer": error.messages}) from error
    said = Text(language=given.language, text=text)
    return InterestOut.of(interests.answer(interest, given.action, by, said))
