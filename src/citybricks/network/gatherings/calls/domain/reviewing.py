"""Who reviews what, what they say, and how far reviewing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import ranking, telling
from citybricks.network.gatherings.calls.domain.sharing import share
from citybricks.network.gatherings.calls.models import Call, Conflict, Proposal, Review
from citybricks.network.gatherings.calls.vocabulary import IN, Progress, State
from citybricks.network.members.domain.people import members_of


class ConflictedError(ValueError):
    """Somebody would review what they have an interest in."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews at a gathering.

    Parameters
    ----------
    members
        Whom they act for.
    """

    user: Any
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Load:
    """How far a reviewer is."""

    user: Any
    done: int
    owed: int

    @property
    def percent(self) -> int:
        """Return how much of it is done."""
        return round(100 * self.done / max(self.done + self.owed, 1))


def reviewers_of(gathering: Any) -> list[Reviewer]:
    """Return who reviews at a gathering."""
    users = get_user_model().objects.filter(
        gathering_posts__gathering=gathering, gathering_posts__role="reviewer", is_active=True
    )
    found = users.order_by("name", "pk").distinct().prefetch_related("posts")
    return [Reviewer(user, frozenset(one.member_id for one in user.posts.all())) for user in found]


def handed_in(call: Call) -> list[Proposal]:
    """Return what was handed in, with what says who has an interest in it."""
    rows = call.proposals.filter(state__in=IN).select_related("author", "call__gathering")
    near = ("speakers__member", "speakers__user", "conflicts", "reviews__reviewer", "author__posts")
    return list(rows.prefetch_related(*near).order_by("ulid"))


def has_interest(reviewer: Reviewer, proposal: Proposal) -> bool:
    """Whether a reviewer, or a member they act for, has an interest in a proposal."""
    user, email = reviewer.user, reviewer.user.email.casefold()
    if proposal.author_id == user.pk or any(
        one.reviewer_id == user.pk for one in proposal.conflicts.all()
    ):
        return True
    near = {post.member_id for post in proposal.author.posts.all()} if proposal.author else set()
    for speaker in proposal.speakers.all():
        if speaker.user_id == user.pk or speaker.email.casefold() == email:
            return True
        near |= {speaker.member_id} if speaker.member_id else set()
    return bool(reviewer.members & near)


@transaction.atomic
def share_out(call: Call) -> int:
    """Give every proposal that waits for a decision its reviewers, and return how many were new."""
    Call.objects.select_for_update().get(pk=call.pk)
    reviewers = reviewers_of(call.gathering)
    proposals = [one for one in handed_in(call) if one.state == State.SUBMITTED]
    have = {one.pk: {review.reviewer_id for review in one.reviews.all()} for one in proposals}
    may = {
        one.pk: [
            reviewer.user.pk
            for reviewer in reviewers
            if reviewer.user.pk not in have[one.pk] and not has_interest(reviewer, one)
        ]
        for one in proposals
    }
    wanted = {one.pk: max(call.each - len(have[one.pk]), 0) for one in proposals}
    load = Counter(reviewer for there in have.values() for reviewer in there)
    return _assign(call, share(wanted, may, load), by_hand=False)


def _assign(call: Call, given: Mapping[str, Iterable[int]], *, by_hand: bool) -> int:
    new = [
        Review.objects.create(proposal_id=proposal, reviewer_id=reviewer, by_hand=by_hand)
        for proposal, reviewers in given.items()
        for reviewer in sorted(reviewers)
    ]
    people = {review.reviewer_id for review in new}
    if people:
        users = list(get_user_model().objects.filter(pk__in=people))
        telling.asked_to_review(users, call)
    return len(new)


@transaction.atomic
def assign(proposal: Proposal, reviewer: Reviewer) -> None:
    """Ask a reviewer by hand.

    Raises
    ------
    ConflictedError
        When they have an interest in it.
    """
    if has_interest(reviewer, proposal):
        raise ConflictedError(str(reviewer.user))
    if not proposal.reviews.filter(reviewer=reviewer.user).exists():
        _assign(proposal.call, {proposal.pk: [reviewer.user.pk]}, by_hand=True)


def release(review: Review) -> bool:
    """Ask a reviewer no longer; what they have written stays, and then nothing changes."""
    if review.progress == Progress.DONE:
        return False
    review.delete()
    return True


@transaction.atomic
def declare(review: Review, reason: str) -> None:
    """Note that a reviewer has an interest in a proposal, which somebody else reviews then."""
    Conflict.objects.get_or_create(
        proposal=review.proposal, reviewer=review.reviewer, defaults={"reason": reason}
    )
    review.delete()


def write(
    review: Review, marks: Mapping[str, int], to_authors: str, confidential: str, language: str
) -> Review:
    """Keep what a reviewer says; it is done once every criterion has a mark."""
    wanted = set(review.proposal.call.criteria.values_list("code", flat=True))
    review.marks = {code: mark for code, mark in marks.items() if code in wanted}
    review.to_authors = Text(language=language, text=to_authors)
    review.confidential = confidential
    done = bool(wanted) and wanted == set(review.marks)
    review.progress = Progress.DONE if done else Progress.OWED
    review.save()
    return review


def loads(call: Call) -> list[Load]:
    """Return how far each reviewer of a call is."""
    reviews = Review.objects.filter(proposal__call=call, proposal__state__in=IN)
    counted = reviews.values("reviewer").annotate(
        done=Count("pk", filter=Q(progress=Progress.DONE)),
        owed=Count("pk", filter=Q(progress=Progress.OWED)),
    )
    by = {row["reviewer"]: (row["done"], row["owed"]) for row in counted}
    users = {one.user.pk: one.user for one in reviewers_of(call.gathering)}
    users |= get_user_model().objects.in_bulk([pk for pk in by if pk not in users])
    return [Load(user, *by.get(pk, (0, 0))) for pk, user in users.items()]


def ranks(call: Call, proposals: Iterable[Proposal]) -> dict[str, ranking.Rank[str]]:
    """Return the rank of each proposal that has reviews with every mark."""
    weights = {one.code: one.weight for one in call.criteria.all()}
    marks: dict[int, dict[str, float]] = {}
    for proposal in proposals:
        for review in proposal.reviews.all():
            mark = ranking.weighed(review.marks, weights)
            if mark is not None:
                marks.setdefault(review.reviewer_id, {})[proposal.pk] = mark
    return {rank.proposal: rank for rank in ranking.ranked(marks)}


def reviewer_named(gathering: Any, number: str) -> Reviewer | None:
    """Return a reviewer of a gathering by the key of their account."""
    return next((one for one in reviewers_of(gathering) if str(one.user.pk) == number), None)


def reviewer_as(user: Any) -> Reviewer:
    """Return a person as a reviewer."""
    return Reviewer(user, frozenset(one.pk for one in members_of(user)))
