"""Who plays in tests of the hub: two members and somebody in every role."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.test import Client

from citybricks.network.members.models import Member, Staff, User

ROLES = ("visitor", "outsider", "officer", "administrator", "owner", "secretariat")
"""Without account; of another member; three of one member; of the network's secretariat."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The members and their people."""

    tianjin: Member
    shanghai: Member
    people: dict[str, User]

    def client(self, role: str, *, csrf: bool = False) -> Client:
        """Return the browser of somebody in a role."""
        client = Client(enforce_csrf_checks=csrf)
        if role in self.people:
            client.force_login(
                self.people[role], backend="django.contrib.auth.backends.ModelBackend"
            )
        return client


def settle() -> Cast:
    """Write the cast into the database; members that are there already stay as they are."""
    tianjin = _member("tianjin", {"en": "Tianjin", "zh-Hans": "天津"})
    shanghai = _member("shanghai", {"en": "Shanghai", "zh-Hans": "上海"})
    people = {role: _person(role) for role in ROLES if role != "visitor"}
    User.objects.filter(pk=people["secretariat"].pk).update(is_staff=True, is_superuser=True)
    people["secretariat"].refresh_from_db()
    for role, member, post in (
        ("owner", tianjin, Staff.Role.OFFICER),
        ("officer", tianjin, Staff.Role.OFFICER),
        ("administrator", tianjin, Staff.Role.ADMIN),
        ("outsider", shanghai, Staff.Role.ADMIN),
    ):
        Staff.objects.create(user=people[role], member=member, role=post)
    return Cast(tianjin, shanghai, people)


def _member(slug: str, names: dict[str, str]) -> Member:
    return Member.objects.get_or_create(slug=slug, defaults={"names": names})[0]


def _person(role: str) -> User:
    user = User.objects.create_user(f"{role}@cities.example", name=role.title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
