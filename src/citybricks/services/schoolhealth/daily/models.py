"""Rows: daily reports of classes, which are only added, and files that were sent in.

What was known at a time T of a class and a day is the report with the greatest `recorded_at` that
is not after T. No report is ever changed or deleted: a correction is a new one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ulid import ULID

from citybricks.services.appending import AppendOnly
from citybricks.services.schoolhealth.daily.vocabulary import Source, Syndrome

CITY = "schoolhealth.City"
SCHOOL_CLASS = "schoolhealth.SchoolClass"


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Report(AppendOnly):
    """What a school says of one class on one day."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    school_class = models.ForeignKey(SCHOOL_CLASS, models.PROTECT, related_name="reports")
    day = models.DateField(_("day"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.PAGE)
    enrolled = models.PositiveSmallIntegerField(_("pupils"))
    absent = models.PositiveSmallIntegerField(_("absent"), default=0)
    zero = models.BooleanField(_("nobody is ill"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("daily report")
        verbose_name_plural = _("daily reports")
        ordering = ("day", "school_class", "recorded_at")
        constraints = (
            models.UniqueConstraint(
                fields=["school_class", "day", "recorded_at"], name="report_recorded_once"
            ),
            models.CheckConstraint(
                condition=models.Q(absent__lte=models.F("enrolled")),
                name="report_absent_at_most_enrolled",
            ),
        )
        indexes = (models.Index(fields=["day", "school_class"], name="report_of_day"),)

    def __str__(self) -> str:
        return f"{self.school_class} {self.day}"


class Line(AppendOnly):
    """How many of a class have a syndrome, and with which diagnosis if a doctor made one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    syndrome = models.CharField(_("syndrome"), max_length=20, choices=Syndrome)
    diagnosis = models.CharField(
        _("diagnosis"), max_length=60, blank=True, help_text=_("A code of the city's law table")
    )
    ill = models.PositiveSmallIntegerField(_("ill"), default=0)
    absent = models.PositiveSmallIntegerField(_("absent"), default=0)
    excluded = models.PositiveSmallIntegerField(_("kept at home by law"), default=0)

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        ordering = ("report", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "syndrome", "diagnosis"], name="line_of_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.syndrome} {self.diagnosis}: {self.ill}"


class ImportFile(models.Model):
    """A file as it was sent in, and how many of its rows were taken over."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    city = models.ForeignKey(CITY, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("sent at"), default=timezone.now)
    format = models.CharField(_("format"), max_length=10, choices=Source)
    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField()
    taken = models.PositiveIntegerField(_("rows taken over"), default=0)
    rejected = models.PositiveIntegerField(_("rows rejected"), default=0)
    reports = models.PositiveIntegerField(_("reports made"), default=0)
    unchanged = models.PositiveIntegerField(_("reports known already"), default=0)

    class Meta:
        verbose_name = _("file of daily reports")
        verbose_name_plural = _("files of daily reports")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class Fault(models.Model):
    """What is wrong with a row of a file; a warning does not keep the row out."""

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField(_("row"), help_text=_("As a reader counts it, from 1"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    column = models.CharField(_("column"), max_length=60, blank=True)
    rule = models.CharField(_("rule"), max_length=40)
    value = models.CharField(_("value"), max_length=200, blank=True)
    values = models.JSONField(default=dict)
    warning = models.BooleanField(_("warning"), default=False)

    class Meta:
        verbose_name = _("fault in a file")
        verbose_name_plural = _("faults in files")
        ordering = ("row", "pk")

    def __str__(self) -> str:
        return f"{self.row} {self.column} {self.rule}"
