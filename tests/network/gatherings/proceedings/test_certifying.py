"""Certificates: to who was there, and told genuine by their code."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from citybricks.network.gatherings.hosting.models import Gathering, Participant
from citybricks.network.gatherings.proceedings.domain import certifying
from citybricks.network.gatherings.proceedings.models import Certificate
from tests.network.gatherings.proceedings.remaining import Remaining


def test_who_was_there_is_certified_once(remaining: Remaining) -> None:
    new = certifying.issue(remaining.scene.gathering)
    assert sorted((one.honour, str(one.name)) for one in new) == [
        ("attendance", "Exhibitor"), ("attendance", "Participant"), ("speaking", "Participant"),
    ]  # fmt: skip
    assert certifying.issue(remaining.scene.gathering) == []


def test_who_has_only_registered_is_not(remaining: Remaining) -> None:
    Participant.objects.update(state="registered")
    assert {one.honour for one in certifying.issue(remaining.scene.gathering)} == {"speaking"}


def test_nobody_is_certified_before_the_end_where_it_is_held(remaining: Remaining) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    Gathering.objects.update(last_day=tomorrow)
    remaining.scene.gathering.refresh_from_db()
    new = certifying.issue(remaining.scene.gathering)
    assert {one.honour for one in new} == {"speaking"}  # the session is over


def test_the_code_says_whether_it_is_genuine(remaining: Remaining) -> None:
    client = remaining.scene.client("participant")
    client.post(remaining.url("certificates/"))
    assert Certificate.objects.count() == 2
    code = Certificate.objects.get(honour="speaking").pk
    visitor = remaining.scene.client("visitor")
    typed = code.lower().replace("-", " ")
    page = visitor.get(remaining.url(f"certificates/{typed}/"))
    assert "This certificate is genuine" in page.content.decode()
    assert "Lamps of cities" in page.content.decode()
    assert visitor.get(remaining.url("certificates/AAAA-AAAA-AAAA/")).status_code == 404
    revoking = remaining.url(f"certificates/{code}/revoke/")
    assert client.post(revoking).status_code == 404
    remaining.scene.client("organiser").post(revoking)
    page = visitor.get(remaining.url(f"certificates/{code}/"))
    assert "was revoked" in page.content.decode()


def test_it_is_a_page_of_paper_in_both_languages_for_its_holder(remaining: Remaining) -> None:
    certifying.issue(remaining.scene.gathering)
    code = Certificate.objects.get(honour="speaking").pk
    url = remaining.url(f"certificates/{code}/pdf/")
    assert remaining.scene.client("exhibitor").get(url).status_code == 404
    answer = remaining.scene.client("participant").get(url)
    if answer.status_code == 302:
        pytest.skip("Pango is not installed: apt-get install libpango-1.0-0 libpangoft2-1.0-0")
    read = PdfReader(io.BytesIO(answer.content))
    assert len(read.pages) == 1
    text = read.pages[0].extract_text()
    assert "has spoken at" in text
    assert "报告证书" in text
    assert code in text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_organisers_issue_to_everybody_and_others_to_themselves(remaining: Remaining) -> None:
    url = remaining.url("certificates/")
    remaining.scene.client("exhibitor").post(url, {"for": "everybody"})
    assert Certificate.objects.count() == 1
    remaining.scene.client("organiser").post(url, {"for": "everybody"})
    assert Certificate.objects.count() == 3
