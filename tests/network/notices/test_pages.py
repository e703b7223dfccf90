"""Pages of notices, and who may see and change what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citybricks.network.members.models import User
from citybricks.network.notices.domain import notices
from citybricks.network.notices.domain.preferences import unsubscribe_token
from citybricks.network.notices.models import Notice, Preference

SAID = {"member": "Kobe", "title": "Port"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("bo@cities.example"), backend=BACKEND)
    return client


def test_a_person_sees_what_they_were_told_and_nobody_else_does(
    person: User, browser: Client, stranger: Client
) -> None:
    notices.tell([person], "trial", SAID, "/")
    assert "Kobe wrote about" in browser.get("/notices/").content.decode()
    assert "Kobe wrote about" not in stranger.get("/notices/").content.decode()
    assert "1 unread notice" in browser.get("/style/").content.decode()
    assert "unread notice" not in stranger.get("/style/").content.decode()


@pytest.mark.parametrize("path", ["/notices/", "/notices/1/"])
def test_visitors_are_asked_to_sign_in(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("path", ["/notices/read/", "/notices/preferences/"])
def test_visitors_change_nothing(db: None, path: str) -> None:
    assert Client().post(path).status_code == 302
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    assert not Preference.objects.exists()


def test_following_a_notice_marks_it_read(person: User, browser: Client) -> None:
    notices.tell([person], "trial", SAID, "/style/")
    notice = Notice.objects.get()
    answer = browser.get(f"/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/style/")
    assert notices.unread(person) == 0


def test_the_notice_of_somebody_else_is_not_there(person: User, stranger: Client) -> None:
    notices.tell([person], "trial", SAID, "/style/")
    assert stranger.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404
    stranger.post("/notices/read/")
    assert notices.unread(person) == 1


def test_everything_can_be_marked_read_at_once(person: User, browser: Client) -> None:
    for _ in range(3):
        notices.tell([person], "trial", SAID)
    assert browser.get("/notices/read/").status_code == 405
    assert browser.post("/notices/read/").status_code == 302
    assert notices.unread(person) == 0


def test_a_person_chooses_how_often_and_in_which_language_mails_come(
    person: User, browser: Client
) -> None:
    said = {"pace": "weekly", "language": "zh-Hans"}
    assert browser.post("/notices/preferences/", said).status_code == 302
    preference = Preference.objects.get(person=person)
    assert (preference.pace, preference.language) == ("weekly", "zh-Hans")


@pytest.mark.parametrize("said", [{}, {"pace": "hourly", "language": "en"}, {"pace": "daily"}])
def test_a_pace_or_language_there_is_not_is_refused(
    person: User, browser: Client, said: dict[str, str]
) -> None:
    answer = browser.post("/notices/preferences/", said)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Preference.objects.get(person=person).pace == "daily"


def test_signing_in_for_the_first_time_says_the_language_of_mails(person: User) -> None:
    person.set_password("a long enough phrase")
    person.save()
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    sent = {"login": person.email, "password": "a long enough phrase"}
    Client(headers={"accept-language": "zh-CN"}).post("/account/login/", sent)
    assert Preference.objects.get(person=person).language == "zh-Hans"
    Client(headers={"accept-language": "en"}).post("/account/login/", sent)
    assert Preference.objects.get(person=person).language == "zh-Hans"


def test_the_link_of_a_mail_asks_first_and_needs_no_account(person: User) -> None:
    link = f"/notices/unsubscribe/{unsubscribe_token(person)}/"
    client = Client(enforce_csrf_checks=True)
    assert "ana@cities.example" in client.get(link).content.decode()
    assert not Preference.objects.exists()
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get(person=person).pace == "never"


def test_a_link_nobody_was_sent_is_not_there(person: User) -> None:
    for method in (Client().get, Client().post):
        assert method("/notices/unsubscribe/made-up/").status_code == 404


def test_pages_count_unread_notices_in_one_query_and_for_visitors_in_none(
    person: User, browser: Client
) -> None:
    notices.tell([person], "trial", SAID)
    for client, count in ((browser, 1), (Client(), 0)):
        with CaptureQueriesContext(connection) as asked:
            client.get("/style/")
        assert sum("notices_notice" in one["sql"] for one in asked) == count
