"""Interest is sent by others, answered in time or lapses, and both sides know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import interest
from citybricks.network.exchange.models import Feedback, Interest, Listing, Match
from citybricks.network.exchange.vocabulary import Answer, State
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.exchange.scene import Scene

MESSAGE = Text(text="Let us talk")


def expressed(scene: Scene, listing: Listing | None = None) -> Interest:
    """Turin is interested."""
    by = scene.people["outsider"]
    return interest.express(listing or scene.listing(), scene.turin, by, MESSAGE)


def told(kind: str) -> set[str]:
    """Return who was told something of a kind."""
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_delegates_and_up_of_the_owner_are_told(scene: Scene) -> None:
    sent = expressed(scene)
    assert sent.answer_by == timezone.localdate() + timedelta(days=14)
    assert told("interest.received") == {"Delegate", "Officer", "Admin"}


def test_nobody_is_interested_in_what_is_their_own(scene: Scene) -> None:
    with pytest.raises(interest.OwnListingError):
        interest.express(scene.listing(), scene.shanghai, scene.people["officer"], MESSAGE)


def test_who_does_not_speak_for_a_member_cannot_express_its_interest(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        interest.express(scene.listing(), scene.turin, scene.people["onlooker"], MESSAGE)


def test_interest_that_waits_is_not_sent_twice(scene: Scene) -> None:
    listing = scene.listing()
    expressed(scene, listing)
    with pytest.raises(interest.AlreadySentError):
        expressed(scene, listing)
    assert Interest.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "checking", "project", "closed", "archived"])
def test_what_is_not_open_takes_no_interest(scene: Scene, state: str) -> None:
    with pytest.raises(NotPossibleError):
        expressed(scene, scene.listing(state))


def test_accepted_interest_matches_the_listing_and_is_kept_to_learn_from(scene: Scene) -> None:
    listing = scene.listing()
    theirs = scene.listing(side="need", member=scene.turin)
    Match.objects.create(listing=listing, other=theirs.key, score=2, features={"meaning": 1.5})
    sent = expressed(scene, listing)
    done = interest.answer(sent, "accept", scene.people["delegate"], Text(text="Gladly"))
    assert (done.state, done.answer.text) == (Answer.ACCEPTED, "Gladly")
    assert Listing.objects.get(pk=listing.pk).state == State.MATCHED
    kept = Feedback.objects.get()
    assert (kept.verdict, kept.other, kept.features) == ("accepted", theirs.key, {"meaning": 1.5})
    assert told("interest.accepted") == {"Outsider"}
    assert done.history.count() == 2


def test_declined_interest_leaves_the_listing_open(scene: Scene) -> None:
    sent = expressed(scene)
    interest.answer(sent, "decline", scene.people["officer"])
    assert Listing.objects.get().state == State.PUBLISHED
    assert Feedback.objects.get().verdict == "declined"


def test_an_answer_is_given_once(scene: Scene) -> None:
    sent = expressed(scene)
    interest.answer(sent, "withdraw", scene.people["outsider"])
    with pytest.raises(NotPossibleError):
        interest.answer(sent, "accept", scene.people["officer"])


def test_nobody_but_the_hub_lets_interest_lapse(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        interest.answer(expressed(scene), "lapse", scene.people["secretariat"])


def test_the_owner_is_reminded_once_and_then_the_interest_lapses(scene: Scene) -> None:
    sent = expressed(scene)
    Interest.objects.update(answer_by=timezone.localdate() + timedelta(days=2))
    interest.look_after_answers()
    interest.look_after_answers()
    assert Notice.objects.filter(kind="interest.due").count() == 3
    Interest.objects.update(answer_by=timezone.localdate() - timedelta(days=1))
    interest.look_after_answers()
    assert Interest.objects.get(pk=sent.pk).state == Answer.LAPSED
    assert told("interest.lapsed") == {"Outsider", "Delegate", "Officer", "Admin"}


def test_a_page_offers_interest_to_nobody_who_has_no_member_to_express_it_for(scene: Scene) -> None:
    root = scene.people["secretariat"]
    root.is_superuser = True
    root.save()
    listing = scene.listing()
    addresses = {
        role: f"/exchange/{listing.ulid}/interest/"
        in scene.client(role).get(f"/exchange/{listing.ulid}/").text
        for role in ("secretariat", "admin", "stranger")
    }
    outsiders = scene.client("secretariat").get(f"/exchange/{listing.ulid}/interest/").status_code
    assert (addresses["secretariat"], outsiders) == (False, 404)
