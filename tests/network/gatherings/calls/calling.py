"""A forum that calls for talks, and what is proposed to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.models import Call, Criterion, Proposal, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer, Kind, State
from citybricks.network.gatherings.hosting.models import Post
from citybricks.network.gatherings.programme.models import Track
from citybricks.network.members.models import Member, Staff, User
from tests.network.gatherings.scene import Scene, held

DAY = timedelta(days=1)
FORMATS = [
    {
        "code": "talk",
        "minutes": 20,
        "name": Text.of("en", "Talk", zh_Hans="报告").model_dump(mode="json"),
    },
    {"code": "long", "minutes": 40, "name": Text.of("en", "Long talk").model_dump(mode="json")},
]
SENT: dict[str, Any] = {
    "language": "zh-Hans",
    "title": "城市路灯",
    "title_beside": "Lamps of cities",
    "abstract": "路灯按需调光。",
    "abstract_beside": "Lamps are dimmed on demand.",
    "track": "energy",
    "format": "talk",
    "attendance": "online",
    "spoken": "",
    "interpretation": "English, 葡萄牙语",
    "speakers-TOTAL_FORMS": "2",
    "speakers-INITIAL_FORMS": "0",
    "speakers-0-role": "speaker",
    "speakers-0-name": "Participant",
    "speakers-0-email": "participant@cities.example",
    "speakers-0-member": "tianjin",
    "speakers-0-time_zone": "Asia/Shanghai",
    "speakers-0-unsuitable": "22:00-07:00",
    "speakers-1-role": "speaker",
    "speakers-1-name": "Ana Souza",
    "speakers-1-email": "ana@cities.example",
    "speakers-1-time_zone": "America/Sao_Paulo",
}
"""What the form of a proposal sends."""


@dataclass
class Calling:
    """A forum with a call."""

    scene: Scene
    call: Call

    @property
    def people(self) -> dict[str, User]:
        """Return the people by role."""
        return self.scene.people

    def url(self, rest: str = "") -> str:
        """Return an address of the forum's calls."""
        return f"/gatherings/{self.scene.gathering.slug}/calls/{rest}"

    def propose(self, **changes: Any) -> Any:
        """Send the form of a proposal as a participant."""
        client = self.scene.client("participant")
        return client.post(self.url(f"{self.call.pk}/propose/"), SENT | changes)

    def proposal(self, state: str = State.SUBMITTED, **values: Any) -> Proposal:
        """Write a proposal of the participant's."""
        author = values.pop("author", self.people["participant"])
        made = proposed(self.call, author, state, **values)
        Speaker.objects.filter(proposal=made).update(member=self.scene.tianjin)
        return made

    def reviewer(self, name: str, member: Member | None = None) -> User:
        """Write one more reviewer."""
        user = User.objects.create_user(f"{name}@cities.example", name=name.title())
        Post.objects.create(gathering=self.scene.gathering, user=user, role=Post.Role.REVIEWER)
        if member is not None:
            Staff.objects.create(user=user, member=member, role=Staff.Role.OFFICER)
        return user

    def close(self) -> None:
        """Let the call's deadline pass."""
        now = timezone.now()
        Call.objects.filter(pk=self.call.pk).update(opens=now - 9 * DAY, closes=now - DAY)
        self.call.refresh_from_db()


def called(kind: str = Kind.TALKS, **values: Any) -> Calling:
    """Write a forum with a call that is open."""
    scene = held(parts=("forum",))
    for code, en in (("energy", "Energy"), ("water", "Water")):
        Track.objects.create(
            gathering=scene.gathering, code=code, name=Text.of("en", en), mark=en[0]
        )
    return Calling(scene, call_of(scene.gathering, kind, **values))


def call_of(gathering: Any, kind: str = Kind.TALKS, **values: Any) -> Call:
    """Write a call of a gathering, which is open."""
    now = timezone.now()
    call = Call.objects.create(
        **{
            "gathering": gathering,
            "kind": kind,
            "title": Text.of("en", "Call for talks", zh_Hans="报告征集"),
            "text": Text.of("en", "Tell us what your city has learnt."),
            "formats": FORMATS,
            "opens": now - DAY,
            "closes": now + DAY,
            "is_shown": True,
            **values,
        }
    )
    for place, (code, weight) in enumerate((("new", 2), ("clear", 1))):
        name = Text.of("en", code.title())
        Criterion.objects.create(call=call, code=code, weight=weight, name=name, place=place)
    return call


def proposed(call: Call, author: User, state: str = State.SUBMITTED, **values: Any) -> Proposal:
    """Write a proposal in a state, with its author as speaker."""
    made = Proposal.objects.create(
        **{
            "call": call,
            "author": author,
            "state": state,
            "title": Text.of("en", "Lamps of cities", zh_Hans="城市路灯"),
            "abstract": Text.of("en", "Lamps are dimmed on demand."),
            "track": "energy",
            "format": "talk",
            "submitted": None if state == State.DRAFT else timezone.now(),
            **values,
        }
    )
    Speaker.objects.create(
        proposal=made, name=author.name, email=author.email, user=author,
        answer=Answer.CONFIRMED, answered=timezone.now(), time_zone="Asia/Shanghai",
    )  # fmt: skip
    return made
