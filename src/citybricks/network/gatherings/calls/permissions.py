"""Who may do what with calls, proposals and reviews; registered when the app starts.

A call that is shown is seen by who sees its gathering. A proposal is seen by who wrote it, by its
speakers who confirmed, by the organisers, and by its reviewers once it is handed in; to everybody
else it is not there. Nobody decides or reviews what is their own, organisers included.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.gatherings.calls.models import Call, Proposal, Review
from citybricks.network.gatherings.calls.vocabulary import IN, Answer


@predicate
def is_shown(user: Any, call: Call | None) -> bool:
    """Whether the call is shown to everybody who sees its gathering."""
    if call is None or not call.is_shown:
        return False
    return bool(user.has_perm("gatherings.see", call.gathering))


@predicate
def organises_call(user: Any, call: Call | None) -> bool:
    """Whether the person is an organiser of the call's gathering."""
    return call is not None and bool(user.has_perm("gatherings.organise", call.gathering))


@predicate
def wrote_it(user: Any, proposal: Proposal | None) -> bool:
    """Whether the person has written the proposal."""
    return proposal is not None and user.pk is not None and proposal.author_id == user.pk


@predicate
def speaks_in_it(user: Any, proposal: Proposal | None) -> bool:
    """Whether the person is named in the proposal, and has said that they come."""
    if proposal is None or user.pk is None:
        return False
    return proposal.speakers.filter(user_id=user.pk, answer=Answer.CONFIRMED).exists()


@predicate
def organises_it(user: Any, proposal: Proposal | None) -> bool:
    """Whether the person organises the gathering of the proposal, and it is handed in."""
    if proposal is None or proposal.submitted is None:
        return False
    return bool(user.has_perm("gatherings.organise", proposal.call.gathering))


@predicate
def owns_part(user: Any, proposal: Proposal | None) -> bool:
    """Whether the proposal is the person's own, as author or as anybody who is named."""
    if proposal is None or user.pk is None:
        return False
    if proposal.author_id == user.pk:
        return True
    named = Q(user_id=user.pk) | Q(email__iexact=user.email)
    return bool(proposal.speakers.filter(named).exists())


@predicate
def reviews_it(user: Any, proposal: Proposal | None) -> bool:
    """Whether the person reviews the proposal, which is handed in."""
    if proposal is None or user.pk is None or proposal.state not in IN:
        return False
    return proposal.reviews.filter(reviewer_id=user.pk).exists()


@predicate
def is_the_reviewer(user: Any, review: Review | None) -> bool:
    """Whether the review is the person's to write."""
    if review is None or user.pk is None or review.proposal.state not in IN:
        return False
    return bool(review.reviewer_id == user.pk)


add_perm("calls.see", is_shown | organises_call)
add_perm("calls.organise", organises_call)
add_perm("calls.write", wrote_it)
add_perm("calls.see_proposal", wrote_it | speaks_in_it | organises_it)
add_perm("calls.decide", organises_it & ~owns_part)
add_perm("calls.review", is_the_reviewer)
add_perm("calls.read_to_review", reviews_it)


def calls_of(user: Any, gathering: Any) -> QuerySet[Call]:
    """Return the calls of a gathering that a person sees."""
    found = Call.objects.filter(gathering=gathering)
    if user.has_perm("gatherings.organise", gathering):
        return found
    return found.filter(is_shown=True)
