"""Rows: detection runs, signals, and what people did with them.

A run and a transition are written once. A signal keeps with which method and parameters, on which
data and as known when it was found, so that it can be computed again.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.services.appending import AppendOnly
from citybricks.services.schoolhealth.signals.vocabulary import Confidence, Level, Reason, State

CITY, SCHOOL, SCHOOL_CLASS = "schoolhealth.City", "schoolhealth.School", "schoolhealth.SchoolClass"
_ONE_TO_FIVE = (MinValueValidator(1), MaxValueValidator(5))


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Run(models.Model):
    """A look at one day of a city by all detectors."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    city = models.ForeignKey(CITY, models.CASCADE, related_name="detection_runs")
    day = models.DateField(_("day"))
    as_of = models.DateTimeField(_("as known at"))
    at = models.DateTimeField(_("run at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    budget = models.FloatField(_("false alarms a year"))
    units = models.PositiveIntegerField(_("series looked at"), default=0)
    alarms = models.PositiveIntegerField(_("alarms"), default=0)
    signals_made = models.PositiveIntegerField(_("new signals"), default=0)
    notes = models.JSONField(
        default=list, help_text=_("What could not be looked at, and why: codes with their values")
    )

    class Meta:
        verbose_name = _("detection run")
        verbose_name_plural = _("detection runs")
        ordering = ("-ulid",)
        indexes = (models.Index(fields=["city", "-day"], name="detection_run_newest"),)

    def __str__(self) -> str:
        return f"{self.city_id} {self.day}"


class Signal(models.Model):
    """More of something than is usual, somewhere, on a day."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    city = models.ForeignKey(CITY, models.CASCADE, related_name="signals")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="signals")
    level = models.CharField(_("level"), max_length=10, choices=Level)
    school = models.ForeignKey(
        SCHOOL, models.PROTECT, null=True, blank=True, related_name="signals"
    )
    school_class = models.ForeignKey(
        SCHOOL_CLASS, models.PROTECT, null=True, blank=True, related_name="signals"
    )
    members = models.JSONField(
        default=list, blank=True, help_text=_("Schools of a cluster, by their codes")
    )
    syndrome = models.CharField(_("syndrome"), max_length=20)
    diagnosis = models.CharField(_("diagnosis"), max_length=60, blank=True)
    day = models.DateField(_("day"))
    emerged_on = models.DateField(_("emerged on"), help_text=_("First unusual day"))
    detected_at = models.DateTimeField(_("detected at"))
    method = models.CharField(_("method"), max_length=40)
    p = models.FloatField(null=True)
    score = models.FloatField(null=True)
    observed = models.FloatField(_("counted"))
    expected = models.FloatField(_("expected"), null=True)
    upper = models.FloatField(_("threshold"), null=True)
    parameters = models.JSONField(default=dict)
    parameters_hash = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    as_of = models.DateTimeField(_("as known at"))
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.SIGNAL)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    next_due = models.DateTimeField(_("due"), null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["city", "state", "next_due"], name="signal_worklist"),
            models.Index(fields=["city", "day"], name="signal_of_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level__in=(Level.CITY, Level.CLUSTER), school_class=None)
                | models.Q(level=Level.SCHOOL, school__isnull=False, school_class=None)
                | models.Q(level=Level.CLASS, school__isnull=False, school_class__isnull=False),
                name="signal_has_the_place_of_its_level",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.MERGED, merged_into__isnull=False)
                | ~models.Q(state=State.MERGED) & models.Q(merged_into=None),
                name="signal_merged_has_a_parent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.syndrome} {self.school_class or self.school or self.city_id} {self.day}"

    @property
    def is_merged(self) -> bool:
        """Whether what is done about it is done at another signal."""
        return self.merged_into_id is not None


class Transition(AppendOnly):
    """What somebody did with a signal; written once, by the rules of `domain.acting`."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="transitions")
    action = models.CharField(_("action"), max_length=16)
    state = models.CharField(_("state"), max_length=16, choices=State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))
    evidence = models.TextField(_("evidence"), blank=True)
    language = models.CharField(
        _("language"), max_length=16, blank=True, help_text=_("Of the page it was written on")
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    next_due = models.DateTimeField(_("next due"), null=True)
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), null=True, validators=_ONE_TO_FIVE
    )
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, validators=_ONE_TO_FIVE)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence, blank=True)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ("signal", "at", "pk")

    def __str__(self) -> str:
        return f"{self.signal_id} {self.action}"
