"""A morning at the school East: a class with a roster, guardians and check-ins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from citybricks.network.members.models import User
from citybricks.services.schoolhealth.pupils.domain import consents, guardians, records, roster
from citybricks.services.schoolhealth.pupils.domain.guardians import Child
from citybricks.services.schoolhealth.pupils.domain.mornings import Morning
from citybricks.services.schoolhealth.pupils.domain.roster import Invited
from citybricks.services.schoolhealth.pupils.models import AccessEntry, Pupil
from citybricks.services.schoolhealth.schools.models import City, SchoolClass
from tests.services.schoolhealth.scene import MONDAY, Scene, settle

NUMBERS = ("1001", "1002", "1003")
ILL = Morning(382, ("respiratory",), "absent", "influenza")


@dataclass(slots=True)
class Day:
    """The scene, with the invitations of the class 1-A and the accounts of guardians."""

    scene: Scene
    invited: dict[str, Invited] = field(default_factory=dict)

    @property
    def city(self) -> City:
        """The city."""
        return self.scene.city

    @property
    def place(self) -> SchoolClass:
        """The class 1-A of East."""
        return self.scene.classes["east 1-A"]

    def user(self, name: str) -> User:
        """Return the account of a guardian, which is made when it is first asked for."""
        people = self.scene.people
        if name not in people:
            people[name] = User.objects.create(email=f"{name}@home.example", name=name)
        return people[name]

    def child(self, name: str, number: str, *, consent: bool = True) -> Child:
        """Have an account redeem the invitation of a pupil, and agree."""
        user = self.user(name)
        made = guardians.redeem(user.pk, self.city, self.invited[number].code)
        if consent:
            text = consents.said(consents.current(self.city), "en")
            consents.give(made.pupil, text, guardians.as_guardian(user.pk))
        found = guardians.child(user.pk, self.city, made.number)
        assert found is not None
        return found

    def check_in(self, one: Child, said: Morning, name: str, day: date = MONDAY) -> None:
        """Have a guardian check a child in."""
        records.keep(one.pupil, day, said, guardians.as_guardian(self.user(name).pk))

    def reading(self) -> list[AccessEntry]:
        """Return the entries by which somebody saw a record."""
        return list(AccessEntry.objects.filter(action__in=["read", "export"]).order_by("n"))

    def get(self, who: str, address: str, **data: Any) -> Any:
        """Ask for a page."""
        return self.scene.get(who, address, **data)

    def post(self, who: str, address: str, data: Any = None) -> Any:
        """Send a form."""
        return self.scene.post(who, address, data)

    def pupil(self, number: str) -> Pupil:
        """Return a pupil by number."""
        short = self.invited[number].short.replace("-", "")
        return Pupil.objects.get(pk__startswith=short)


def morning() -> Day:
    """Settle the scene and bring the roster of 1-A in."""
    found = Day(settle())
    made = roster.bring(found.place, "number\n" + "\n".join(NUMBERS) + "\n")
    found.invited = {one.number: one for one in made}
    return found
