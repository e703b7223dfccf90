"""Who may ask for what: an answer for every address, state, method and role."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from citybricks.services.voting.elections import urls
from citybricks.services.voting.elections.domain import trustees
from citybricks.services.voting.elections.permissions import visible_to
from tests.services.voting.elections.scene import ROLES, STATES, Scene, settle
from tests.services.voting.elections.test_pages import ELECTION, QUESTION

ENTRIES = Path(__file__).with_name("permissions_of_every_address.txt")
SENT = {
    "election-new": ELECTION,
    "election-edit": ELECTION,
    "election-question-new": QUESTION,
    "election-question": QUESTION,
    "election-trustees": {"name": "Another"},
    "election-threshold": {"threshold": "1"},
    "election-officials": {"email": "outsider@cities.example", "role": "auditor"},
}
"""What is sent to an address: something that it takes."""


@dataclass(frozen=True)
class Entry:
    """An address in a state, a method, and what each role is answered."""

    name: str
    case: str
    method: str
    answers: tuple[int, ...]


def entries() -> list[Entry]:
    """Read the entries."""
    lines = ENTRIES.read_text(encoding="utf-8").splitlines()
    split = [line.split() for line in lines if line and not line.startswith("#")]
    return [Entry(n, case, method, tuple(map(int, said))) for n, case, method, *said in split]


def test_every_address_has_an_entry_for_both_methods() -> None:
    wanted = {(one.name, method) for one in urls.urlpatterns for method in ("GET", "POST")}
    assert {(entry.name, entry.method) for entry in entries()} == wanted


@pytest.mark.django_db
def test_every_role_is_answered_as_written() -> None:
    by_state = defaultdict(list)
    for entry in entries():
        by_state[entry.case.partition("/")[0]].append(entry)
    scene = settle()
    for state in ("-", *STATES):
        if state != "-":
            scene.reach(state)
        for entry in by_state[state]:
            found = tuple(answer(scene, entry, role) for role in ROLES)
            assert found == entry.answers, entry


def answer(scene: Scene, entry: Entry, role: str) -> int:
    """Ask as somebody, undo what it did, and return the status."""
    client = scene.client(role)  # before, so that its session stays
    with transaction.atomic():
        address = reverse(entry.name, kwargs=arguments(scene, entry))
        sent = SENT.get(entry.name, {"sure": "yes"}) if entry.method == "POST" else {}
        status: int = getattr(client, entry.method.lower())(address, sent).status_code
        transaction.set_rollback(True)
    return status


def arguments(scene: Scene, entry: Entry) -> dict[str, Any]:
    """Make what an address is about, and return the arguments of its path."""
    if entry.case == "-":
        return {}
    given: dict[str, Any] = {"uuid": scene.election.uuid}
    match entry.name:
        case "election-question" | "election-question-remove" | "election-question-up":
            given["number"] = 1
        case "election-trustee-token" | "election-trustee-dismiss":
            if not scene.election.trustees.exists():
                trustees.invite(scene.election, "Aoki")
            given["number"] = 1
        case "trustee-task" | "trustee-answer":
            given["number"] = 1
        case "election-official-release":
            given["number"] = scene.election.officials.get(role="clerk").pk
        case "election-step":
            given["action"] = entry.case.partition("/")[2]
    return given


@pytest.mark.django_db
def test_lists_show_what_pages_show() -> None:
    scene = settle()
    for state in STATES:
        scene.reach(state)
        for role in ROLES:
            client = scene.client(role)
            page = client.get(reverse("election", args=[scene.election.uuid])).status_code
            listed = scene.election.uuid in client.get(reverse("elections")).content.decode()
            assert listed == (page == 200), (state, role)


@pytest.mark.django_db
def test_a_cancelled_draft_stays_hidden_and_a_cancelled_vote_is_seen() -> None:
    from citybricks.services.voting.elections.domain import life

    for state, seen in (("draft", False), ("frozen", True)):
        scene = settle_once(state)
        life.act(scene.election, "cancel", scene.people["admin"])
        assert (scene.election in visible_to(scene.people["outsider"])) == seen
        status = scene.client("visitor").get(reverse("election", args=[scene.election.uuid]))
        assert status.status_code == (200 if seen else 404)
        for user in scene.people.values():
            user.delete()


def settle_once(state: str) -> Scene:
    """Take a new election to a state."""
    scene = settle()
    scene.reach(state)
    return scene
