"""Rows: cities that run pupil health, their schools, classes, calendars and posts."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.services.schoolhealth.schools.vocabulary import (
    OF_A_CLASS,
    OF_A_SCHOOL,
    OF_THE_CITY,
    OffKind,
    Role,
    Stage,
)


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class City(models.Model):
    """A city that runs pupil health, and the numbers it chose."""

    slug = models.SlugField(
        _("city"), primary_key=True, help_text=_("Short name of the member that runs it")
    )
    names = TextColumn(_("name"))
    timezone = models.CharField(_("time zone"), max_length=64, default="Asia/Tokyo")
    law = models.CharField(
        _("law"),
        max_length=16,
        default="jp",
        help_text=_("Table of days that a pupil stays at home"),
    )
    deadline = models.TimeField(
        _("deadline"), default=time(12), help_text=_("Until when schools report, on the day itself")
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage, default=Stage.PRIMARY)
    small_cell = models.PositiveSmallIntegerField(
        _("small number"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("Numbers below it are not published"),
    )
    closure_share = models.FloatField(
        _("share at which closing is advised (%)"),
        default=20.0,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Of a class that is ill. No law sets it: it is the city's to choose"),
    )
    budget = models.FloatField(
        _("false alarms a year"),
        default=4.0,
        validators=[MinValueValidator(0.01), MaxValueValidator(366)],
        help_text=_("How many the city accepts, for each syndrome"),
    )
    consent_text = TextColumn(_("text of the consent"))
    retention_years = models.PositiveSmallIntegerField(
        _("years that records are kept"),
        default=1,
        validators=[MaxValueValidator(10)],
        help_text=_("After the end of the school year; totals are kept"),
    )
    running = models.BooleanField(_("running"), default=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("city with pupil health")
        verbose_name_plural = _("cities with pupil health")
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.names) or self.slug


class School(models.Model):
    """A school of a city."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    city = models.ForeignKey(City, models.CASCADE, related_name="schools")
    code = models.CharField(_("code"), max_length=32)
    name = TextColumn(_("name"))
    stage = models.CharField(_("stage"), max_length=16, choices=Stage, default=Stage.PRIMARY)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    district = models.CharField(_("school district"), max_length=100, blank=True)
    active = models.BooleanField(_("active"), default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ("city", "code")
        constraints = (
            models.UniqueConstraint(fields=["city", "code"], name="school_code_once"),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="school_stands_on_earth",
            ),
        )

    def __str__(self) -> str:
        return str(self.name) or self.code


class SchoolClass(models.Model):
    """A class of a school in one school year."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    school = models.ForeignKey(School, models.CASCADE, related_name="classes")
    school_year = models.PositiveSmallIntegerField(
        _("school year"), help_text=_("The calendar year in which it began")
    )
    grade = models.PositiveSmallIntegerField(_("grade"))
    name = models.CharField(_("class"), max_length=40)
    enrolled = models.PositiveSmallIntegerField(_("pupils"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ("school", "-school_year", "grade", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["school", "school_year", "grade", "name"], name="school_class_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.grade}-{self.name}"


class Term(models.Model):
    """Days from the first to the last lesson; of one school, or of all in the city."""

    city = models.ForeignKey(City, models.CASCADE, related_name="terms")
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name=_("school"),
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ("city", "first_day")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="term_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


class DayOff(models.Model):
    """A day that is not as the week would have it; of one school, or of all in the city."""

    city = models.ForeignKey(City, models.CASCADE, related_name="days_off")
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="days_off",
        verbose_name=_("school"),
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=16, choices=OffKind, default=OffKind.CLOSED)
    name = models.CharField(_("name"), max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ("city", "day")
        constraints = (
            models.UniqueConstraint(
                fields=["city", "day"],
                condition=models.Q(school=None),
                name="day_off_once_in_a_city",
            ),
            models.UniqueConstraint(
                fields=["school", "day"],
                condition=models.Q(school__isnull=False),
                name="day_off_once_in_a_school",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Post(models.Model):
    """A person acts in a class, a school or the whole city."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="health_posts",
        verbose_name=_("person"),
    )
    city = models.ForeignKey(City, models.CASCADE, related_name="posts")
    role = models.CharField(_("role"), max_length=16, choices=Role)
    school = models.ForeignKey(
        School,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("school"),
    )
    school_class = models.ForeignKey(
        SchoolClass,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("class"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("city", "role", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    role__in=OF_A_CLASS, school_class__isnull=False, school__isnull=True
                )
                | models.Q(role__in=OF_A_SCHOOL, school__isnull=False, school_class__isnull=True)
                | models.Q(role__in=OF_THE_CITY, school__isnull=True, school_class__isnull=True),
                name="post_has_the_scope_of_its_role",
            ),
            models.UniqueConstraint(
                fields=["user", "city", "role"],
                condition=models.Q(school=None, school_class=None),
                name="post_in_a_city_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school"],
                condition=models.Q(school__isnull=False),
                name="post_in_a_school_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "school_class"],
                condition=models.Q(school_class__isnull=False),
                name="post_in_a_class_once",
            ),
        )

    def __str__(self) -> str:
        # no school or class: the secretariat's pages name what goes with an account
        return f"{self.user} ({self.get_role_display()}, {self.city_id})"
