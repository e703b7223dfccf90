"""Reviewing: nobody what is their own, blind where it is said, and decisions with letters."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core import mail

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.gatherings.calls.domain import letters, reviewing
from citybricks.network.gatherings.calls.models import Call, Conflict, Letter, Proposal, Review
from citybricks.network.gatherings.calls.vocabulary import State
from citybricks.network.members.models import User
from citybricks.network.notices.models import Notice
from tests.network.gatherings.calls.calling import Calling, proposed


def reviewed(proposal: Proposal, reviewer: User, new: int, clear: int) -> Review:
    """Write a review that is done."""
    review = Review.objects.create(proposal=proposal, reviewer=reviewer)
    return reviewing.write(review, {"new": new, "clear": clear}, "Good", "Hm", "en")


def test_nobody_reviews_what_is_their_own_or_of_their_member(calling: Calling) -> None:
    calling.reviewer("neighbour", calling.scene.tianjin)
    free = calling.reviewer("free")
    calling.proposal()
    assert reviewing.share_out(calling.call) == 2
    asked = set(Review.objects.values_list("reviewer__email", flat=True))
    assert asked == {free.email, "reviewer@cities.example"}
    own = proposed(calling.call, calling.people["reviewer"])
    assert reviewing.share_out(calling.call) == 2
    assert not own.reviews.filter(reviewer=calling.people["reviewer"]).exists()
    assert reviewing.share_out(calling.call) == 0  # sharing out again changes nothing
    assert Notice.objects.filter(kind="review.asked", person=free).count() == 2


def test_who_declares_an_interest_is_asked_no_more(calling: Calling) -> None:
    calling.proposal()
    reviewing.share_out(calling.call)
    review = Review.objects.get()
    client = calling.scene.client("reviewer")
    client.post(calling.url(f"reviews/{review.pk}/interest/"), {"reason": "My sister"})
    assert Conflict.objects.get().reason == "My sister"
    assert reviewing.share_out(calling.call) == 0
    reviewer = reviewing.reviewer_as(calling.people["reviewer"])
    with pytest.raises(reviewing.ConflictedError):
        reviewing.assign(reviewing.handed_in(calling.call)[0], reviewer)


def test_a_review_is_done_once_every_criterion_has_a_mark(calling: Calling) -> None:
    review = Review.objects.create(proposal=calling.proposal(), reviewer=calling.people["reviewer"])
    client, url = calling.scene.client("reviewer"), calling.url(f"reviews/{review.pk}/")
    said = {"language": "zh-Hans", "to_authors": "很好", "confidential": "", "mark-new": "5"}
    client.post(url, said)
    review.refresh_from_db()
    assert (review.progress, review.marks) == ("owed", {"new": 5})
    client.post(url, said | {"mark-clear": "4"})
    review.refresh_from_db()
    assert review.progress == "done"
    assert review.to_authors.language == "zh-Hans"
    for mark in ("6", "0", "good"):
        answer = client.post(url, said | {"mark-clear": mark})
        assert answer.status_code == 422
        assert "很好" in answer.content.decode()


def test_a_blind_review_shows_no_names(calling: Calling) -> None:
    Call.objects.filter(pk=calling.call.pk).update(blind=True)
    proposal = calling.proposal()
    review = Review.objects.create(proposal=proposal, reviewer=calling.people["reviewer"])
    client = calling.scene.client("reviewer")
    page = client.get(calling.url(f"reviews/{review.pk}/")).content.decode()
    assert "Lamps of cities" in page
    assert "participant@" not in page
    assert "Participant" not in page
    assert "Tianjin" not in page
    assert client.get(calling.url(f"proposals/{proposal.pk}/")).status_code == 404


def test_authors_read_comments_after_the_decision_without_names(calling: Calling) -> None:
    proposal = calling.proposal()
    reviewed(proposal, calling.people["reviewer"], 5, 5)
    client, url = calling.scene.client("participant"), calling.url(f"proposals/{proposal.pk}/")
    assert "What reviewers wrote" not in client.get(url).content.decode()
    letters.decide(
        [proposal], "reject", calling.people["organiser"], {"en": "Sorry", "zh-Hans": ""}
    )
    page = client.get(url).content.decode()
    assert "What reviewers wrote" in page
    assert "Hm" not in page
    assert "Reviewer" not in page.partition("What reviewers wrote to you")[2]


def test_ranks_and_disagreement_are_shown_to_organisers(calling: Calling) -> None:
    other = calling.reviewer("other")
    good, bad = calling.proposal(), calling.proposal()
    for reviewer, harsh in ((calling.people["reviewer"], 0), (other, 2)):
        reviewed(good, reviewer, 5 - harsh, 5 - harsh)
        reviewed(bad, reviewer, 3 - harsh, 3 - harsh)
    ranks = reviewing.ranks(calling.call, reviewing.handed_in(calling.call))
    assert [ranks[one.pk].place for one in (good, bad)] == [1, 2]
    page = calling.scene.client("organiser").get(calling.url(f"{calling.call.pk}/proposals/"))
    assert "reviewers disagree" in page.content.decode()


def test_many_are_decided_at_once_each_with_its_letter(calling: Calling) -> None:
    several = [calling.proposal(), calling.proposal(State.WITHDRAWN)]
    chosen = {"proposal": [one.pk for one in several], "decision": "wait"}
    client, url = calling.scene.client("organiser"), calling.url(f"{calling.call.pk}/decide/")
    shown = client.post(url, chosen).content.decode()
    assert "waiting list" in shown
    assert "候补" in shown
    assert client.post(url, chosen | {"send": "yes", "zh": "", "en": ""}).status_code == 422
    answer = client.post(
        url, chosen | {"send": "yes", "zh": "“{title}”", "en": "“{title}”"}, follow=True
    )
    page = answer.content.decode()
    assert "1 proposal is decided" in page
    assert "it is “Withdrawn”" in page
    assert Letter.objects.get().text.versions() == {
        "zh-Hans": "“城市路灯”",
        "en": "“Lamps of cities”",
    }
    assert Proposal.objects.get(pk=several[0].pk).state == State.WAITING


def test_a_title_with_braces_is_not_filled_in_again(calling: Calling) -> None:
    proposal = calling.proposal(title=Text.of("en", "{gathering}"))
    assert letters.filled({"en": "{title}!"}, proposal).text == "{gathering}!"


def test_speakers_without_an_account_get_the_letter_by_mail(calling: Calling) -> None:
    proposal = calling.proposal()
    proposal.speakers.create(name="Ana", email="ana@cities.example", answer="confirmed")
    letters.decide(
        [proposal], "accept", calling.people["organiser"], {"en": "Yes", "zh-Hans": "好"}
    )
    run_due()
    sent = [one for one in mail.outbox if one.to == ["ana@cities.example"]]
    assert len(sent) == 1
    assert "Yes" in sent[0].body
    assert "好" in sent[0].body


def test_exports_have_every_proposal_and_no_formulas(calling: Calling) -> None:
    calling.proposal(title=Text.of("en", '=HYPERLINK("x")'))
    client = calling.scene.client("organiser")
    url = calling.url(f"{calling.call.pk}/proposals")
    table = client.get(f"{url}.csv").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(table)))
    assert row["title:en"].startswith("'=")
    assert row["e-mail"] == "participant@cities.example"
    read = json.loads(client.get(f"{url}.json").content)
    assert read["proposals"][0]["people"][0]["member"] == "tianjin"
    assert client.get(f"{url}.xlsx").status_code == 404


def test_a_hundred_proposals_ask_the_database_no_more_than_ten(calling: Calling) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = calling.scene.client("organiser"), calling.url(f"{calling.call.pk}/proposals/")

    def asked() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    calling.proposal()
    few = asked()
    for _number in range(9):
        reviewed(calling.proposal(), calling.people["reviewer"], 3, 3)
    assert asked() <= few + 2
