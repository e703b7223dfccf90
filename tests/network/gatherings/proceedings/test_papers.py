"""Proceedings: after the session, session by session, in both languages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from citybricks.network.gatherings.proceedings.models import Paper
from citybricks.network.gatherings.programme.models import Session
from tests.network.gatherings.proceedings.remaining import Remaining, pdf

PAPER = {
    "abstract_zh": "路灯按需调光。",
    "abstract_en": "Lamps are dimmed on demand.",
    "doi": "https://doi.org/10.1234/lamps",
    "recording": "https://video.example/1",
    "is_shown": "on",
}


def test_a_speaker_writes_the_paper_in_both_languages(remaining: Remaining) -> None:
    client, url = remaining.scene.client("participant"), f"talks/{remaining.talk.pk}/"
    assert client.post(remaining.url(url + "edit/"), PAPER).status_code == 302
    paper = Paper.objects.get()
    assert paper.abstract.versions() == {
        "zh-Hans": "路灯按需调光。",
        "en": "Lamps are dimmed on demand.",
    }
    assert paper.doi == "10.1234/lamps"
    page = remaining.scene.client("visitor").get(remaining.url(url)).content.decode()
    assert '<div lang="zh-Hans" dir="auto"><p>路灯按需调光。' in page
    assert "https://doi.org/10.1234/lamps" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"doi": "lamps"}, "“lamps” is no DOI"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"recording": "ftp"}, "Enter a valid URL"),
        ({"abstract_en": "x" * 12_001}, "12001 characters; at most 12000"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    remaining: Remaining, changes: dict[str, str], said: str
) -> None:
    url = remaining.url(f"talks/{remaining.talk.pk}/edit/")
    answer = remaining.scene.client("participant").post(url, PAPER | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "路灯按需调光。" in answer.content.decode()


def test_before_the_session_is_over_only_its_speaker_and_organisers_see_it(
    remaining: Remaining,
) -> None:
    remaining.send("slides", pdf())
    soon = timezone.now() + timedelta(hours=1)
    Session.objects.update(start=soon, end=soon + timedelta(hours=1))
    url = remaining.url(f"talks/{remaining.talk.pk}/")
    answers = {
        role: remaining.scene.client(role).get(url).status_code
        for role in ("visitor", "outsider", "exhibitor", "participant", "organiser")
    }
    assert answers == {
        "visitor": 404, "outsider": 404, "exhibitor": 404, "participant": 200, "organiser": 200,
    }  # fmt: skip
    digest = Paper.objects.get().documents.get().digest
    document = remaining.url(f"talks/{remaining.talk.pk}/{digest}")
    assert remaining.scene.client("visitor").get(document).status_code == 404
    page = remaining.scene.client("visitor").get(remaining.url()).content.decode()
    assert "Lamps of cities" not in page


def test_what_is_not_shown_is_left_out(remaining: Remaining) -> None:
    url = remaining.url(f"talks/{remaining.talk.pk}/edit/")
    remaining.scene.client("organiser").post(url, {"abstract_en": "x"})
    page = remaining.scene.client("visitor").get(remaining.url()).content.decode()
    assert "Lamps of cities" not in page


def test_linked_data_has_talks_with_their_files(remaining: Remaining) -> None:
    remaining.send("slides", pdf())
    answer = remaining.scene.client("visitor").get(remaining.url("proceedings.jsonld"))
    assert answer.headers["Content-Type"] == "application/ld+json"
    read = json.loads(answer.content)
    talk = read["hasPart"][0]
    assert talk["headline"][1] == {"@language": "zh-Hans", "@value": "城市路灯"}
    assert talk["associatedMedia"][0]["@type"] == "PresentationDigitalDocument"


def test_many_talks_ask_the_database_no_more_often(remaining: Remaining) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        client = remaining.scene.client("visitor")
        client.get(remaining.url())
        with CaptureQueriesContext(connection) as queries:
            client.get(remaining.url())
        return len(queries)

    few = asked()
    for _number in range(6):
        remaining.talk.pk = None
        remaining.talk.ulid = ""
        talk = type(remaining.talk).objects.create(
            gathering=remaining.scene.gathering,
            session=Session.objects.get(),
            title=remaining.talk.title,
        )
        Paper.objects.create(talk=talk)
    assert asked() <= few + 1
