"""Interest in a listing: sent by another member, answered within a term, or lapsed."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import daily
from citybricks.network.exchange.domain import feedback, telling
from citybricks.network.exchange.domain.life import act
from citybricks.network.exchange.models import Interest, Listing
from citybricks.network.exchange.permissions import SPEAKERS
from citybricks.network.exchange.vocabulary import OPEN, Answer, State, Verdict
from citybricks.network.life import Life, NotPossibleError, Step
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import Member, User

LIFE = Life(
    {
        Answer.SENT: {
            "accept": Step(Answer.ACCEPTED, "exchange.answer"),
            "decline": Step(Answer.DECLINED, "exchange.answer"),
            "withdraw": Step(Answer.WITHDRAWN, "exchange.withdraw"),
            "lapse": Step(Answer.LAPSED, "exchange.lapse"),
        },
    }
)
"""What can be done with an expression of interest; only the hub itself lets one lapse."""
_REMIND_DAYS = 3


class OwnListingError(ValueError):
    """A member expresses interest in what is its own."""


class AlreadySentError(ValueError):
    """The member's interest in this listing waits for its answer already."""


def senders(listing: Listing, by: User) -> list[Member]:
    """Return the members for which a person can express interest in a listing."""
    posts = posts_of(by).filter(role__in=SPEAKERS).exclude(member=listing.member_id)
    return [post.member for post in posts.select_related("member")]


@transaction.atomic
def express(
    listing: Listing, member: Member, by: User, message: Text, *, confidential: bool = False
) -> Interest:
    """Tell the owner of a listing that a member would like to talk.

    Raises
    ------
    OwnListingError
        When the listing is the member's own.
    PermissionDenied
        When the person does not speak for the member.
    NotPossibleError
        When the listing is not open for interest.
    AlreadySentError
        When the member's interest waits for its answer.
    """
    listing = Listing.objects.select_for_update().select_related("member").get(pk=listing.pk)
    if listing.member_id == member.pk:
        raise OwnListingError(f"{listing.pk} is of {member} itself")
    if not posts_of(by).filter(member=member, role__in=SPEAKERS).exists():
        raise PermissionDenied(f"{by} does not speak for {member}")
    if listing.state not in OPEN:
        raise NotPossibleError("express", listing.state, ())
    interest = Interest(listing=listing, member=member, by=by, message=message)
    interest.confidential = confidential
    interest.answer_by = timezone.localdate() + timedelta(days=settings.ENVIRONMENT.answer_days)
    try:
        with transaction.atomic():
            interest.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadySentError(f"{member} waits for an answer about {listing.pk}") from error
    telling.answered(interest, "interest.received")
    return interest


@transaction.atomic
def answer(interest: Interest, action: str, by: User | None, said: Text | None = None) -> Interest:
    """Accept, decline or withdraw an expression of interest, or let it lapse.

    Parameters
    ----------
    by
        Who does it; None for the hub itself.
    said
        What is answered.

    Raises
    ------
    NotPossibleError
        When it was answered already.
    PermissionDenied
        When the person may not.
    """
    fresh = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    step = LIFE.step(fresh.state, action)
    if by is not None and not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    fresh.state, fresh.answered, fresh.answered_by = Answer(step.to), timezone.now(), by
    fresh.answer = said or Text()
    fresh.save()
    if fresh.state in {Answer.ACCEPTED, Answer.DECLINED}:
        feedback.keep_answer(fresh, Verdict(fresh.state))
    if fresh.state == Answer.ACCEPTED and fresh.listing.state == State.PUBLISHED:
        act(fresh.listing, "match", None)
    telling.answered(fresh, f"interest.{fresh.state}")
    return fresh


def received(by: User) -> QuerySet[Interest]:
    """Return interest in the listings of the members a person acts for, the newest first."""
    own = posts_of(by).values("member")
    return _with_all(Interest.objects.filter(listing__member__in=own))


def sent(by: User) -> QuerySet[Interest]:
    """Return interest that the members a person acts for have expressed, the newest first."""
    return _with_all(Interest.objects.filter(member__in=posts_of(by).values("member")))


def between(by: User, listing: Listing) -> QuerySet[Interest]:
    """Return interest in a listing that a person sees: all of its owner's, or their own."""
    every = _with_all(Interest.objects.filter(listing=listing))
    if by.has_perm("exchange.see_inside", listing):
        return every
    return every.filter(member__in=posts_of(by).values("member"))


def visible_to(by: User) -> QuerySet[Interest]:
    """Return every expression of interest that a person sees, the newest first."""
    if by.is_staff or by.is_superuser:
        return _with_all(Interest.objects.all())
    own = posts_of(by).values("member")
    return _with_all(Interest.objects.filter(Q(member__in=own) | Q(listing__member__in=own)))


def _with_all(found: QuerySet[Interest]) -> QuerySet[Interest]:
    return found.select_related("member", "listing__member", "by", "answered_by")


@daily("exchange.answers", hour_utc=5)
def look_after_answers() -> None:
    """Remind owners that an answer is due, and let lapse what was not answered in time."""
    today = timezone.localdate()
    waiting = Interest.objects.filter(state=Answer.SENT).select_related("listing__member", "member")
    for interest in waiting.filter(answer_by__lt=today):
        answer(interest, "lapse", None)
    soon = today + timedelta(days=_REMIND_DAYS)
    for interest in waiting.filter(answer_by__lte=soon, answer_by__gte=today, reminded=False):
        interest.reminded = True
        interest.save()
        telling.answered(interest, "interest.due")
