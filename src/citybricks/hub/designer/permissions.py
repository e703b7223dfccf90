"""Who may see, change, share and delete a design; registered when the app starts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.hub.designer.models import Design
from citybricks.hub.jobs.models import Visibility
from citybricks.network.members.models import Staff, User
from citybricks.network.members.permissions import acts_for, administers, is_secretariat


@predicate
def owns(user: object, design: Design) -> bool:
    """Whether it is the person's own."""
    return design.owner_id is not None and design.owner_id == getattr(user, "pk", None)


@predicate
def is_public(_user: object, design: Design) -> bool:
    """Whether the whole network may see it."""
    return design.visibility == Visibility.PUBLIC


@predicate
def shared_with(user: object, design: Design) -> bool:
    """Whether it is shared with a member the person acts for."""
    return design.visibility == Visibility.MEMBER and bool(acts_for.test(user, design.member))


@predicate
def administers_its_member(user: object, design: Design) -> bool:
    """Whether the person administers the member it was made for."""
    return bool(administers.test(user, design.member))


add_perm("designs.see", is_public | owns | shared_with | is_secretariat)
add_perm("designs.change", owns | is_secretariat)
add_perm("designs.share", owns | is_secretariat)
add_perm("designs.delete", owns | administers_its_member | is_secretariat)


def visible_to(user: User | AnonymousUser | None, visitor: str = "") -> QuerySet[Design]:
    """Return the designs a person, or a browser without account, may see.

    The same rule as ``designs.see``, as a query; a test holds the two together.
    """
    seen = Q(visibility=Visibility.PUBLIC)
    if visitor:
        seen |= Q(owner=None, visitor=visitor)
    if isinstance(user, User):
        if is_secretariat.test(user):
            return Design.objects.all()
        posts = Staff.objects.filter(user=user).values("member")
        seen |= Q(owner=user) | Q(visibility=Visibility.MEMBER, member__in=posts)
    return Design.objects.filter(seen)
