"""People in every role, and browsers for them, in tests of the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field

from django.test import Client

from citybricks.network.members.models import Member, Staff, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Cast:
    """People by role; who has none of these roles is a visitor without account."""

    people: dict[str, User]
    _: KW_ONLY
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return the browser of somebody in a role, which asks for English."""
        if role not in self.clients:
            client = Client(headers={"Accept-Language": "en"})
            if role in self.people:
                client.force_login(self.people[role], backend=BACKEND)
            self.clients[role] = client
        return self.clients[role]


def people_of(
    roles: Iterable[str], posts: Iterable[tuple[str, Member, Staff.Role]]
) -> dict[str, User]:
    """Write somebody in every role but the visitor's, and who acts for which member as what."""
    people = {
        role: User.objects.create_user(f"{role}@cities.example", name=role.title())
        for role in roles
        if role != "visitor"
    }
    desk = people["secretariat"]
    desk.is_staff = True
    desk.save()
    for role, member, post in posts:
        Staff.objects.create(user=people[role], member=member, role=post)
    return people
