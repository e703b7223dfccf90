"""A small city with two schools, and somebody in every role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.members.models import Member, Staff, User
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass, Term

ROLES = (
    "teacher",
    "nurse",
    "doctor",
    "board",
    "health_centre",
    "epidemiologist",
    "administrator",
)
MONDAY = date(2025, 11, 10)
"""A school day of the scene."""


@dataclass(slots=True)
class Scene:
    """The city, its schools and classes by name, and its people."""

    city: City
    schools: dict[str, School] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def client(self, role: str = "") -> Client:
        """Return the browser of somebody, or of nobody."""
        client = Client()
        if role:
            backend = "django.contrib.auth.backends.ModelBackend"
            client.force_login(self.people[role], backend=backend)
        return client

    def get(self, role: str, address: str, **data: Any) -> Any:
        """Ask for a page of the city as somebody."""
        return self.client(role).get(f"/schoolhealth/{self.city.slug}/{address}", data)

    def post(self, role: str, address: str, data: Any = None) -> Any:
        """Send a form of a page of the city as somebody."""
        return self.client(role).post(f"/schoolhealth/{self.city.slug}/{address}", data or {})


def settle() -> Scene:
    """Return a city with the schools ``east`` and ``west``; teacher, nurse and doctor are of east.

    East has the classes 1-A, 1-B and 2-A, West 1-A; nobody has reported anything.
    """
    city = City.objects.create(
        slug="tsukuba", names=Text.of("ja", "つくば市"), timezone="Asia/Tokyo"
    )
    found = Scene(city)
    for code, name in (("east", "東小学校"), ("west", "西小学校")):
        school = School.objects.create(city=city, code=code, name=Text.of("ja", name))
        found.schools[code] = school
    for code, grade, name, enrolled in (
        ("east", 1, "A", 30),
        ("east", 1, "B", 28),
        ("east", 2, "A", 31),
        ("west", 1, "A", 4),
    ):
        found.classes[f"{code} {grade}-{name}"] = SchoolClass.objects.create(
            school=found.schools[code],
            school_year=2025,
            grade=grade,
            name=name,
            enrolled=enrolled,
        )
    Term.objects.create(city=city, first_day=date(2025, 4, 7), last_day=date(2026, 3, 24))
    for role in ROLES:
        user = User.objects.create(email=f"{role}@city.example", name=role)
        found.people[role] = user
        Post.objects.create(user=user, city=city, role=role, **_scope(found, role))
    found.people["secretariat"] = User.objects.create(
        email="secretariat@network.example", is_staff=True, is_superuser=True
    )
    found.people["stranger"] = User.objects.create(email="stranger@elsewhere.example")
    return found


def _scope(scene: Scene, role: str) -> dict[str, Any]:
    if role == "teacher":
        return {"school_class": scene.classes["east 1-A"]}
    return {"school": scene.schools["east"]} if role in ("nurse", "doctor") else {}


def member(scene: Scene, role: str = "administrator") -> Member:
    """Return the member of the network that the city is, of which somebody is administrator."""
    found = Member.objects.create(slug=scene.city.slug, names={"en": "Tsukuba"})
    Staff.objects.create(member=found, user=scene.people[role], role=Staff.Role.ADMIN)
    return found
