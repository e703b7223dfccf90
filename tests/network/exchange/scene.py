"""Who plays in tests of offers and needs, and what they offer and need."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain.keeping import keep
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.members.models import Member, Staff, User

ROLES = (
    "visitor", "stranger", "outsider", "onlooker",
    "observer", "delegate", "officer", "admin", "secretariat",
)  # fmt: skip
"""Without account; of no member; administrator, and observer, of another; four of one; desk."""
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class Scene:
    """Two members, their people, and browsers for them."""

    shanghai: Member
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

    def listing(self, state: str = State.PUBLISHED, **values: Any) -> Listing:
        """Keep an offer of Shanghai's that passes every check."""
        given = {"member": self.shanghai, "side": "offer", "type": "technology"} | values
        return offer(state, **given)


def offer(state: str, **values: Any) -> Listing:
    """Keep a listing that passes every check."""
    given: dict[str, Any] = {
        "title": Text.of("zh-Hans", "路灯节能", en="Lamps that save energy"),
        "summary": Text(language="zh-Hans", text="路灯按需调光,节电一半。"),
        "description": Text(language="zh-Hans", text="在三个区运行五年。"),
        "trl": 9,
        "partnerships": ["pilot"],
        "fields": ["energy"],
        "sdg": ["7.3"],
        "expires": timezone.localdate() + timedelta(days=200),
        "published": None if state in {"draft", "checking"} else timezone.now(),
    }
    listing = Listing(state=state, **(given | values))
    keep(listing)
    return listing


def settle() -> Scene:
    """Write members and people into the database."""
    shanghai = Member.objects.create(
        slug="shanghai", names={"en": "Shanghai", "zh-Hans": "上海"}, country="CN",
        latitude=31.2, longitude=121.5,
    )  # fmt: skip
    turin = Member.objects.create(
        slug="turin", names={"en": "Turin", "zh-Hans": "都灵"}, country="IT",
        latitude=45.1, longitude=7.7,
    )  # fmt: skip
    people = {
        role: User.objects.create_user(f"{role}@cities.example", name=role.title())
        for role in ROLES
        if role != "visitor"
    }
    desk = people["secretariat"]
    desk.is_staff = True
    desk.save()
    for role, member, post in (
        ("outsider", turin, Staff.Role.ADMIN),
        ("onlooker", turin, Staff.Role.OBSERVER),
        ("observer", shanghai, Staff.Role.OBSERVER),
        ("delegate", shanghai, Staff.Role.DELEGATE),
        ("officer", shanghai, Staff.Role.OFFICER),
        ("admin", shanghai, Staff.Role.ADMIN),
    ):
        Staff.objects.create(user=people[role], member=member, role=post)
    return Scene(shanghai, turin, people)
