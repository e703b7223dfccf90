"""Who may do what with offers, needs and interest; registered when the app starts.

Everybody sees what is published. What is not is seen by those who act for the member and by the
secretariat; to others it is not there. Officers and administrators write; delegates and up speak,
but never to themselves.
"""

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.network.exchange.models import Interest, Listing
from citybricks.network.exchange.vocabulary import OPEN, SEEN
from citybricks.network.members.domain.people import posts_of
from citybricks.network.members.models import User
from citybricks.network.members.permissions import acts_for, edits_for, is_secretariat, speaks_for

SPEAKERS = ("delegate", "officer", "admin")
EDITORS = ("officer", "admin")
"""Roles that speak for a member, and that write for it."""


@predicate
def is_seen(_user: User, listing: Listing | None) -> bool:
    """Whether everybody sees the listing."""
    return listing is not None and listing.is_public


@predicate
def is_open(_user: User, listing: Listing | None) -> bool:
    """Whether interest in the listing can be expressed."""
    return listing is not None and listing.state in OPEN


@predicate
def acts_for_its_member(user: User, listing: Listing | None) -> bool:
    """Whether the person acts for the member whose listing it is."""
    return listing is not None and bool(acts_for(user, listing.member))


@predicate
def edits_for_its_member(user: User, listing: Listing | None) -> bool:
    """Whether the person writes for the member whose listing it is."""
    return listing is not None and bool(edits_for(user, listing.member))


@predicate
def speaks_for_its_member(user: User, listing: Listing | None) -> bool:
    """Whether the person speaks for the member whose listing it is."""
    return listing is not None and bool(speaks_for(user, listing.member))


@predicate
def speaks_for_another(user: User, listing: Listing | None) -> bool:
    """Whether the person speaks for a member other than the listing's."""
    if listing is None or not user.is_authenticated:
        return False
    return posts_of(user).filter(role__in=SPEAKERS).exclude(member=listing.member_id).exists()


@predicate
def sent_it(user: User, interest: Interest | None) -> bool:
    """Whether the person speaks for the member that sent the interest."""
    return interest is not None and bool(speaks_for(user, interest.member))


@predicate
def got_it(user: User, interest: Interest | None) -> bool:
    """Whether the person speaks for the member that the interest was sent to."""
    return interest is not None and bool(speaks_for(user, interest.listing.member))


@predicate
def is_party(user: User, interest: Interest | None) -> bool:
    """Whether the person acts for one of the two members."""
    if interest is None:
        return False
    return bool(acts_for(user, interest.member) or acts_for(user, interest.listing.member))


add_perm("exchange.see", is_seen | acts_for_its_member | is_secretariat)
add_perm("exchange.see_inside", acts_for_its_member | is_secretariat)
add_perm("exchange.edit", edits_for_its_member | is_secretariat)
add_perm("exchange.speak", speaks_for_its_member | is_secretariat)
add_perm("exchange.check", is_secretariat)
add_perm("exchange.express", is_open & speaks_for_another)
add_perm("exchange.see_interest", is_party | is_secretariat)
add_perm("exchange.answer", got_it)
add_perm("exchange.withdraw", sent_it)


def visible_to(user: User | None) -> QuerySet[Listing]:
    """Return the listings a person sees."""
    if user is None or not user.is_authenticated:
        return Listing.objects.filter(state__in=SEEN)
    if is_secretariat(user):
        return Listing.objects.all()
    own = posts_of(user).values("member")
    return Listing.objects.filter(Q(state__in=SEEN) | Q(member__in=own))
