"""Telling people something: who, once, how it is worded, and when it is mailed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.errands.models import Errand
from citybricks.network.members.models import User
from citybricks.network.notices.domain import notices, preferences
from citybricks.network.notices.domain.wording import register, said, told
from citybricks.network.notices.models import Notice, Preference

TITLE = Text.of("zh-Hans", "港口自动化", en="Port automation").model_dump(mode="json")
SAID = {"member": "Kobe", "title": TITLE}
MONDAY = datetime(2027, 3, 1, 5, 30, tzinfo=UTC)


def test_everybody_is_told_once_and_those_whose_account_is_closed_are_not(person: User) -> None:
    closed = User.objects.create_user("closed@cities.example", is_active=False)
    notices.tell([person, person, closed], "trial", SAID, "/exchange/1/")
    assert [notice.person for notice in Notice.objects.all()] == [person]
    assert (notices.unread(person), notices.unread(closed)) == (1, 0)


def test_under_one_key_a_person_is_told_once_however_often_it_is_tried(person: User) -> None:
    for _ in range(3):
        notices.tell([person], "trial", SAID, once="expiry:1")
    notices.tell([person], "trial", SAID, once="expiry:2")
    assert Notice.objects.count() == 2


def test_a_kind_without_wording_is_refused(person: User) -> None:
    with pytest.raises(LookupError, match="other"):
        notices.tell([person], "other")


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "exchange"])
def test_an_address_that_is_not_a_path_of_the_hub_is_refused(person: User, url: str) -> None:
    with pytest.raises(ValueError, match="path"):
        notices.tell([person], "trial", SAID, url)


def test_a_notice_is_read_in_the_readers_language_or_the_original(person: User) -> None:
    notice = Notice(person=person, kind="trial", arguments=SAID)
    assert said(notice, "en") == "Kobe wrote about “Port automation”"
    assert said(notice, "zh-Hans") == "Kobe wrote about “港口自动化”"
    assert told(notice, "en") == "Kobe wrote about “Port automation”"


def test_what_is_in_another_language_than_the_readers_says_so(person: User) -> None:
    only = Text(language="pt", text="Porto").model_dump(mode="json")
    notice = Notice(person=person, kind="trial", arguments={"member": "Kobe", "title": only})
    assert '<span lang="pt" dir="auto">Porto</span>' in told(notice, "en")


def test_html_in_what_members_write_is_shown_as_they_wrote_it(person: User) -> None:
    evil = "<script>alert(1)</script> 100% %(member)s"
    notice = Notice(person=person, kind="trial", arguments={"member": evil, "title": evil})
    assert "<script>" not in told(notice, "en")
    assert "&lt;script&gt;" in told(notice, "en")
    assert evil in said(notice, "en")


def test_a_kind_that_is_worded_no_more_is_still_listed(person: User) -> None:
    assert said(Notice(person=person, kind="100% old"), "en") == "100% old"


def test_a_wording_can_be_registered() -> None:
    register("test.registered", "It was")
    assert said(Notice(kind="test.registered"), "en") == "It was"


@pytest.mark.parametrize(
    ("pace", "after"),
    [
        ("at-once", timedelta(minutes=1)),
        ("daily", timedelta(minutes=30)),
        ("weekly", timedelta(minutes=30)),
    ],
)
def test_mails_go_at_the_pace_that_was_chosen(pace: str, after: timedelta) -> None:
    assert preferences.mail_due(pace, MONDAY) == MONDAY + after


def test_what_happens_after_mondays_mail_waits_for_the_next_monday() -> None:
    later = MONDAY + timedelta(hours=3)
    due = preferences.mail_due("weekly", later)
    assert due == MONDAY + timedelta(days=7, minutes=30)
    assert preferences.mail_due("daily", later) == MONDAY + timedelta(days=1, minutes=30)
    assert preferences.mail_due("never", later) is None


def test_what_happens_in_one_minute_is_one_mail(person: User) -> None:
    Preference.objects.create(person=person, pace="at-once")
    for _ in range(5):
        notices.tell([person], "trial", SAID)
    assert Errand.objects.filter(name="notices.mail").count() in (1, 2)
    assert Notice.objects.count() == 5


def test_who_wants_no_mails_is_owed_none(person: User) -> None:
    Preference.objects.create(person=person, pace="never")
    notices.tell([person], "trial", SAID)
    assert not Errand.objects.exists()
    assert notices.unread(person) == 1


def test_a_new_pace_holds_for_what_waits(person: User) -> None:
    notices.tell([person], "trial", SAID)
    notices.choose(person, pace="at-once", language="zh-Hans")
    errand = Errand.objects.get()
    assert errand.due is not None
    assert errand.due <= timezone.now() + timedelta(minutes=1)


def test_every_change_of_a_preference_is_in_its_history(person: User) -> None:
    notices.choose(person, pace="weekly", language="en")
    preference = notices.choose(person, pace="never", language="en")
    paces = preference.history.values_list("pace", flat=True)
    assert list(paces) == ["never", "weekly"]


def test_only_what_was_not_read_before_counts_as_read_now(person: User) -> None:
    notices.tell([person], "trial", SAID)
    every = Notice.objects.all()
    assert (notices.mark_read(every), notices.mark_read(every)) == (1, 0)
