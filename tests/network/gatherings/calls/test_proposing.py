"""Writing a proposal: nothing that is typed is lost, and what does not fit is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from citybricks.network.errands.domain.errands import run_due
from citybricks.network.gatherings.calls.domain import speakers
from citybricks.network.gatherings.calls.domain.lengths import words
from citybricks.network.gatherings.calls.models import Proposal, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer, State
from citybricks.network.gatherings.programme.models import Session
from tests.network.gatherings.calls.calling import SENT, Calling, called

PARTS = {
    "talks-TOTAL_FORMS": "1",
    "talks-INITIAL_FORMS": "0",
    "talks-0-title": "一盏灯",
    "talks-0-speaker": "Ana Souza",
    "talks-0-minutes": "30",
}


def test_a_draft_is_kept_in_the_language_it_was_written_in(calling: Calling) -> None:
    answer = calling.propose(do="keep")
    proposal = Proposal.objects.get()
    assert answer["Location"] == calling.url(f"proposals/{proposal.pk}/")
    assert proposal.state == State.DRAFT
    assert proposal.title.versions() == {"zh-Hans": "城市路灯", "en": "Lamps of cities"}
    assert (proposal.language, proposal.interpretation) == ("zh-Hans", ["en", "pt"])
    first, second = proposal.speakers.all()
    assert (first.member, first.unsuitable) == (calling.scene.tianjin, [["22:00", "07:00"]])
    assert (first.answer, first.user) == (Answer.CONFIRMED, calling.people["participant"])
    assert (second.answer, second.user) == (Answer.ASKED, None)


def test_who_is_named_is_asked_by_mail_in_both_languages_and_answers_without_account(
    calling: Calling,
) -> None:
    calling.propose(do="submit")
    run_due()
    asked = [one for one in mail.outbox if one.to == ["ana@cities.example"]]
    assert len(asked) == 1
    assert "您是否" in asked[0].body
    assert "Dear Ana Souza" in asked[0].body
    token = speakers.token_of(Speaker.objects.get(email="ana@cities.example"))
    visitor = calling.scene.client("visitor")
    page = calling.url(f"speakers/{token}/")
    assert "I come" in visitor.get(page).content.decode()
    visitor.post(page, {"answer": "confirmed"})
    assert Speaker.objects.get(email="ana@cities.example").answer == Answer.CONFIRMED
    assert visitor.get(calling.url("speakers/forged/")).status_code == 404


def test_a_link_is_worth_nothing_once_somebody_else_is_named(calling: Calling) -> None:
    calling.propose(do="submit")
    ana = Speaker.objects.get(email="ana@cities.example")
    token = speakers.token_of(ana)
    Speaker.objects.filter(pk=ana.pk).update(email="other@cities.example")
    assert speakers.speaker_of(token) is None


def test_an_incomplete_one_is_kept_as_a_draft_and_what_is_missing_is_said(calling: Calling) -> None:
    answer = calling.propose(do="submit", format="", abstract="")
    page = answer.content.decode()
    proposal = Proposal.objects.get()
    assert answer.status_code == 422
    assert proposal.state == State.DRAFT
    assert f'action="{calling.url(f"proposals/{proposal.pk}/edit/")}"' in page
    assert "An abstract is needed." in page
    assert "城市路灯" in page


@pytest.mark.parametrize(
    ("changes", "en", "zh"),
    [
        ({"title": ""}, "A title is needed, even of a draft.", "草稿也须有标题"),
        ({"title": "x" * 201}, "201 characters; at most 200", "201"),
        ({"track": "ports"}, "ports is not one of the available choices", "ports"),
        ({"attendance": "moon"}, "moon is not one of", "moon"),
        ({"interpretation": "Klingonese!"}, "“Klingonese!” is no language", "Klingonese!"),
        ({"speakers-0-email": "nobody"}, "Enter a valid email address", "邮件地址"),
        ({"speakers-0-name": ""}, "What is their name?", "姓名"),
        ({"speakers-0-time_zone": "Asia/Shangai"}, "Asia/Shanghai", "Asia/Shanghai"),
        ({"speakers-0-member": "atlantis"}, "There is no member “atlantis”", "没有成员“atlantis”"),
        ({"speakers-0-unsuitable": "late"}, "“late” is no span of hours", "“late”不是时段"),
        ({"speakers-0-unsuitable": "25:00-26:00"}, "is no span of hours", "不是时段"),
        ({"speakers-0-unsuitable": "07:00-07:00"}, "has no length", "没有长度"),
        ({"speakers-1-email": "Participant@cities.example"}, "is named twice", "写了两次"),
    ],
)
def test_what_does_not_fit_is_said_in_both_languages_and_nothing_is_lost(
    calling: Calling, changes: dict[str, str], en: str, zh: str
) -> None:
    client, url = calling.scene.client("participant"), calling.url(f"{calling.call.pk}/propose/")
    for reader, said in (("en", en), ("zh-hans", zh)):
        answer = client.post(url, SENT | changes, headers={"Accept-Language": reader})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert "路灯按需调光。" in page
    assert not Proposal.objects.exists()


def test_an_abstract_that_is_too_long_is_a_draft_only(calling: Calling) -> None:
    answer = calling.propose(do="submit", abstract="长" * 601)
    assert "has 301 words; at most 300" in answer.content.decode()
    assert Proposal.objects.get().state == State.DRAFT


def test_chinese_and_english_are_measured_alike() -> None:
    assert words("路灯按需调光。") == 3
    assert words("Lamps are dimmed on-demand, in 2 cities") == 7
    assert words("用 AI 调光") == 3


def test_more_rows_come_with_all_that_was_typed(calling: Calling) -> None:
    answer = calling.propose(do="more-speakers")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="speakers-3-email"' in page
    assert "ana@cities.example" in page
    assert not Proposal.objects.exists()


def test_a_person_has_no_more_proposals_than_one_may(calling: Calling) -> None:
    for _number in range(calling.call.most_each):
        calling.proposal()
    answer = calling.propose(do="keep")
    assert "You have 3 proposals in this call" in answer.content.decode()
    assert Proposal.objects.count() == 3


def test_it_is_changed_until_the_deadline_and_who_stays_keeps_their_answer(
    calling: Calling,
) -> None:
    calling.propose(do="submit")
    proposal = Proposal.objects.get()
    Speaker.objects.filter(email="ana@cities.example").update(answer=Answer.CONFIRMED)
    client, url = calling.scene.client("participant"), calling.url(f"proposals/{proposal.pk}/edit/")
    assert client.post(url, SENT | {"title": "灯"}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.title.text, proposal.state) == ("灯", State.SUBMITTED)
    assert Speaker.objects.get(email="ana@cities.example").answer == Answer.CONFIRMED
    assert client.post(url, SENT | {"abstract": ""}).status_code == 422
    proposal.refresh_from_db()
    assert proposal.abstract.text == "路灯按需调光。"  # what is handed in stays complete
    calling.close()
    assert client.post(url, SENT).status_code == 403


def test_a_session_is_proposed_by_its_conveners_with_its_talks(db: None) -> None:
    calling = called("sessions")
    assert "Name a convener" in calling.propose(do="submit", **PARTS).content.decode()
    changes: dict[str, Any] = PARTS | {"speakers-0-role": "convener"}
    proposal = Proposal.objects.get()
    url = calling.url(f"proposals/{proposal.pk}/edit/")
    answer = calling.scene.client("participant").post(url, SENT | changes | {"do": "submit"})
    assert answer.status_code == 302
    proposal.refresh_from_db()
    assert [(one.title.text, one.minutes) for one in proposal.talks.all()] == [("一盏灯", 30)]
    decide = {"proposal": proposal.pk, "decision": "accept", "send": "yes", "zh": "好", "en": "Yes"}
    calling.scene.client("organiser").post(calling.url(f"{calling.call.pk}/decide/"), decide)
    session = Session.objects.get()
    assert [one.email for one in session.chairs.all()] == ["participant@cities.example"]
    talk = session.talks.get()
    assert [one.email for one in talk.speakers.all()] == ["ana@cities.example"]
