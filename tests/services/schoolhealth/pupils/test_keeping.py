"""Totals without pupils, records that are destroyed in time, and nothing of pupils elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import get_resolver

from citybricks.services.schoolhealth.daily.domain.entering import Entry, enter
from citybricks.services.schoolhealth.pupils import errands
from citybricks.services.schoolhealth.pupils.domain import apart, chain, keys, morning, retention
from citybricks.services.schoolhealth.pupils.domain.morning import Count
from citybricks.services.schoolhealth.pupils.domain.mornings import Morning
from citybricks.services.schoolhealth.pupils.models import (
    AccessEntry,
    CheckIn,
    Consent,
    Guardian,
    Invitation,
    Pupil,
    YearKey,
)
from tests.hub.test_permissions_of_every_url import patterns
from tests.services.schoolhealth.pupils.conftest import HALF_PAST_SEVEN, Clock
from tests.services.schoolhealth.pupils.scene import ILL, Day
from tests.services.schoolhealth.pupils.test_chain import TABLE, behind
from tests.services.schoolhealth.scene import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])
TOKYO = ZoneInfo("Asia/Tokyo")


def test_totals_are_counted_by_class_syndrome_and_diagnosis(day: Day) -> None:
    for name, number, said in (
        ("ana", "1001", ILL),
        ("bo", "1002", Morning(379, ("gastrointestinal",), "late")),
        ("cy", "1003", Morning(365, (), "absent")),
    ):
        day.check_in(day.child(name, number), said, name)
    found = morning.totals(day.scene.schools["east"], MONDAY)
    assert list(found) == [day.place.pk]
    total = found[day.place.pk]
    assert (total.checked_in, total.absent, total.late) == (3, 2, 1)
    assert total.lines == {
        ("fever", ""): Count(ill=2, absent=1, excluded=1),
        ("respiratory", "influenza"): Count(ill=1, absent=1, excluded=1),
        ("gastrointestinal", ""): Count(ill=1),
        ("none", ""): Count(absent=1),
    }
    entries = AccessEntry.objects.filter(action="count")
    assert [(row.pupil, row.role) for row in entries] == [("", "hub")]
    assert "pupil" not in repr(total)


def test_nothing_said_is_not_nobody_ill(day: Day) -> None:
    east = day.scene.schools["east"]
    assert morning.totals(east, MONDAY) == {}
    assert morning.not_checked_in(east, MONDAY) == {day.place.pk: 3}
    day.check_in(day.child("ana", "1001"), Morning(), "ana")
    total = morning.totals(east, MONDAY)[day.place.pk]
    assert (total.checked_in, total.lines) == (1, {})
    assert morning.not_checked_in(east, MONDAY) == {day.place.pk: 2}
    assert morning.totals(day.scene.schools["west"], MONDAY) == {}


def test_totals_are_without_who_took_the_consent_back(day: Day) -> None:
    east = day.scene.schools["east"]
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    day.check_in(day.child("bo", "1002"), ILL, "bo")
    day.post("ana", "children/1/withdraw/", {"sure": "yes"})
    assert morning.totals(east, MONDAY)[day.place.pk].checked_in == 1


def test_a_day_that_was_reported_with_them_is_to_be_entered_again(day: Day, clock: Clock) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    nurse = day.scene.people["nurse"]
    at = HALF_PAST_SEVEN + timedelta(hours=1)
    enter(day.place, MONDAY, [Entry("fever", ill=1, absent=1)], 1, nurse, at=at)
    clock(HALF_PAST_SEVEN + timedelta(days=2))
    assert morning.changed(day.city, [day.place.pk]) == []
    day.post("ana", "children/1/withdraw/", {"sure": "yes"})
    assert [row.day for row in morning.changed(day.city, [day.place.pk])] == [MONDAY]
    assert "Enter the day again." in day.get("nurse", "nurse/").content.decode()
    enter(day.place, MONDAY, [], 0, nurse, at=HALF_PAST_SEVEN + timedelta(days=3))
    assert morning.changed(day.city, [day.place.pk]) == []


def test_a_pupil_is_kept_away_until_the_day_of_return(day: Day) -> None:
    course = {"onset": date(2025, 11, 4), "fever_end": date(2025, 11, 7)}
    for day_of_month, away in ((9, True), (10, False)):
        said = Morning(365, (), "absent", "influenza", course)
        assert morning.is_excluded(said, date(2025, 11, day_of_month), "primary", "jp") is away


@pytest.mark.parametrize(
    ("law", "years", "until"),
    [("jp", 1, date(2027, 3, 31)), ("jp", 0, date(2026, 3, 31)), ("gb-eng", 1, date(2027, 8, 31)),
     ("kr", 3, date(2029, 2, 28))],
)  # fmt: skip
def test_records_are_kept_to_the_end_of_the_school_year_and_the_citys_years(
    day: Day, law: str, years: int, until: date
) -> None:
    day.city.law, day.city.retention_years = law, years
    assert retention.kept_until(day.city, 2025) == until


def test_records_and_their_key_are_destroyed_when_their_time_is_over(
    day: Day, clock: Clock
) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    keys.year("tsukuba", 2026)
    sealed = bytes(YearKey.objects.get(school_year=2025).sealed)
    clock(datetime(2027, 3, 31, 23, 59, tzinfo=TOKYO))
    errands.destroy_old()
    assert CheckIn.objects.count() == 1
    clock(datetime(2027, 4, 1, 0, 1, tzinfo=TOKYO))
    errands.destroy_old()
    for model in (CheckIn, Consent, Guardian, Invitation, Pupil):
        assert not model.objects.exists(), model
    row = YearKey.objects.get(school_year=2025)
    assert not bytes(row.sealed)
    assert row.destroyed_at is not None
    with pytest.raises(keys.DestroyedError):
        keys.year("tsukuba", 2025)
    assert sealed.hex() not in repr(list(YearKey.objects.values()))
    assert keys.year("tsukuba", 2026)
    assert AccessEntry.objects.last().action == "destroy"
    assert chain.verify("tsukuba").whole
    errands.destroy_old()
    assert AccessEntry.objects.filter(action="destroy").count() == 1
    assert day.get("ana", "children/").status_code == 200
    assert morning.totals(day.scene.schools["east"], MONDAY) == {}


def test_a_year_whose_key_is_destroyed_takes_no_roster_and_no_guardian_in(
    day: Day, clock: Clock
) -> None:
    keys.destroy(YearKey.objects.get(school_year=2025))
    day.user("ana")
    sent = {"code": day.invited["1001"].code}
    assert day.post("ana", "children/redeem/", sent).status_code == 422
    address = f"nurse/class/{day.place.pk}/roster/"
    assert day.post("nurse", address, {"numbers": "1"}).status_code == 409


def test_the_log_is_verified_every_night_and_by_a_command(
    day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    errands.verify()
    call_command("verify_access")
    assert "tsukuba: 3 entries, whole" in capsys.readouterr().out
    behind(f"UPDATE {TABLE} SET who = 9 WHERE n = 2")  # noqa: S608 - our table
    with pytest.raises(errands.BrokenChainError, match="tsukuba at entry 2"):
        errands.verify()
    with pytest.raises(CommandError, match="tsukuba"):
        call_command("verify_access")
    shown = day.get("board", "nurse/access/").content.decode()
    assert "The log does not fit from entry 2 on." in shown


def test_nothing_of_a_pupil_is_logged_mailed_or_in_an_address(
    day: Day, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    one = day.child("ana", "1001")
    code = day.invited["1002"].code
    page = f"nurse/class/{day.place.pk}/"
    day.post("ana", "children/redeem/", {"code": code})
    day.post("ana", "checkin/1/", {"temperature": "38.7", "attendance": "absent",
                                   "symptoms": ["rash"], "diagnosis": "measles"})  # fmt: skip
    for who, address, sent in (
        ("ana", "checkin/1/done/", {}), ("ana", "children/1/", {}),
        ("ana", "children/1/export/", {}), ("nurse", page, {"purpose": "care"}),
    ):  # fmt: skip
        assert day.get(who, address, **sent).status_code == 200
    day.post("nurse", f"{page}lines/", {"purpose": "care"})
    day.post("nurse", f"{page}roster/", {"numbers": "1002\n77031"})
    errands.verify()
    written = caplog.text + "".join(capfd.readouterr())
    assert "schoolhealth" in written
    secrets = (one.pupil.pk, one.pupil.short, code, "77031", "38.7", "measles", "rash")
    assert [word for word in secrets if word in written] == []
    assert not mail.outbox
    ours = [path for path, name in patterns(get_resolver()) if name.startswith("pupils-")]
    assert len(ours) == 19
    kinds = {part for path in ours for part in path.split("/") if part.startswith("<")}
    assert kinds == {"<slug:city>", "<int:number>", "<str:pk>", "<str:code>"}


PAGES = (
    ("ana", "checkin/1/"), ("ana", "checkin/1/done/"), ("ana", "children/"),
    ("ana", "children/1/"), ("ana", "children/1/consent/"), ("ana", "children/1/export/"),
    ("nurse", "nurse/"), ("nurse", "nurse/class/{}/"), ("nurse", "nurse/class/{}/roster/"),
    ("nurse", "nurse/emergency/"), ("nurse", "nurse/files/"), ("nurse", "nurse/access/"),
    ("health_centre", "nurse/reviews/"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_no_page_is_kept_by_a_browser_or_found_by_a_search_engine(
    day: Day, who: str, address: str
) -> None:
    day.check_in(day.child("ana", "1001"), ILL, "ana")
    answer = day.get(who, address.format(day.place.pk))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["checkin/1/", "children/", "children/1/consent/"])
@pytest.mark.parametrize(
    ("language", "said"), [("ja", "子ども"), ("zh-hans", "孩子"), ("en", "hild")]
)
def test_pages_of_guardians_speak_their_language(
    day: Day, address: str, language: str, said: str
) -> None:
    day.child("ana", "1001")
    client = day.scene.client("ana")
    client.cookies["django_language"] = language
    page = client.get(f"/schoolhealth/tsukuba/{address}").content.decode()
    assert said in page.partition("<main")[2]


def test_records_of_pupils_share_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not apart.complaint()
    assert not apart.complaint_of_tables()
    monkeypatch.setitem(settings.DATABASES, "pupils", settings.DATABASES["default"])
    assert "CITYBRICKS_PUPILS_DATABASE_URL" in apart.complaint()


def test_a_line_list_is_a_table_without_numbers_and_names(day: Day) -> None:
    one = day.child("ana", "1001")
    day.check_in(one, ILL, "ana")
    answer = day.post("nurse", f"nurse/class/{day.place.pk}/lines/", {"purpose": "outbreak"})
    rows = answer.content.decode().removeprefix("\ufeff").splitlines()
    assert rows[0] == "class,pupil,day,temperature,symptoms,attendance,diagnosis,first_day_back"
    assert rows[1] == f"1-A,{one.pupil.short},2025-11-10,38.2,respiratory,absent,influenza,"
    assert len(rows) == 2


def test_who_is_kept_at_home_is_listed_with_the_day_of_return(day: Day) -> None:
    course = {"onset": date(2025, 11, 8), "fever_end": date(2025, 11, 9)}
    said = Morning(365, (), "absent", "influenza", course)
    day.check_in(day.child("ana", "1001"), said, "ana")
    page = f"nurse/class/{day.place.pk}/"
    shown = day.get("nurse", page, purpose="exclusion").content.decode()
    assert 'datetime="2025-11-14"' in shown
    attendance = day.get("nurse", page, purpose="attendance").content.decode()
    assert 'datetime="2025-11-14"' not in attendance
