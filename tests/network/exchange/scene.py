"""Who plays in tests of offers and needs, and what they offer and need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain.keeping import keep
from citybricks.network.exchange.models import Listing
from citybricks.network.exchange.vocabulary import State
from citybricks.network.members.models import Member, Staff
from tests.network.scene import Cast, people_of

ROLES = (
    "visitor", "stranger", "outsider", "onlooker",
    "observer", "delegate", "officer", "admin", "secretariat",
)  # fmt: skip
"""Without account; of no member; administrator, and observer, of another; four of one; desk."""


@dataclass
class Scene(Cast):
    """Two members, their people, and browsers for them."""

    shanghai: Member
    turin: Member

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
    posts = (
        ("outsider", turin, Staff.Role.ADMIN),
        ("onlooker", turin, Staff.Role.OBSERVER),
        ("observer", shanghai, Staff.Role.OBSERVER),
        ("delegate", shanghai, Staff.Role.DELEGATE),
        ("officer", shanghai, Staff.Role.OFFICER),
        ("admin", shanghai, Staff.Role.ADMIN),
    )
    return Scene(people_of(ROLES, posts), shanghai, turin)
