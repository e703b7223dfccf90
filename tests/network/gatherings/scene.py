"""A gathering, and somebody in every role at it, in tests of gatherings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.models import Gathering, Participant, Post
from citybricks.network.members.models import Member, Staff, User
from tests.network.scene import Cast, people_of

ROLES = (
    "visitor", "outsider", "participant", "exhibitor", "reviewer", "organiser", "secretariat",
)  # fmt: skip
"""Without account; without a role; who takes part; who shows something; who reads what is
proposed; who holds it; of the network's secretariat."""
SLUG = "shanghai-2023"


@dataclass
class Scene(Cast):
    """A gathering with its people; the member of participant and exhibitor is Tianjin."""

    gathering: Gathering
    tianjin: Member
    shanghai: Member

    def participant(self, role: str = "participant") -> Participant:
        """Return as whom somebody takes part."""
        return Participant.objects.get(gathering=self.gathering, user=self.people[role])

    def another(self, name: str, **values: Any) -> Participant:
        """Register one more participant, without an account."""
        return Participant.objects.create(
            gathering=self.gathering, name=name, state="confirmed", **values
        )


def held(
    parts: Sequence[str] = ("fair", "forum", "expo"), state: str = "open", **values: Any
) -> Scene:
    """Write a gathering in Shanghai on two days of 2023, with somebody in every role."""
    shanghai = member("shanghai", "Shanghai", "上海", "CN", "Asia/Shanghai")
    tianjin = member("tianjin", "Tianjin", "天津", "CN", "Asia/Shanghai")
    people = people_of(
        ROLES,
        [
            ("participant", tianjin, Staff.Role.DELEGATE),
            ("exhibitor", tianjin, Staff.Role.OFFICER),
            ("organiser", shanghai, Staff.Role.OFFICER),
        ],
    )
    for one in people.values():
        EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    gathering = Gathering.objects.create(**{**described(shanghai, parts, state), **values})
    staffed(gathering, people["organiser"], people["reviewer"])
    for role in ("participant", "exhibitor"):
        joined(gathering, people[role], tianjin)
    return Scene(people, gathering=gathering, tianjin=tianjin, shanghai=shanghai)


def described(host: Member, parts: Sequence[str], state: str) -> dict[str, Any]:
    """Return what the gathering is."""
    title = Text(language="en", text="Shanghai meets the world 2023")
    return {
        "slug": SLUG,
        "title": title.translated("zh-Hans", "上海与世界对接会2023"),
        "summary": Text(language="en", text="Cities meet firms."),
        "host": host,
        "city": host,
        "time_zone": "Asia/Shanghai",
        "first_day": date(2023, 11, 18),
        "last_day": date(2023, 11, 19),
        "parts": list(parts),
        "languages": ["zh-Hans", "en"],
        "state": state,
    }


def staffed(gathering: Gathering, organiser: User, reviewer: User) -> None:
    """Say who holds a gathering and who reads what is proposed."""
    Post.objects.create(gathering=gathering, user=organiser, role=Post.Role.ORGANISER)
    Post.objects.create(gathering=gathering, user=reviewer, role=Post.Role.REVIEWER)


def joined(gathering: Gathering, user: User, home: Member | None) -> Participant:
    """Register somebody, confirmed."""
    return Participant.objects.create(
        gathering=gathering,
        user=user,
        member=home,
        name=user.name,
        email=user.email,
        country=home.country if home else "",
        time_zone=(home.time_zone if home else "") or "UTC",
        languages=["zh-Hans", "en"],
        state=Participant.State.CONFIRMED,
    )


def member(slug: str, en: str, zh: str, country: str, zone: str) -> Member:
    """Write a city, unless it is there."""
    values = {"names": {"en": en, "zh-Hans": zh}, "country": country, "time_zone": zone}
    return Member.objects.get_or_create(slug=slug, defaults=values)[0]
