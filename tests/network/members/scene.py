"""Who plays in tests of writing for members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.members.models import Application, Member, Staff
from tests.network.scene import Cast, people_of

ROLES = (
    "visitor", "stranger", "applicant", "outsider",
    "observer", "delegate", "officer", "admin", "secretariat",
)  # fmt: skip
"""Without account; of no member; who applies for one; administrator of another; four of Kobe."""


@dataclass
class Scene(Cast):
    """Members, their people, and browsers for them."""

    kobe: Member
    turin: Member

    def application(self, state: str = "sent", **member: Any) -> Application:
        """Make an application of the applicant's for a member that stands accordingly."""
        standing = {"sent": "applied", "returned": "applied", "in-review": "in-review"}
        given = {"slug": "pau", "names": {"en": "Pau"}, "state": standing.get(state, "withdrawn")}
        made = Member.objects.create(**(given | member))
        return Application.objects.create(
            applicant=self.people["applicant"], member=made, office="Mayor's office", state=state
        )


def settle() -> Scene:
    """Write members and people into the database."""
    kobe = Member.objects.create(
        slug="kobe", names={"en": "Kobe", "ja": "神戸市"}, country="JP", geonames_id=1859171,
        story=Text(language="en", text="A port city."),
    )  # fmt: skip
    turin = Member.objects.create(slug="turin", names={"en": "Turin", "it": "Torino"}, country="IT")
    posts = [(str(role.value), kobe, role) for role in Staff.Role]
    people = people_of(ROLES, [*posts, ("outsider", turin, Staff.Role.ADMIN)])
    return Scene(people, kobe, turin)
