"""Mails of notices: in the person's language, in two forms, sent again when they fail."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.db.models import F
from django.test import override_settings

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import run_due
from citybricks.network.errands.models import Errand
from citybricks.network.members.models import User
from citybricks.network.notices.domain import notices
from citybricks.network.notices.domain.mail import MOST, send_mail
from citybricks.network.notices.domain.preferences import unsubscribe
from citybricks.network.notices.models import Notice, Preference

TITLE = Text.of("zh-Hans", "港口自动化", en="Port automation").model_dump(mode="json")
SAID = {"member": "Kobe <b>", "title": TITLE}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def pass_days() -> None:
    Errand.objects.update(due=F("due") - timedelta(days=8))


def test_a_mail_says_what_is_new_as_text_and_as_html(person: User) -> None:
    notices.tell([person], "trial", SAID, "/exchange/1/")
    notices.tell([person], "trial", {"member": "Turin", "title": TITLE})
    assert run_due() == 0, "the day is not over"
    pass_days()
    run_due()
    (sent,) = mail.outbox
    assert sent.to == ["ana@cities.example"]
    assert sent.subject == "2 notices from the network"
    assert "- Kobe <b> wrote about “Port automation”" in sent.body
    assert "http://127.0.0.1:8000/exchange/1/" in sent.body
    assert isinstance(sent, mail.EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    assert "Kobe &lt;b&gt; wrote about" in html
    assert '<html lang="en">' in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_mail_is_in_the_language_of_the_person(person: User) -> None:
    Preference.objects.create(person=person, language="zh-Hans")
    notices.tell([person], "trial", SAID)
    pass_days()
    run_due()
    (sent,) = mail.outbox
    assert sent.subject == "Kobe <b> wrote about “港口自动化”"  # this test's wording has no Chinese
    assert "停止" in sent.body
    assert sent.extra_headers["Content-Language"] == "zh-Hans"


def test_what_was_read_or_mailed_is_not_mailed(person: User) -> None:
    notices.tell([person], "trial", SAID)
    notices.mark_read(Notice.objects.all())
    pass_days()
    run_due()
    notices.tell([person], "trial", SAID)
    for _ in range(2):
        send_mail(person.pk)
    assert len(mail.outbox) == 1


def test_of_very_much_the_first_are_said_and_the_number_of_the_others(person: User) -> None:
    for number in range(MOST + 7):
        notices.tell([person], "trial", {"member": str(number), "title": TITLE})
    send_mail(person.pk)
    body = str(mail.outbox[0].body)
    assert body.count("wrote about") == MOST
    assert "and 7 more" in body
    assert notices.unmailed(person).count() == 0


def test_a_line_break_in_a_title_makes_no_header(person: User) -> None:
    evil = {"member": "Kobe\nBcc: all@cities.example", "title": "x"}
    notices.tell([person], "trial", evil)
    send_mail(person.pk)
    assert mail.outbox[0].subject.startswith("Kobe Bcc: all@cities.example wrote")


def test_a_mail_that_fails_is_sent_again(person: User) -> None:
    notices.tell([person], "trial", SAID)
    pass_days()
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=9):
        run_due()
    assert "Error" in Errand.objects.get().problem
    assert notices.unmailed(person).count() == 1
    pass_days()
    run_due()
    assert len(mail.outbox) == 1
    assert Errand.objects.get().done


def test_the_link_in_a_mail_stops_mails_and_no_other_does(person: User) -> None:
    notices.tell([person], "trial", SAID)
    send_mail(person.pk)
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    token = link.rstrip("/").rpartition("/")[2]
    assert unsubscribe(token + "x") is None
    assert unsubscribe(token) == person
    assert Preference.objects.get(person=person).pace == "never"


@pytest.fixture
def postbox() -> Iterator[list[EmailMessage]]:
    """A mail server of this test's own, and what it was given."""
    controller = pytest.importorskip("aiosmtpd.controller", reason="pip install aiosmtpd")
    given: list[EmailMessage] = []

    class Keep:
        async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - aiosmtpd's name
            content = envelope.content  # type: ignore[attr-defined] # of bytes
            given.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type] # typed for the old policy
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = controller.Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    with override_settings(
        EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False
    ):
        yield given
    server.stop()


def test_a_mail_server_gets_a_mail_that_mail_programs_can_read(
    person: User, postbox: list[EmailMessage]
) -> None:
    Preference.objects.create(person=person, language="zh-Hans")
    for _ in range(2):
        notices.tell([person], "trial", SAID, "/exchange/1/")
    pass_days()
    run_due()
    (got,) = postbox
    assert got["To"] == "ana@cities.example"
    assert "2" in got["Subject"]
    assert got.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    text = got.get_body(("plain",))
    assert text is not None
    assert "港口自动化" in text.get_content()
    assert got["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/notices/unsubscribe/")
