"""Credentials: sealed, listed so that no position tells whose they are, handed out once."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from pypdf import PdfReader

from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.credentials import public_part
from citybricks.services.voting.elections.domain import credentials as handed
from citybricks.services.voting.registrar import outputs
from citybricks.services.voting.registrar.domain import handing, making, public, sealing
from citybricks.services.voting.registrar.domain.handing import Letter
from citybricks.services.voting.registrar.domain.making import MakingError
from citybricks.services.voting.registrar.domain.sealing import (
    Vault,
    WeakPassphraseError,
    WrongPassphraseError,
)
from citybricks.services.voting.registrar.models import Credential, Registration, Spare
from citybricks.services.voting.roll.domain.checking import Person
from tests.services.voting.registrar.conftest import PASSPHRASE
from tests.services.voting.roll.scene import Scene, settle

pytestmark = pytest.mark.django_db(databases=["default", "registrar"])


def make(scene: Scene, spares: int = 2) -> Registration:
    return making.make(scene.election, PASSPHRASE, spares, "registrar@city.example")


def letters(scene: Scene, made: Registration) -> list[Letter]:
    vault = handing.unlock(made, PASSPHRASE)
    return list(handing.letters(scene.election, made, vault, handing.waiting(made)))


def test_each_who_votes_online_gets_a_credential_that_is_on_the_public_list(
    waiting: Scene,
) -> None:
    made = make(waiting)
    group = by_name(waiting.election.group)
    listed = json.loads(made.public)
    told = letters(waiting, made)
    assert [one.voter for one in told] == ["A1", "B2", "C3"]
    parts = {group.write(public_part(group, waiting.election.uuid, one.credential)) for one in told}
    assert len(parts) == 3
    assert parts < set(listed)
    assert len(listed) == 5


def test_the_list_is_in_the_order_of_the_parts_themselves(waiting: Scene) -> None:
    listed = json.loads(make(waiting).public)
    group = by_name(waiting.election.group)
    assert listed == sorted(listed, key=lambda text: group.sort_key(group.read(text)))


def test_the_list_is_handed_to_the_election(waiting: Scene) -> None:
    made = make(waiting)
    waiting.election.refresh_from_db()
    assert waiting.election.public_credentials == made.public
    assert handed.kept(waiting.election) == public.counts(waiting.election.uuid).listed == 5


def test_spare_credentials_have_the_weights_of_the_roll(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "COST", 1 << 4)
    people = tuple(Person(f"V{at}", weight=1 if at < 8 else 3) for at in range(10))
    scene = settle("registrar", people, weighted=True)
    made = make(scene, 5)
    assert sorted(Spare.objects.values_list("weight", flat=True)) == [1, 1, 1, 1, 3]
    weights = [each.partition(",")[2] for each in json.loads(made.public)]
    assert sorted(weights) == ["1"] * 12 + ["3"] * 3


def test_credentials_are_made_once_and_only_when_they_are_due(waiting: Scene) -> None:
    make(waiting)
    with pytest.raises(MakingError, match="made"):
        make(waiting)
    waiting.move("open")
    with pytest.raises(MakingError, match="state"):
        make(waiting)


def test_a_registrar_cannot_make_many_credentials_for_nobody(waiting: Scene) -> None:
    with pytest.raises(MakingError, match="spares"):
        make(waiting, spares=6)


def test_a_short_passphrase_is_refused_and_nothing_is_made(waiting: Scene) -> None:
    with pytest.raises(WeakPassphraseError):
        making.make(waiting.election, "short", 0, "")
    assert not Registration.objects.exists()


def test_what_cannot_be_handed_over_is_not_made(
    waiting: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise handed.CredentialsError("the election is gone")

    monkeypatch.setattr(making, "take", refuse)
    with pytest.raises(handed.CredentialsError):
        make(waiting)
    assert not Registration.objects.exists()


def test_only_the_passphrase_opens_credentials_however_it_is_typed(waiting: Scene) -> None:
    made = make(waiting)
    wide = PASSPHRASE.replace("e", "ｅ")
    assert isinstance(handing.unlock(made, f" {wide} "), Vault)
    with pytest.raises(WrongPassphraseError):
        handing.unlock(made, PASSPHRASE + "!")


def test_a_sealed_row_passes_for_no_others(waiting: Scene) -> None:
    made = make(waiting)
    vault = handing.unlock(made, PASSPHRASE)
    first, second = Credential.objects.order_by("voter")[:2]
    with pytest.raises(WrongPassphraseError):
        vault.open(bytes(first.secret), making.secret_about(made.election, second.voter))


def test_no_row_holds_a_credential_in_clear_and_none_joins_voter_and_public_part(
    waiting: Scene,
) -> None:
    made = make(waiting)
    told = letters(waiting, made)
    group = by_name(waiting.election.group)
    for row in everything("registrar", "default"):
        for one in told:
            assert one.credential not in row
            assert one.credential.replace("-", "") not in row
            part = group.write(public_part(group, waiting.election.uuid, one.credential))
            assert not (f" {one.voter} " in f" {row} " and part in row)


def everything(*databases: str) -> list[str]:
    """Return every row of every table as text, bytes as they are and in hex."""
    found = []
    for alias in databases:
        with connections[alias].cursor() as cursor:
            for name in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of our tables
                found += [" ".join(map(_text, row)) for row in cursor.fetchall()]
    return found


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1") + " " + bytes(value).hex()
    return str(value)


def test_the_registrar_keeps_neither_names_nor_addresses(waiting: Scene) -> None:
    make(waiting)
    rows = " ".join(everything("registrar"))
    assert "ana@city.example" not in rows
    assert "A1" in rows


def test_a_batch_can_be_made_again_until_it_is_confirmed(waiting: Scene) -> None:
    made = make(waiting)
    batch = handing.take_batch(made, 2, "", "letters")
    assert handing.of_batch(made, batch).count() == 2
    assert handing.waiting(made).count() == 1
    assert handing.put_back(made, batch, "") == 2
    assert handing.confirm(made, batch, "") == 0
    batch = handing.take_batch(made, None, "", "table")
    assert handing.confirm(made, batch, "") == 3
    assert not Credential.objects.exclude(secret=b"").exists()
    with pytest.raises(handing.NothingWaitsError):
        handing.take_batch(made, None, "", "letters")
    assert list(made.deeds.values_list("what", "count").order_by("pk")) == [
        ("make", 5),
        ("letters", 2),
        ("again", 2),
        ("table", 3),
        ("confirm", 3),
    ]


def test_letters_hold_the_credential_and_an_address_that_opens_the_booth_with_it(
    waiting: Scene,
) -> None:
    told = letters(waiting, make(waiting))
    document = PdfReader(io.BytesIO(outputs.pdf(waiting.election, told)))
    pages = [page.extract_text() for page in document.pages]
    assert len(pages) == 3
    for one, page in zip(told, pages, strict=True):
        assert one.credential in re.sub(r"\s", "", page)
        assert one.voter in page
        assert one.booth.endswith(f"/voting/{waiting.election.uuid}/booth/#{one.credential}")
    assert "Mascot of the city" in pages[0]
    assert "城市吉祥物" in pages[1]


def test_what_makes_pdf_logs_neither_credentials_nor_their_pictures(
    waiting: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    told = letters(waiting, make(waiting))
    with caplog.at_level(logging.DEBUG):
        assert outputs.pdf(waiting.election, told).count(b"/Subtype /Image") == 0
    logged = caplog.text
    assert "weasyprint" in logged
    assert not [one for one in told if one.credential in logged]
    assert "base64" not in logged
    assert max(map(len, logged.split())) < 200


def test_the_table_for_a_printer_opens_in_a_spreadsheet_without_formulas(waiting: Scene) -> None:
    told = letters(waiting, make(waiting))
    told.append(Letter("=1+1", "+x", "", "en", "c", 1, "b"))
    rows = list(csv.DictReader(io.StringIO(outputs.table(told).removeprefix("\ufeff"))))
    assert [row["voter_id"] for row in rows] == ["A1", "B2", "C3", "'=1+1"]
    assert rows[0]["credential"] == told[0].credential
    assert rows[3]["name"] == "'+x"


def test_a_mail_holds_the_credential_in_the_voters_language(waiting: Scene) -> None:
    told = letters(waiting, make(waiting))
    outputs.mail_of(waiting.election, told[1]).send()
    [message] = mail.outbox
    assert "城市吉祥物" in message.subject
    assert told[1].booth in message.body
    assert message.to == ["bo@city.example"]


def test_nothing_tells_a_credential_by_its_name(waiting: Scene) -> None:
    made = make(waiting)
    [one, *_others] = letters(waiting, made)
    group = by_name(waiting.election.group)
    vault = handing.unlock(made, PASSPHRASE)
    drawn = making.new(group, waiting.election.uuid)
    assert one.credential not in repr(one)
    assert drawn.secret not in repr(drawn)
    assert vault.key.hex() not in repr(vault)
    assert repr(vault.key) not in repr(vault)


def test_credentials_are_discarded_before_the_election_is_frozen_only(waiting: Scene) -> None:
    make(waiting)
    making.discard(waiting.election)
    assert not Credential.objects.exists()
    make(waiting)
    waiting.move("frozen")
    with pytest.raises(MakingError):
        making.discard(waiting.election)
