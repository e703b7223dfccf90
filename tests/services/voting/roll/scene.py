"""An election with a small roll, and its officials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core import mail
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.members.models import User
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.roll.domain.checking import Person, Sorted
from citybricks.services.voting.roll.domain.enrolling import take_over
from citybricks.services.voting.roll.models import Voter

OFFICES = ("admin", "registrar", "clerk", "auditor")
PEOPLE = (
    Person("A1", "Ana", "ana@city.example", "en", 1, "North", "both"),
    Person("B2", "博", "bo@city.example", "zh", 1, "North", "online"),
    Person("C3", "Cem", "", "en", 1, "South", "both"),
    Person("D4", "大", "da@city.example", "zh", 1, "South", "paper"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The election and who works for it."""

    election: Election
    people: dict[str, User]

    def voter(self, voter_id: str) -> Voter:
        """Return a voter by number, as the roll has them now."""
        return Voter.objects.select_related("election").get(
            election=self.election, voter_id=voter_id
        )

    def client(self, office: str = "") -> Client:
        """Return the browser of an official, or of nobody."""
        client = Client()
        if office:
            backend = "django.contrib.auth.backends.ModelBackend"
            client.force_login(self.people[office], backend=backend)
        return client

    def move(self, state: str) -> None:
        """Put the election into a state."""
        self.election.state = state
        self.election.save()

    def post(self, what: str, document: Any, **given: Any) -> Any:
        """Ask for a code or a permit as a booth does."""
        address = f"/voting/api/elections/{self.election.uuid}/{what}"
        return Client().post(address, document, content_type="application/json", **given)


def settle(state: str = "open", people: tuple[Person, ...] = PEOPLE, **given: Any) -> Scene:
    """Write the scene into the database."""
    title = Text.of("en", "Mascot of the city", zh_Hans="城市吉祥物")
    election = Election.objects.create(city="tsukuba", title=title, **given)
    found = Sorted(people=list(enumerate(people, 2)))
    take_over(election, "roll.csv", found)
    election.state = state
    election.save()
    users = {office: User.objects.create_user(f"{office}@city.example") for office in OFFICES}
    users["outsider"] = User.objects.create_user("outsider@city.example")
    for office in OFFICES:
        Official.objects.create(election=election, user=users[office], role=office)
    return Scene(election, users)


def mailed() -> list[Any]:
    """Do what is owed, and return the mails that were sent."""
    run_due()
    return mail.outbox


def code_of(message: Any) -> str:
    """Return the code in a mail."""
    found = re.search(r"\b\d{4} \d{4}\b", message.body)
    assert found, message.body
    return found[0]
