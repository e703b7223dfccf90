"""Check-ins are sealed, consented to and read with a purpose; each reading leaves one entry."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from citybricks.services.schoolhealth.pupils.domain import (
    chain,
    consents,
    guardians,
    mornings,
    records,
)
from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.domain.consents import NoConsentError, OtherTextError
from citybricks.services.schoolhealth.pupils.domain.keys import SealError
from citybricks.services.schoolhealth.pupils.domain.mornings import ImplausibleError, Morning
from citybricks.services.schoolhealth.pupils.domain.records import ClosedError
from citybricks.services.schoolhealth.pupils.models import (
    AccessEntry,
    CheckIn,
    Consent,
    ConsentText,
    Recount,
)
from tests.services.schoolhealth.pupils.conftest import HALF_PAST_SEVEN, Clock
from tests.services.schoolhealth.pupils.scene import ILL, Day
from tests.services.schoolhealth.pupils.test_roster import everything
from tests.services.schoolhealth.scene import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])
WELL = {"temperature": "36.5", "attendance": "comes"}


def nurse(day: Day) -> Reader:
    """Return the nurse as reader."""
    return Reader(day.scene.people["nurse"].pk, "nurse", "care")


def test_what_is_said_is_sealed_and_of_one_length(day: Day) -> None:
    one, two = day.child("ana", "1001"), day.child("bo", "1002")
    day.check_in(one, ILL, "ana")
    day.check_in(two, Morning(), "bo")
    kept = everything()
    for word in ("respiratory", "influenza", "absent"):
        assert word not in kept
    assert len({len(row.sealed) for row in CheckIn.objects.all()}) == 1
    assert (
        records.read([one.pupil], nurse(day), since=MONDAY, until=MONDAY)[0].check_ins[0].morning
        == ILL
    )


def test_a_sealed_row_does_not_pass_for_anothers(day: Day) -> None:
    one, two = day.child("ana", "1001"), day.child("bo", "1002")
    day.check_in(one, ILL, "ana")
    day.check_in(two, Morning(), "bo")
    sealed = CheckIn.objects.get(pupil=one.pupil).sealed
    CheckIn.objects.filter(pupil=two.pupil).update(sealed=sealed)
    with pytest.raises(SealError):
        records.read([two.pupil], nurse(day), since=MONDAY, until=MONDAY)


def test_nothing_is_kept_and_nothing_read_without_consent(day: Day) -> None:
    one = day.child("ana", "1001", consent=False)
    with pytest.raises(NoConsentError):
        day.check_in(one, ILL, "ana")
    assert not CheckIn.objects.exists()
    answer = day.get("ana", "checkin/1/")
    assert answer.headers["Location"].endswith("/children/1/consent/")
    assert day.post("ana", "checkin/1/", WELL).status_code == 302
    assert not CheckIn.objects.exists()
    assert not records.read([one.pupil], nurse(day), since=MONDAY, until=MONDAY)
    assert not day.reading()


def test_a_consent_that_is_taken_back_deletes_check_ins_and_marks_their_days(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, ILL, "ana")
    answer = day.post("ana", "children/1/withdraw/", {"sure": "yes"})
    assert answer.status_code == 302
    assert not CheckIn.objects.exists()
    assert consents.given(one.pupil) is None
    assert list(Recount.objects.values_list("class_id", "day")) == [(day.place.pk, MONDAY)]
    assert AccessEntry.objects.last().action == "withdraw"
    with pytest.raises(NoConsentError):
        day.check_in(one, ILL, "ana")


def test_nothing_is_withdrawn_or_erased_unless_it_is_sure(day: Day) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    for address in ("children/1/withdraw/", "children/1/erase/"):
        day.post("ana", address)
    assert CheckIn.objects.count() == Consent.objects.count() == 1


def test_a_check_in_that_was_kept_without_consent_is_not_read(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, ILL, "ana")
    Consent.objects.update(withdrawn_at=HALF_PAST_SEVEN)
    assert not records.read([one.pupil], nurse(day), since=MONDAY, until=MONDAY)
    assert not list(records.counted([one.pupil], MONDAY))


def test_erasing_leaves_the_log_alone(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, ILL, "ana")
    before = AccessEntry.objects.count()
    guardians.erase(one, guardians.as_guardian(day.user("ana").pk))
    assert not CheckIn.objects.exists()
    assert not Consent.objects.exists()
    assert guardians.children(day.user("ana").pk, day.city) == []
    assert AccessEntry.objects.count() == before + 1
    assert chain.verify("tsukuba").whole


def test_the_text_that_was_agreed_to_is_kept_with_its_hash(day: Day) -> None:
    one = day.child("ana", "1001")
    kept = ConsentText.objects.get()
    assert one.consent is not None
    assert one.consent.digest == kept.digest
    assert set(kept.texts) == {"en", "zh-Hans", "ja"}
    day.city.consent_text = day.city.consent_text.rewritten("又是一份文本。", "zh-Hans")
    day.city.save()
    assert consents.current(day.city).version == 2
    stale = consents.said(kept, "en")
    with pytest.raises(OtherTextError):
        consents.give(one.pupil, stale, guardians.as_guardian(day.user("ana").pk))


def test_a_text_that_changed_meanwhile_is_shown_again(day: Day) -> None:
    day.child("ana", "1001", consent=False)
    sent = {"agree": "yes", "digest": "0" * 64}
    answer = day.post("ana", "children/1/consent/", sent)
    assert answer.status_code == 409
    assert not Consent.objects.exists()


def test_a_check_in_is_corrected_until_the_deadline(day: Day, clock: Clock) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, Morning(), "ana")
    clock(HALF_PAST_SEVEN.replace(hour=11, minute=59))
    answer = day.post("ana", "checkin/1/", {**WELL, "attendance": "absent"})
    assert answer.status_code == 302
    row = CheckIn.objects.get()
    assert row.changed_at is not None
    clock(HALF_PAST_SEVEN.replace(hour=12))
    assert day.post("ana", "checkin/1/", WELL).status_code == 409
    with pytest.raises(ClosedError):
        day.check_in(one, Morning(), "ana")
    assert bytes(CheckIn.objects.get().sealed) == bytes(row.sealed)
    assert "Please call the school." in day.get("ana", "checkin/1/").content.decode()


def test_no_other_day_than_today_is_checked_in(day: Day) -> None:
    one = day.child("ana", "1001")
    for days in (-1, 1):
        with pytest.raises(ClosedError):
            day.check_in(one, Morning(), "ana", MONDAY + timedelta(days=days))


def test_a_temperature_is_read_as_it_is_typed(day: Day) -> None:
    one = day.child("ana", "1001")
    for typed, kept in (("", None), ("36.5", 365), ("37,8", 378), ("３８．２", 382), ("375", 375),
                        ("37.85", 378), (" 36.6 ", 366)):  # fmt: skip
        assert day.post("ana", "checkin/1/", WELL | {"temperature": typed}).status_code == 302
        found = records.read([one.pupil], nurse(day), since=MONDAY, until=MONDAY)
        assert found[0].check_ins[0].morning.temperature == kept


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"temperature": "50"}, "temperature"), ({"temperature": "x"}, "temperature"),
    ({"temperature": "NaN"}, "temperature"), ({"temperature": "1e300"}, "temperature"),
    ({"temperature": "Infinity"}, "temperature"), ({"temperature": "-36"}, "temperature"),
    ({"attendance": ""}, "attendance"), ({"attendance": "sleeps"}, "attendance"),
    ({"symptoms": ["rash", "toothache"]}, "symptoms"), ({"symptoms": ["none"]}, "symptoms"),
    ({"diagnosis": "toothache"}, "diagnosis"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans", "ja"])
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(day: Day, language: str) -> None:
    day.child("ana", "1001")
    client = day.scene.client("ana")
    client.cookies["django_language"] = language
    for sent, field in WRONG:
        given = WELL | {"symptoms": ["rash"]} | sent
        answer = client.post("/schoolhealth/tsukuba/checkin/1/", given)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert f'href="#{field}"' in said
        assert ('value="rash" checked' in said) is ("rash" in given["symptoms"])
        if field == "temperature":
            assert f'value="{sent["temperature"]}"' in said
    assert not CheckIn.objects.exists()


def test_days_of_an_illness_give_the_day_of_return(day: Day) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    shown = day.get("ana", "checkin/1/done/").content.decode()
    assert "Influenza" in shown
    assert 'name="onset"' in shown
    sent = {"onset": "2025-11-08", "fever_end": "2025-11-10"}
    assert day.post("ana", "checkin/1/done/", sent).status_code == 302
    assert "2025-11-14" in day.get("ana", "checkin/1/done/").content.decode()
    # a correction of something else keeps them
    day.post("ana", "checkin/1/", WELL | {"attendance": "absent", "diagnosis": "influenza"})
    assert "2025-11-14" in day.get("ana", "checkin/1/done/").content.decode()


@pytest.mark.parametrize(
    "sent",
    [{"onset": "2025-13-01"}, {"onset": "2025-11-11"}, {"onset": "1925-11-11"},
     {"onset": "2025-11-09", "fever_end": "2025-11-08"}],
)  # fmt: skip
def test_days_that_cannot_be_are_told(day: Day, sent: dict[str, str]) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    before = bytes(CheckIn.objects.get().sealed)
    answer = day.post("ana", "checkin/1/done/", sent)
    assert answer.status_code == 422
    assert all(value in answer.content.decode() for value in sent.values())
    assert bytes(CheckIn.objects.get().sealed) == before


READS = (
    ("ana", "get", "checkin/1/", {}, 1),
    ("ana", "get", "checkin/1/done/", {}, 1),
    ("ana", "get", "children/1/", {}, 1),
    ("ana", "get", "children/1/export/", {}, 1),
    ("ana", "get", "children/", {}, 0),
    ("ana", "get", "children/1/consent/", {}, 0),
    ("nurse", "get", "nurse/class/{}/", {"purpose": "care"}, 2),
    ("teacher", "get", "nurse/class/{}/", {"purpose": "attendance"}, 2),
    ("doctor", "get", "nurse/class/{}/", {"purpose": "exclusion"}, 2),
    ("health_centre", "get", "nurse/class/{}/", {"purpose": "outbreak"}, 2),
    ("epidemiologist", "get", "nurse/class/{}/", {"purpose": "outbreak"}, 2),
    ("nurse", "post", "nurse/class/{}/lines/", {"purpose": "outbreak"}, 2),
    ("nurse", "get", "nurse/class/{}/", {}, 0),
    ("nurse", "get", "nurse/class/{}/", {"purpose": "curiosity"}, 0),
    ("nurse", "get", "nurse/class/{}/", {"purpose": "own child"}, 0),
    ("nurse", "post", "nurse/class/{}/lines/", {}, 0),
    ("nurse", "get", "nurse/", {}, 0),
    ("nurse", "get", "nurse/access/", {}, 0),
    ("board", "get", "nurse/class/{}/", {"purpose": "care"}, 0),
    ("administrator", "get", "nurse/class/{}/", {"purpose": "care"}, 0),
)


@pytest.mark.parametrize(("who", "method", "address", "sent", "count"), READS)
def test_every_view_leaves_one_entry_for_each_record_it_shows_and_no_other(
    day: Day, who: str, method: str, address: str, sent: dict[str, str], count: int
) -> None:
    one, two = day.child("ana", "1001"), day.child("bo", "1002")
    day.check_in(one, ILL, "ana")
    day.check_in(two, Morning(371, ("rash",)), "bo")
    day.child("cy", "1003")  # nothing said of this one
    where = address.format(day.place.pk)
    answer = day.get(who, where, **sent) if method == "get" else day.post(who, where, sent)
    rows = day.reading()
    assert len(rows) == count
    assert len({row.pupil for row in rows}) == count
    shown = answer.content.decode()
    if count == 2:
        assert one.pupil.short in shown
        assert two.pupil.short in shown
    elif who != "ana":
        assert one.pupil.short not in shown
    person = day.scene.people[who].pk
    assert {(row.who, row.purpose) for row in rows} <= {(person, sent.get("purpose", "own child"))}
    assert chain.verify("tsukuba").whole


def test_nothing_is_shown_when_the_log_cannot_be_written(day: Day, monkeypatch: Any) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")

    def full(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(chain, "add", full)
    with pytest.raises(OSError, match="full"):
        day.get("nurse", f"nurse/class/{day.place.pk}/", purpose="care")


def test_a_guardian_reads_who_has_read_and_that_the_log_is_whole(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, ILL, "ana")
    day.get("nurse", f"nurse/class/{day.place.pk}/", purpose="outbreak")
    shown = day.get("ana", "children/1/").content.decode()
    assert "School nurse: nurse" in shown
    assert "Investigation of an outbreak" in shown
    assert "The log is whole" in shown
    export = json.loads(day.get("ana", "children/1/export/").content)
    assert export["check_ins"][0]["diagnosis"] == "influenza"
    assert export["access_log"]["whole"] is True
    assert export["access_log"]["head"] == chain.verify("tsukuba").head
    assert [row["action"] for row in export["access_log"]["entries"]][:2] == ["export", "read"]


def test_a_second_guardian_is_not_named(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, Morning(), "ana")
    day.user("bo")
    day.get("ana", "children/1/")
    from citybricks.services.schoolhealth.pupils.models import Guardian

    Guardian.objects.create(user=day.user("bo").pk, pupil=one.pupil, city="tsukuba", number=1)
    shown = day.get("bo", "children/1/").content.decode()
    assert "ana" not in shown.partition('id="log"')[2]


def test_a_morning_says_nothing_of_itself() -> None:
    assert repr(ILL) == "Morning(…)"
    written = mornings.written(ILL)
    assert mornings.read(written) == ILL
    assert len(written) == 256


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (Morning(339), "temperature"), (Morning(421), "temperature"),
        (Morning(course={"birthday": MONDAY}), "birthday"),
        (Morning(course={"onset": date(2025, 11, 11)}), "onset"),
    ],
)  # fmt: skip
def test_a_morning_that_cannot_be_is_refused(one: Morning, field: str) -> None:
    with pytest.raises(ImplausibleError) as raised:
        mornings.checked(one, MONDAY, "jp")
    assert raised.value.field == field
