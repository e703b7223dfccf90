"""What daily reports ask of people today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from citybricks.services.schoolhealth.daily.domain.completeness import completeness
from citybricks.services.schoolhealth.daily.domain.days import day_of
from citybricks.services.schoolhealth.schools.domain.calendar import days_of_school, today_in
from citybricks.services.schoolhealth.schools.domain.todo import Task
from citybricks.services.schoolhealth.schools.models import City, Post, School
from citybricks.services.schoolhealth.schools.permissions import posts, visible_classes
from citybricks.services.schoolhealth.schools.vocabulary import Role


def tasks(person: Any, city: City) -> Iterator[Task]:
    """Yield the schools for which a person reports today."""
    held = posts(person, city).filter(role__in=(Role.TEACHER, Role.NURSE))
    schools = {school for post in held if (school := _school_of(post))}
    seen = set(visible_classes(person, city).values_list("pk", flat=True)) if schools else set()
    for school in sorted(schools, key=lambda one: one.code):
        if task := _task(school, seen):
            yield task
    if posts(person, city).filter(role__in=(Role.BOARD, Role.HEALTH_CENTRE)).exists():
        yield from _overview(city)


def _overview(city: City) -> Iterator[Task]:
    """Yield how far the reports of the whole city are."""
    today = today_in(city)
    table = completeness(city, today, today)
    if table.empty:
        return
    reported, expected = int(table["reported"].sum()), int(table["classes"].sum())
    url = reverse("schoolhealth-quality", args=[city.pk])
    text, detail = _("See who has not reported yet"), _told(reported, expected, city)
    yield Task(text, url, detail, reported == expected)


def _told(reported: int, expected: int, city: City) -> str:
    said = _("%(reported)s of %(all)s classes, until %(time)s")
    time = city.deadline.strftime("%H:%M")
    return said % {"reported": reported, "all": expected, "time": time}


def _school_of(post: Post) -> School | None:
    return post.school_class.school if post.school_class else post.school


def _task(school: School, seen: set[str]) -> Task | None:
    today = today_in(school.city)
    if not days_of_school(school).is_open(today):
        return None
    days = [one for one in day_of(school, today) if one.school_class.pk in seen]
    reported = sum(one.report is not None for one in days)
    detail = _told(reported, len(days), school.city)
    url = reverse("schoolhealth-entry", args=[school.city_id, school.code, today.isoformat()])
    text = _("Report who is ill at %(school)s") % {"school": school}
    return Task(text, url, detail, reported == len(days))
