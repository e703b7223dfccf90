"""Numbers of a roster become pseudonyms; invitations are shown once and let one guardian in."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from citybricks.services.schoolhealth.pupils.domain import guardians, keys, roster
from citybricks.services.schoolhealth.pupils.domain.guardians import NoInvitationError
from citybricks.services.schoolhealth.pupils.domain.roster import RosterError
from citybricks.services.schoolhealth.pupils.models import Guardian, Invitation, Pupil, YearKey
from tests.services.schoolhealth.pupils.conftest import HALF_PAST_SEVEN, Clock
from tests.services.schoolhealth.pupils.scene import NUMBERS, Day, morning

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])


def everything() -> str:
    """Return all that the databases hold, as text."""
    found = []
    for alias in ("default", "pupils"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
                found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_number_and_no_code_is_in_any_database(day: Day) -> None:
    made = roster.bring(day.place, "4711-XYZ-77\n")[0]
    kept = everything()
    for secret in ("4711", "XYZ-77", made.code, made.code.replace("-", "")):
        assert secret not in kept
    assert made.short.replace("-", "") in kept


def test_a_pupil_has_another_pseudonym_in_every_year_school_and_city(day: Day) -> None:
    names = {
        keys.year(city, year).pseudonym(school, "1001")
        for city in ("tsukuba", "tianjin")
        for year in (2024, 2025)
        for school in ("east", "west")
    }
    assert len(names) == 8


def test_the_same_number_is_the_same_pupil_however_it_is_typed(day: Day) -> None:
    again = roster.bring(day.place, "１００１\n' 1002 \n")
    assert [one.short for one in again] == [day.invited[one].short for one in NUMBERS[:2]]
    assert Pupil.objects.count() == len(NUMBERS)


def test_a_pupil_who_changes_class_keeps_record_and_consent(day: Day) -> None:
    child = day.child("ana", "1001")
    roster.bring(day.scene.classes["east 1-B"], "1001")
    moved = guardians.child(day.user("ana").pk, day.city, 1)
    assert moved is not None
    assert moved.pupil.pk == child.pupil.pk
    assert moved.consent == child.consent
    assert moved.place == day.scene.classes["east 1-B"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, "empty")]),
        ("number\n", [(1, "empty")]),
        ("1001\nSato Hanako\n", [(2, "no number")]),
        ("1001,Sato Hanako\n", [(1, "one column")]),
        ("佐藤花子\n", [(1, "no number")]),
        ("1001\n1002\n1001\n", [(3, "twice")]),
        ("1" * 21, [(1, "too long")]),
        ("=1+1\n", [(1, "no number")]),
        ("1001\n@@\n1003,x\n", [(2, "no number"), (3, "one column")]),
        ("\n".join(str(one) for one in range(201)), [(201, "too many")]),
        ("\x00\n", [(1, "no number")]),
    ],
)
def test_lines_that_are_no_numbers_are_told_and_nothing_is_taken_in(
    day: Day, text: str, faults: list[tuple[int, str]]
) -> None:
    before = Pupil.objects.count()
    with pytest.raises(RosterError) as raised:
        roster.bring(day.place, text)
    assert [(one.line, one.rule) for one in raised.value.faults] == faults
    assert Pupil.objects.count() == before


def test_a_name_in_a_roster_is_not_repeated_in_the_refusal(day: Day) -> None:
    answer = day.post("nurse", f"nurse/class/{day.place.pk}/roster/", {"numbers": "1\nHanako"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert said.count("Hanako") == 1  # in the field it was typed in
    assert "Line 2" in said


def test_the_sheet_has_a_code_and_a_picture_for_each_pupil_and_none_a_second_time(
    day: Day,
) -> None:
    address = f"nurse/class/{day.place.pk}/roster/"
    answer = day.post("nurse", address, {"numbers": "2001\n2002"})
    said = answer.content.decode()
    assert said.count("data:image/svg+xml;base64,") == 2
    assert "no-store" in answer.headers["Cache-Control"]
    codes = [part[:14] for part in said.split('<p class="code"><code>')[1:]]
    assert len(codes) == 2
    later = day.get("nurse", address).content.decode()
    assert not any(code in later for code in codes)


def test_a_second_sheet_makes_the_first_void(day: Day) -> None:
    roster.bring(day.place, "1001")
    with pytest.raises(NoInvitationError):
        guardians.redeem(day.user("ana").pk, day.city, day.invited["1001"].code)


def test_who_has_a_guardian_gets_no_second_invitation(day: Day) -> None:
    day.child("ana", "1001")
    assert [one.code for one in roster.bring(day.place, "1001")] == [""]


def test_an_invitation_is_redeemed_once_and_not_after_its_time(day: Day, clock: Clock) -> None:
    day.child("ana", "1001")
    with pytest.raises(NoInvitationError):
        guardians.redeem(day.user("bo").pk, day.city, day.invited["1001"].code)
    clock(HALF_PAST_SEVEN + roster.LASTS + timedelta(minutes=1))
    with pytest.raises(NoInvitationError):
        guardians.redeem(day.user("bo").pk, day.city, day.invited["1002"].code)
    assert Guardian.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "x", "0" * 12, "０" * 12, "\x00" * 12, "A" * 400])
def test_what_is_no_code_lets_nobody_in(day: Day, typed: str) -> None:
    with pytest.raises(NoInvitationError):
        guardians.redeem(day.user("ana").pk, day.city, typed)


def test_letters_that_are_misread_are_digits(day: Day) -> None:
    code = day.invited["1001"].code
    typed = code.replace("0", "O").replace("1", "l").lower().replace("-", " ")
    assert guardians.redeem(day.user("ana").pk, day.city, typed).number == 1


def test_codes_are_not_tried_one_after_the_other(day: Day) -> None:
    day.user("ana")
    answers = [day.post("ana", "children/redeem/", {"code": f"{at:012}"}) for at in range(11)]
    assert [one.status_code for one in answers] == [422] * 10 + [429]
    late = day.post("ana", "children/redeem/", {"code": day.invited["1001"].code})
    assert late.status_code == 429
    assert not Guardian.objects.exists()


def test_numbers_of_children_are_never_given_again(day: Day) -> None:
    first = day.child("ana", "1001")
    guardians.erase(first, guardians.as_guardian(day.user("ana").pk))
    assert day.child("ana", "1002").number == 2
    assert day.get("ana", "checkin/1/").status_code == 404


def test_the_key_of_the_deployment_is_the_owners_alone(day: Day) -> None:
    assert stat.S_IMODE((Path(settings.HOME) / keys.FILE).stat().st_mode) == 0o600


def test_a_secret_of_a_year_does_not_open_with_another_key(day: Day, monkeypatch: Any) -> None:
    other = settings.ENVIRONMENT.model_copy(update={"pupils_key": "k" * 40})
    monkeypatch.setattr(settings, "ENVIRONMENT", other)
    with pytest.raises(keys.SealError):
        keys.year("tsukuba", 2025)


def test_a_weak_key_is_refused(day: Day, monkeypatch: Any) -> None:
    other = settings.ENVIRONMENT.model_copy(update={"pupils_key": "short"})
    monkeypatch.setattr(settings, "ENVIRONMENT", other)
    with pytest.raises(keys.WeakKeyError):
        keys.year("tsukuba", 2025)


def test_a_secret_is_one_citys_and_years(day: Day) -> None:
    row = YearKey.objects.get(city="tsukuba", school_year=2025)
    YearKey.objects.create(city="tsukuba", school_year=2031, sealed=row.sealed)
    with pytest.raises(keys.SealError):
        keys.year("tsukuba", 2031)


def test_neither_codes_nor_secrets_are_in_what_objects_say_of_themselves(day: Day) -> None:
    made = day.invited["1001"]
    year = keys.year("tsukuba", 2025)
    said = repr([made, year])
    assert made.code not in said
    assert made.number not in said
    assert year.secret.hex() not in said
    assert repr(year.secret) not in said
    assert Invitation.objects.count() == len(NUMBERS)


@pytest.mark.django_db(databases=["default", "pupils"], transaction=True)
def test_of_two_who_redeem_a_code_at_the_same_moment_one_comes_in() -> None:
    day = morning()
    users = [day.user(f"parent{at}").pk for at in range(6)]
    code = day.invited["1001"].code

    def redeem(user: int) -> bool:
        try:
            guardians.redeem(user, day.city, code)
        except NoInvitationError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(redeem, users)) == 1
    assert Guardian.objects.count() == 1
