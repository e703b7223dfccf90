"""Programs do what people do on the pages, under the same rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import interest
from citybricks.network.exchange.models import Feedback, Listing, Match
from citybricks.network.members.domain.people import issue_token
from tests.network.exchange.scene import ROLES, Scene

LISTING: dict[str, Any] = {
    "side": "offer",
    "member": "shanghai",
    "language": "zh-Hans",
    "title": "路灯节能",
    "summary": "按需调光",
    "description": "运行五年",
    "translations": {"en": {"title": "Lamps"}, "pt": {"title": "Luzes", "summary": "Luz"}},
    "trl": 9,
    "partnerships": ["pilot"],
    "fields": ["energy"],
    "regions": ["非洲", "BR"],
    "sdg": ["7.3"],
}


class Program:
    """A program with the access token of somebody in a role."""

    def __init__(self, scene: Scene, role: str) -> None:
        headers = {"Accept-Language": "en"}
        if role in scene.people:
            token = issue_token(user=scene.people[role], name="test")
            headers["Authorization"] = f"Bearer {token}"
        self.client = Client(headers=headers)

    def __call__(self, method: str, path: str, data: Any = None) -> Any:
        """Call the API."""
        ask = getattr(self.client, method)
        if method == "get":
            return ask(f"/api{path}", data)
        return ask(f"/api{path}", data, content_type="application/json")


def test_a_listing_is_drafted_changed_translated_and_sent_to_the_check(scene: Scene) -> None:
    program = Program(scene, "officer")
    made = program("post", "/listings", LISTING)
    assert made.status_code == 201, made.content
    ulid = made.json()["ulid"]
    assert made.json()["title"]["translations"]["en"]["text"] == "Lamps"
    assert made.json()["regions"] == ["002", "BR"]
    changed = program("patch", f"/listings/{ulid}", {"trl": 8, "fields": ["energy", "water"]})
    assert (changed.json()["trl"], changed.json()["fields"]) == (8, ["energy", "water"])
    assert changed.json()["title"]["text"] == "路灯节能"
    said = program("put", f"/listings/{ulid}/translations/fr", {"title": "Lampadaires"})
    assert said.json()["title"]["translations"]["fr"]["text"] == "Lampadaires"
    moved = program("post", f"/listings/{ulid}/actions", {"action": "submit"})
    assert moved.json()["state"] == "checking"
    desk = Program(scene, "secretariat")
    published = desk("post", f"/listings/{ulid}/actions", {"action": "approve"})
    assert published.json()["state"] == "published"
    assert Listing.objects.get().history.count() >= 5


def test_what_does_not_fit_is_a_problem_document_with_every_field(scene: Scene) -> None:
    wrong = LISTING | {"trl": 10, "regions": ["Atlantis"], "expires": "2020-01-01"}
    answer = Program(scene, "officer")("post", "/listings", wrong)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {error["field"] for error in answer.json()["errors"]} == {"trl", "regions", "expires"}
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"side": "both"}, "side"),
        ({"member": "turin"}, "member"),
        ({"translations": {"xx-1234567890": {"title": "x"}}}, "translations"),
        ({"translations": {"en": {"title": "x" * 500}}}, "translations"),
    ],
)
def test_a_field_that_is_wrong_is_named_and_nothing_is_kept(
    scene: Scene, changes: dict[str, Any], field: str
) -> None:
    answer = Program(scene, "officer")("post", "/listings", LISTING | changes)
    assert answer.status_code == 422
    assert field in answer.content.decode()
    assert not Listing.objects.exists()


def test_listings_are_narrowed_down_and_paged(scene: Scene) -> None:
    for _number in range(3):
        scene.listing()
    scene.listing("draft")
    program = Program(scene, "visitor")
    page = program("get", "/listings", {"side": "offer", "field": "energy", "limit": 2}).json()
    assert (page["total"], len(page["items"])) == (3, 2)
    rest = program("get", "/listings", {"limit": 2, "offset": 2}).json()
    assert len(rest["items"]) == 1
    assert program("get", "/listings", {"field": "water"}).json()["total"] == 0
    assert program("get", "/listings", {"limit": 0}).status_code == 422
    assert program("get", "/listings", {"mine": True}).status_code == 401
    assert Program(scene, "officer")("get", "/listings", {"mine": True}).json()["total"] == 4


def test_interest_is_expressed_and_answered(scene: Scene) -> None:
    listing = scene.listing()
    turin = Program(scene, "outsider")
    given = {"member": "turin", "message": "Parliamone", "language": "it", "confidential": True}
    sent = turin("post", f"/listings/{listing.ulid}/interests", given)
    assert sent.status_code == 201
    assert sent.json()["message"]["language"] == "it"
    again = turin("post", f"/listings/{listing.ulid}/interests", given)
    assert again.status_code == 422
    shanghai = Program(scene, "delegate")
    assert [one["state"] for one in shanghai("get", "/interests").json()] == ["sent"]
    address = f"/interests/{sent.json()['ulid']}/answer"
    done = shanghai("post", address, {"action": "accept", "answer": "Gladly"})
    assert (done.json()["state"], done.json()["answer"]["text"]) == ("accepted", "Gladly")
    late = shanghai("post", address, {"action": "decline"})
    assert late.status_code == 409
    assert late.headers["Content-Type"] == "application/problem+json"


def test_matches_are_given_and_judged(scene: Scene) -> None:
    listing = scene.listing()
    Match.objects.create(listing=listing, other="brick:x", score=1.0, features={"words": 1.0})
    program = Program(scene, "officer")
    matches = program("get", f"/listings/{listing.ulid}/matches").json()
    assert [match["other"] for match in matches] == ["brick:x"]
    said = {"other": "brick:x", "verdict": "useful"}
    assert program("post", f"/listings/{listing.ulid}/feedback", said).status_code == 204
    assert Feedback.objects.get().features == {"words": 1.0}


#                  visitor stranger outsider onlooker observer delegate officer admin secretariat
ANSWERS = {
    "get published": (200, 200, 200, 200, 200, 200, 200, 200, 200),
    "get draft": (404, 404, 404, 404, 200, 200, 200, 200, 200),
    "patch published": (401, 403, 403, 403, 403, 403, 200, 200, 200),
    "patch draft": (404, 404, 404, 404, 403, 403, 200, 200, 200),
    "translate published": (401, 403, 403, 403, 403, 403, 200, 200, 200),
    "submit draft": (404, 404, 404, 404, 403, 403, 200, 200, 200),
    "approve checking": (404, 404, 404, 404, 403, 403, 403, 403, 200),
    "matches published": (401, 403, 403, 403, 200, 200, 200, 200, 200),
    "matches draft": (404, 404, 404, 404, 200, 200, 200, 200, 200),
    "feedback published": (401, 403, 403, 403, 204, 204, 204, 204, 204),
    "express published": (401, 403, 201, 403, 403, 403, 403, 403, 403),
    "express draft": (404, 404, 404, 404, 403, 403, 403, 403, 403),
    "create -": (401, 422, 422, 422, 422, 422, 201, 201, 422),
    "interests -": (401, 200, 200, 200, 200, 200, 200, 200, 200),
    "accept published": (401, 404, 403, 403, 403, 200, 200, 200, 403),
    "withdraw published": (401, 404, 200, 403, 403, 403, 403, 403, 403),
}
"""What every role is answered; an object that one may not see is not there."""


@pytest.mark.parametrize("asked", ANSWERS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_answered_as_written(scene: Scene, asked: str, role: str) -> None:
    what, state = asked.split()
    method, path, data = prepared(scene, what, state)
    answer = Program(scene, role)(method, path, data)
    assert answer.status_code == ANSWERS[asked][ROLES.index(role)], answer.content


def prepared(scene: Scene, what: str, state: str) -> tuple[str, str, Any]:
    """Make what is asked about; return the method, the path and what is sent."""
    if what in {"create", "interests"}:
        return {"create": ("post", "/listings", LISTING), "interests": ("get", "/interests", None)}[
            what
        ]
    listing = scene.listing(state)
    path = f"/listings/{listing.ulid}"
    if what in {"accept", "withdraw"}:
        by = scene.people["outsider"]
        sent = interest.express(listing, scene.turin, by, Text(text="Let us talk"))
        return "post", f"/interests/{sent.ulid}/answer", {"action": what}
    Match.objects.create(listing=listing, other="brick:x", score=1.0)
    return {
        "get": ("get", path, None),
        "patch": ("patch", path, {"trl": 8}),
        "translate": ("put", f"{path}/translations/pt", {"title": "Luzes"}),
        "submit": ("post", f"{path}/actions", {"action": "submit"}),
        "approve": ("post", f"{path}/actions", {"action": "approve"}),
        "matches": ("get", f"{path}/matches", None),
        "feedback": ("post", f"{path}/feedback", {"other": "brick:x", "verdict": "useful"}),
        "express": ("post", f"{path}/interests", {"member": "turin", "message": "Let us talk"}),
    }[what]
