"""A forum with a programme, in tests of programmes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.models import Gathering, Room
from citybricks.network.gatherings.programme.domain import sessions, talks
from citybricks.network.gatherings.programme.domain.people import Person
from citybricks.network.gatherings.programme.domain.publishing import publish
from citybricks.network.gatherings.programme.models import Block, Session, Speaker, Talk, Track
from tests.network.gatherings.scene import held


def at(hour: int, minute: int = 0, day: int = 18) -> datetime:
    """Return an instant of the days of the forum, on the clock of Shanghai."""
    return datetime(2023, 11, day, hour - 8, minute, tzinfo=UTC)


@dataclass
class Forum:
    """A gathering with a programme.

    Parameters
    ----------
    scene
        Who is there: people by role, and browsers for them.
    """

    scene: Any
    hall: Room
    small: Room
    energy: Track
    health: Track
    morning: Block
    noon: Block
    plenary: Session
    grids: Session
    clinics: Session
    wind: Talk
    heat: Talk
    ana: Speaker
    li: Speaker

    @property
    def gathering(self) -> Gathering:
        """The gathering."""
        return self.scene.gathering

    def path(self, name: str, *args: Any) -> str:
        """Return the path of an address of the forum."""
        return reverse(name, args=[self.gathering.slug, *args])

    def get(self, role: str, name: str, *args: Any, **query: Any) -> Any:
        """Ask for a page as somebody."""
        return self.scene.client(role).get(self.path(name, *args), query)

    def post(self, role: str, name: str, *args: Any, **sent: Any) -> Any:
        """Send something as somebody."""
        return self.scene.client(role).post(self.path(name, *args), sent)

    def publish(self) -> Any:
        """Publish the draft."""
        return publish(self.gathering, self.scene.people["organiser"])


def forum(**values: Any) -> Forum:
    """Write a forum with a programme that is not published."""
    scene = held(("forum",), **values)
    return programme(scene, scene.gathering, scene.people["participant"].pk)


def programme(scene: Any, gathering: Gathering, person: int) -> Forum:
    """Write a programme: a plenary, two sessions side by side, two talks.

    Parameters
    ----------
    person
        Account of one of the two speakers.
    """
    hall = Room.objects.create(
        gathering=gathering, code="hall", name=Text.of("en", "Hall", zh_Hans="大厅"), capacity=300
    )
    small = Room.objects.create(
        gathering=gathering,
        code="small",
        name=Text.of("en", "Small room", zh_Hans="小厅"),
        capacity=2,
    )
    energy = track(gathering, "energy", "Energy", "能源", "E", "1")
    health = track(gathering, "health", "Health", "卫生", "H", "2")
    plenary = sessions.take(
        gathering,
        title=Text.of("en", "Opening", zh_Hans="开幕"),
        abstract=Text(),
        kind="plenary",
    )
    sessions.place(plenary, start=at(9), end=at(10), room=hall)
    grids, clinics = (
        Session.objects.create(
            gathering=gathering, track=one, room=room, start=at(10), end=at(11, 30)
        )
        for one, room in ((energy, hall), (health, small))
    )
    ana = Person(
        name=Text(text="Ana Sousa"),
        affiliation=Text.of("en", "City of Porto", zh_Hans="波尔图市"),
        email="ana@porto.example",
        attendance="online",
        time_zone="America/Sao_Paulo",
    )
    li = Person(
        name=Text.of("zh-Hans", "李华", en="Li Hua"),
        email="li@tianjin.example",
        time_zone="Asia/Shanghai",
        user=person,
    )
    wind = talks.take(
        gathering,
        title=Text.of("en", "Wind over roofs", zh_Hans="屋顶风电"),
        abstract=Text.of("en", "What roofs give.", zh_Hans="屋顶能带来什么。"),
        speakers=[ana],
        track=energy,
        minutes=30,
        attendance="online",
        language="en",
        session=grids,
    )
    heat = talks.take(
        gathering,
        title=Text.of("zh-Hans", "城市热网", en="Heat for cities"),
        abstract=Text(),
        speakers=[li],
        track=energy,
        minutes=20,
        language="zh-Hans",
        session=grids,
        position=1,
    )
    return Forum(
        scene=scene,
        hall=hall,
        small=small,
        energy=energy,
        health=health,
        morning=Block.objects.create(gathering=gathering, code="m", start=at(10), end=at(11, 30)),
        noon=Block.objects.create(gathering=gathering, code="n", start=at(13), end=at(14, 30)),
        plenary=plenary,
        grids=grids,
        clinics=clinics,
        wind=wind,
        heat=heat,
        ana=wind.speakers.get(),
        li=heat.speakers.get(),
    )


def track(gathering: Gathering, code: str, en: str, zh: str, mark: str, colour: str) -> Track:
    """Write a track."""
    name = Text.of("en", en, zh_Hans=zh)
    return Track.objects.create(gathering=gathering, code=code, name=name, mark=mark, colour=colour)
