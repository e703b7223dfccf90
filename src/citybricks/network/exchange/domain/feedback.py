"""What people say of matches and do with interest: kept, so that weights can be learnt from it."""

from __future__ import annotations

from django.db.models import Q

from citybricks.network.exchange.models import Feedback, Interest, Listing, Match
from citybricks.network.exchange.vocabulary import Verdict
from citybricks.network.members.models import User

_SAID = (Verdict.USEFUL, Verdict.USELESS)


def say(match: Match, by: User, verdict: Verdict) -> Feedback:
    """Keep what a person says of a match; what they said of it before gives way.

    Raises
    ------
    ValueError
        When the verdict is not one that people say.
    """
    if verdict not in _SAID:
        raise ValueError(f"{verdict!r} is not said but done; said can be {', '.join(_SAID)}")
    before = Feedback.objects.filter(
        listing=match.listing_id, other=match.other, by=by, verdict__in=_SAID
    ).first()
    said = before or Feedback(listing_id=match.listing_id, other=match.other, by=by)
    said.verdict, said.features = verdict, match.features
    said.save()
    return said


def keep_answer(interest: Interest, verdict: Verdict) -> None:
    """Keep how an expression of interest was answered, with what the match was made from."""
    match, other = _match_behind(interest), f"member:{interest.member.slug}"
    if match:
        of_theirs = match.listing_id != interest.listing_id
        other = match.listing.key if of_theirs else match.other
    Feedback.objects.update_or_create(
        listing=interest.listing,
        other=other,
        by=interest.answered_by,
        verdict=verdict,
        defaults={"features": match.features if match else {}},
    )


def _match_behind(interest: Interest) -> Match | None:
    """Return the best match between the listing and one of the member that asks."""
    theirs = Listing.objects.filter(member=interest.member_id).values_list("side", "ulid")
    keys = [f"{side}:{ulid}" for side, ulid in theirs[:1_000]]
    either = Q(listing=interest.listing, other__in=keys) | Q(
        other=interest.listing.key, listing__member=interest.member_id
    )
    found = Match.objects.filter(either, fits=True).select_related("listing")
    return found.order_by("-score").first()


def said_by(by: User, listing: Listing) -> dict[str, str]:
    """Return what a person said of the matches of a listing, by what was matched."""
    said = Feedback.objects.filter(by=by, listing=listing, verdict__in=_SAID)
    return dict(said.values_list("other", "verdict"))
