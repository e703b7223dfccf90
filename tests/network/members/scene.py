"""Who plays in tests of writing for members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.members.models import Application, Member, Staff, User

ROLES = (
    "visitor", "stranger", "applicant", "outsider",
    "observer", "delegate", "officer", "admin", "secretariat",
)  # fmt: skip
"""Without account; of no member; who applies for one; administrator of another; four of Kobe."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Scene:
    """Members, their people, and browsers for them."""

    kobe: Member
    turin: Member
    people: dict[str, User]
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return the browser of somebody in a role, which asks for English."""
        if role not in self.clients:
            client = Client(headers={"Accept-Language": "en"})
            if role in self.people:
                client.force_login(self.people[role], backend=BACKEND)
            self.clients[role] = client
        return self.clients[role]

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
    people = {
        role: User.objects.create_user(f"{role}@cities.example", name=role.title())
        for role in ROLES
        if role != "visitor"
    }
    desk = people["secretariat"]
    desk.is_staff = True
    desk.save()
    posts = {role.value: (role, kobe) for role in Staff.Role}
    for name, (role, member) in (posts | {"outsider": (Staff.Role.ADMIN, turin)}).items():
        Staff.objects.create(user=people[name], member=member, role=role)
    return Scene(kobe, turin, people)
