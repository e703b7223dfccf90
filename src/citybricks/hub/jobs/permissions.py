"""Who may see, dismiss and share a job; registered when the app starts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.hub.jobs.models import Job, Visibility
from citybricks.network.members.models import Staff, User
from citybricks.network.members.permissions import acts_for, administers, is_secretariat


@predicate
def owns(user: object, job: Job) -> bool:
    """Whether it is the person's own job."""
    return job.owner_id is not None and job.owner_id == getattr(user, "pk", None)


@predicate
def is_public(_user: object, job: Job) -> bool:
    """Whether everybody may see it."""
    return job.visibility == Visibility.PUBLIC


@predicate
def shared_with(user: object, job: Job) -> bool:
    """Whether it is shared with a member the person acts for."""
    return job.visibility == Visibility.MEMBER and bool(acts_for.test(user, job.member))


@predicate
def administers_its_member(user: object, job: Job) -> bool:
    """Whether the person administers the member whose quota it uses."""
    return bool(administers.test(user, job.member))


add_perm("jobs.see", is_public | owns | shared_with | is_secretariat)
add_perm("jobs.dismiss", owns | administers_its_member | is_secretariat)
add_perm("jobs.share", owns | is_secretariat)


def visible_to(user: User | AnonymousUser | None, visitor: str = "") -> QuerySet[Job]:
    """Return the jobs a person, or a browser without account, may see.

    The same rule as ``jobs.see``, as a query; a test holds the two together.
    """
    seen = Q(visibility=Visibility.PUBLIC)
    if visitor:
        seen |= Q(owner=None, visitor=visitor)
    if isinstance(user, User):
        if is_secretariat.test(user):
            return Job.objects.all()
        posts = Staff.objects.filter(user=user).values("member")
        seen |= Q(owner=user) | Q(visibility=Visibility.MEMBER, member__in=posts)
    return Job.objects.filter(seen)
