"""Who may see, change, share and delete a design; registered when the app starts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from rules.permissions import add_perm

from citybricks.hub.designer.models import Design
from citybricks.hub.ownership import clears, decides, seen_by, sees
from citybricks.network.members.models import User

add_perm("designs.see", sees)
add_perm("designs.change", decides)
add_perm("designs.share", decides)
add_perm("designs.delete", clears)


def visible_to(user: User | AnonymousUser | None, visitor: str = "") -> QuerySet[Design]:
    """Return the designs a person, or a browser without account, may see."""
    return Design.objects.filter(seen_by(user, visitor))
