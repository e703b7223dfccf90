"""Who may see, dismiss and share a job; registered when the app starts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from rules.permissions import add_perm

from citybricks.hub.jobs.models import Job
from citybricks.hub.ownership import clears, decides, seen_by, sees
from citybricks.network.members.models import User

add_perm("jobs.see", sees)
add_perm("jobs.dismiss", clears)
add_perm("jobs.share", decides)


def visible_to(user: User | AnonymousUser | None, visitor: str = "") -> QuerySet[Job]:
    """Return the jobs a person, or a browser without account, may see."""
    return Job.objects.filter(seen_by(user, visitor))
