"""Pages of the registrar: what holds credentials in clear is made once and kept nowhere."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse
from pypdf import PdfReader

from citybricks.services.voting.registrar.domain import making, public
from citybricks.services.voting.registrar.models import Credential, Registration
from citybricks.services.voting.roll.models import Revocation
from tests.services.voting.registrar.conftest import PASSPHRASE
from tests.services.voting.registrar.test_credentials import everything
from tests.services.voting.roll.scene import Scene

pytestmark = pytest.mark.django_db(databases=["default", "registrar"])
SECRET = re.compile(r"\b\w{5}-\w{6}-\w{5}-\w{6}\b")


def page(scene: Scene, name: str) -> str:
    return reverse(name, args=[scene.election.uuid])


def post(scene: Scene, name: str, office: str = "registrar", **given: str) -> Any:
    return scene.client(office).post(page(scene, name), given, follow=True)


def make(scene: Scene, **given: str) -> Any:
    typed = {"passphrase": PASSPHRASE, "again": PASSPHRASE, "spares": "1"} | given
    return post(scene, "voting-registrar-make", **typed)


def letters(scene: Scene, way: str, passphrase: str = PASSPHRASE) -> Any:
    return post(scene, "voting-registrar-letters", way=way, passphrase=passphrase)


@pytest.fixture
def made(waiting: Scene) -> Scene:
    """Its credentials are made."""
    making.make(waiting.election, PASSPHRASE, 1, "registrar@city.example")
    waiting.election.refresh_from_db()
    return waiting


def test_the_registrar_makes_the_credentials_and_the_election_has_the_list(waiting: Scene) -> None:
    shown = waiting.client("registrar").get(page(waiting, "voting-registrar"))
    assert "3 voters on the roll may vote online" in shown.content.decode()
    answer = make(waiting)
    assert "3 credentials and 1 spare ones are made." in answer.content.decode()
    assert public.counts(waiting.election.uuid).listed == 4
    assert not SECRET.search(answer.content.decode())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"again": "another one"}, "The two passphrases differ."),
        ({"passphrase": "short", "again": "short"}, "at least 12 characters"),
        ({"spares": "x"}, "is a number"),
        ({"spares": "999"}, "not allowed"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(
    waiting: Scene, given: dict[str, str], said: str
) -> None:
    answer = make(waiting, **given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert PASSPHRASE not in answer.content.decode()
    assert not Registration.objects.exists()


def test_letters_are_made_and_gone_once_they_arrived(made: Scene) -> None:
    answer = letters(made, "letters")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert len(SECRET.findall(re.sub(r"\s", " ", text))) == 3
    shown = made.client("registrar").get(page(made, "voting-registrar")).content.decode()
    assert "Batch 1: 3 letters" in shown
    told = post(made, "voting-registrar-arrived", batch="1", arrived="yes").content.decode()
    assert "3 credentials are handed out and can be read nowhere any more." in told
    assert not Credential.objects.exclude(secret=b"").exists()
    assert "No credential waits" in letters(made, "table").content.decode()


def test_letters_that_did_not_arrive_are_made_again(made: Scene) -> None:
    first = letters(made, "table").content.decode()
    post(made, "voting-registrar-arrived", batch="1", arrived="no")
    assert letters(made, "table").content.decode() == first
    rows = list(csv.DictReader(io.StringIO(first.removeprefix("\ufeff"))))
    assert [row["voter_id"] for row in rows] == ["A1", "B2", "C3"]


def test_mails_go_to_those_who_have_an_address_and_the_others_wait(made: Scene) -> None:
    answer = letters(made, "mail").content.decode()
    assert "2 mails are sent." in answer
    assert {tuple(one.to) for one in mail.outbox} == {("ana@city.example",), ("bo@city.example",)}
    assert all(SECRET.search(one.body) for one in mail.outbox)
    assert list(Credential.objects.exclude(secret=b"").values_list("voter", flat=True)) == ["C3"]
    assert "No credential waits" in letters(made, "mail").content.decode()


def test_no_credential_is_mailed_where_mails_are_written_to_the_log(
    made: Scene, settings: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Credentials must not be there." in letters(made, "mail").content.decode()
    assert not SECRET.search("".join(capfd.readouterr()))
    assert Credential.objects.exclude(secret=b"").count() == 3


def test_a_mail_server_that_stops_loses_no_credential(
    made: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object, **_more: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.message.EmailMessage, "send", stop)
    assert "ConnectionRefusedError" in letters(made, "mail").content.decode()
    assert Credential.objects.exclude(secret=b"").count() == 3


def test_nothing_is_made_with_another_passphrase(made: Scene) -> None:
    for way in ("letters", "table", "mail"):
        answer = letters(made, way, "another passphrase")
        assert "The passphrase is another." in answer.content.decode()
    assert not mail.outbox
    assert not Credential.objects.exclude(batch=None).exists()


def test_a_lost_credential_is_replaced_and_the_log_is_public(made: Scene) -> None:
    letters(made, "table")
    post(made, "voting-registrar-arrived", batch="1", arrived="yes")
    made.move("open")
    given = {"voter": "a1", "reason": "lost", "passphrase": PASSPHRASE}
    answer = post(made, "voting-registrar-reissue", **given)
    assert "The old credential is revoked." in answer.content.decode()
    revoked = Revocation.objects.get().public
    shown = made.client().get(page(made, "voting-electorate")).content.decode()
    assert revoked in shown
    told = made.client().get(page(made, "voting-revocations"))
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert told.json()["revoked"][0]["credential"] == revoked
    assert told.json()["roll"]["count"] == 4
    again = post(made, "voting-registrar-reissue", **given)
    assert (again.status_code, "nothing to revoke" in again.content.decode()) == (422, True)


def test_credentials_can_be_made_anew_before_the_election_goes_on(made: Scene) -> None:
    before = made.election.public_credentials
    post(made, "voting-registrar-discard")
    make(made)
    made.election.refresh_from_db()
    assert made.election.public_credentials not in ("", before)


def test_credentials_of_a_roll_that_was_changed_are_void(made: Scene) -> None:
    made.election.public_credentials = ""
    made.election.save()
    shown = made.client("registrar").get(page(made, "voting-registrar")).content.decode()
    assert "Make the credentials" in shown
    assert "are made." in make(made).content.decode()


def test_neither_databases_nor_logs_hold_a_credential_or_the_passphrase(
    waiting: Scene, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    make(waiting)
    table = letters(waiting, "table").content.decode()
    letters(waiting, "table", PASSPHRASE + "!")
    secrets = SECRET.findall(table)
    assert len(set(secrets)) == 3
    logged = caplog.text + "".join(capfd.readouterr())
    assert "registrar/letters" in logged
    rows = everything("default", "registrar")
    for secret in {*secrets, *(one.replace("-", "") for one in secrets), PASSPHRASE}:
        assert secret not in logged
        assert not [row for row in rows if secret in row]


@pytest.mark.django_db(databases=["default", "registrar"], transaction=True)
def test_the_files_of_the_databases_hold_no_credential(waiting: Scene) -> None:
    make(waiting)
    secrets = SECRET.findall(letters(waiting, "table").content.decode())
    post(waiting, "voting-registrar-arrived", batch="1", arrived="yes")
    assert len(set(secrets)) == 3
    whole = b""
    for alias in ("default", "registrar"):
        if connections[alias].vendor != "sqlite":
            pytest.skip("the files of a server are not ours to read")
        file = Path(connections[alias].settings_dict["NAME"])
        whole += b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert b"registrar@city.example" in whole
    for secret in (*secrets, PASSPHRASE):
        assert secret.encode() not in whole
        assert secret.replace("-", "").encode() not in whole


POSTED = ("make", "discard", "letters", "arrived", "reissue")


def test_the_registrars_pages_are_there_for_the_registrar_alone(made: Scene) -> None:
    for office in ("admin", "clerk", "auditor", "outsider"):
        assert made.client(office).get(page(made, "voting-registrar")).status_code == 404
        for what in POSTED:
            assert post(made, f"voting-registrar-{what}", office).status_code == 404
    assert made.client().get(page(made, "voting-registrar")).status_code == 302
    assert Credential.objects.count() == 3


def test_what_is_published_is_there_for_all_once_the_election_is_seen(made: Scene) -> None:
    assert made.client().get(page(made, "voting-electorate")).status_code == 404
    assert made.client("auditor").get(page(made, "voting-electorate")).status_code == 200
    made.move("frozen")
    assert made.client().get(page(made, "voting-electorate")).status_code == 200
