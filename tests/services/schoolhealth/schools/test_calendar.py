"""Which days are school days, and who sees which rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from citybricks.services.schoolhealth.schools.domain.calendar import (
    calendar,
    days_of_schools,
    is_school_day,
    school_days,
    school_year_of,
)
from citybricks.services.schoolhealth.schools.domain.holidays import (
    NoHolidaysError,
    add_public_holidays,
)
from citybricks.services.schoolhealth.schools.domain.years import school_year
from citybricks.services.schoolhealth.schools.models import City, DayOff, Post, Term
from citybricks.services.schoolhealth.schools.permissions import (
    cities_of,
    posts,
    visible_classes,
    visible_schools,
)
from tests.services.schoolhealth.scene import MONDAY, Scene

SUNDAY = date(2025, 11, 9)
CULTURE_DAY = date(2025, 11, 3)


def test_a_school_day_is_a_weekday_of_a_term_that_is_not_taken_off(scene: Scene) -> None:
    east = scene.schools["east"]
    DayOff.objects.create(city=scene.city, day=CULTURE_DAY, kind="holiday")
    assert is_school_day(east, MONDAY)
    assert not is_school_day(east, SUNDAY)
    assert not is_school_day(east, CULTURE_DAY)
    assert not is_school_day(east, date(2026, 3, 25))  # after the last day of term


def test_what_a_school_says_of_a_day_goes_before_what_the_city_says(scene: Scene) -> None:
    east, west = scene.schools["east"], scene.schools["west"]
    DayOff.objects.create(city=scene.city, day=CULTURE_DAY, kind="holiday")
    DayOff.objects.create(city=scene.city, school=east, day=CULTURE_DAY, kind="weekend lesson")
    DayOff.objects.create(city=scene.city, school=west, day=MONDAY, kind="closed")
    DayOff.objects.create(city=scene.city, school=west, day=SUNDAY, kind="weekend lesson")
    assert is_school_day(east, CULTURE_DAY)
    assert not is_school_day(west, CULTURE_DAY)
    assert not is_school_day(west, MONDAY)
    assert is_school_day(west, SUNDAY)


def test_a_school_with_terms_of_its_own_has_those(scene: Scene) -> None:
    west = scene.schools["west"]
    first, last = date(2025, 9, 1), date(2025, 10, 31)
    Term.objects.create(city=scene.city, school=west, first_day=first, last_day=last)
    assert not is_school_day(west, MONDAY)
    assert is_school_day(scene.schools["east"], MONDAY)
    days = days_of_schools(scene.city)
    assert {pk: one.is_open(MONDAY) for pk, one in days.items()} == {
        scene.schools["east"].pk: True,
        west.pk: False,
    }


def test_without_terms_every_weekday_counts(scene: Scene) -> None:
    scene.city.terms.all().delete()
    assert school_days(scene.city, date(2026, 8, 1), date(2026, 8, 4)) == [
        date(2026, 8, 3),
        date(2026, 8, 4),
    ]


def test_detectors_are_told_which_days_are_closed_and_which_are_holidays(scene: Scene) -> None:
    DayOff.objects.create(city=scene.city, day=CULTURE_DAY, kind="holiday")
    found = calendar(scene.city, [CULTURE_DAY, SUNDAY, MONDAY])
    assert found.closed.tolist() == [True, True, False]
    assert found.holiday.tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("law", "day", "year"),
    [
        ("jp", date(2026, 3, 31), 2025),
        ("jp", date(2026, 4, 1), 2026),
        ("gb-eng", date(2026, 8, 31), 2025),
        ("gb-eng", date(2026, 9, 1), 2026),
        ("za", date(2026, 1, 2), 2026),
    ],
)
def test_a_school_year_begins_when_the_country_says(law: str, day: date, year: int) -> None:
    assert school_year(law, day) == year


def test_public_holidays_are_those_of_the_country_of_the_law(scene: Scene) -> None:
    assert add_public_holidays(scene.city, 2025) > 10
    assert DayOff.objects.get(day=CULTURE_DAY).name == "文化の日"
    scene.city.law = "xx"
    with pytest.raises(NoHolidaysError):
        add_public_holidays(scene.city, 2025)
    assert school_year_of(scene.city, MONDAY) == 2025


@pytest.mark.parametrize(
    ("role", "classes", "schools"),
    [
        ("teacher", {"1-A"}, {"east"}),
        ("nurse", {"1-A", "1-B", "2-A"}, {"east"}),
        ("doctor", {"1-A", "1-B", "2-A"}, {"east"}),
        ("board", {"1-A", "1-B", "2-A"}, {"east", "west"}),
        ("administrator", {"1-A", "1-B", "2-A"}, {"east", "west"}),
        ("stranger", set(), set()),
        ("secretariat", set(), set()),
    ],
)
def test_rows_are_seen_as_far_as_a_post_reaches(
    scene: Scene, role: str, classes: set[str], schools: set[str]
) -> None:
    person = scene.people[role]
    assert {str(one) for one in visible_classes(person, scene.city)} == classes
    assert {one.code for one in visible_schools(person, scene.city)} == schools
    assert cities_of(person).exists() is bool(classes)


def test_nobody_and_whoever_left_see_nothing(scene: Scene) -> None:
    scene.people["board"].is_active = False
    for person in (AnonymousUser(), scene.people["board"]):
        assert not posts(person, scene.city).exists()
        assert not cities_of(person).exists()
        assert not visible_classes(person, scene.city).exists()


def test_a_post_in_one_city_is_worth_nothing_in_another(scene: Scene) -> None:
    other = City.objects.create(slug="izumo")
    for role in ("board", "administrator", "epidemiologist"):
        assert not posts(scene.people[role], other).exists()
        assert scene.client(role).get("/schoolhealth/izumo/").status_code == 404


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        ("teacher", {}),
        ("teacher", {"school": "east"}),
        ("nurse", {}),
        ("nurse", {"school_class": "east 1-A"}),
        ("board", {"school": "east"}),
    ],
)
def test_the_scope_of_a_post_is_that_of_its_role(
    scene: Scene, role: str, scope: dict[str, str]
) -> None:
    given: dict[str, Any] = {}
    if "school" in scope:
        given["school"] = scene.schools[scope["school"]]
    if "school_class" in scope:
        given["school_class"] = scene.classes[scope["school_class"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=scene.people["stranger"], city=scene.city, role=role, **given)
