"""Rows: what was released, and what may still be learned of a pupil in a school year.

A release is written once and holds what everybody may read, nothing else: hidden counts are not
in it. What is learned of a pupil is counted in millionths of ε, as fractions do not add up.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.services.appending import AppendOnly
from citybricks.services.schoolhealth.releases.vocabulary import Kind

CITY = "schoolhealth.City"
MILLION = 1_000_000
"""Parts of an ε of 1 that are counted."""


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Release(AppendOnly):
    """A table of one week of a city that everybody may read."""

    id = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    city = models.ForeignKey(CITY, models.PROTECT, related_name="releases")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    week = models.DateField(_("week"), help_text=_("Its Monday"))
    school_year = models.PositiveSmallIntegerField(_("school year"))
    table = models.JSONField(_("table"))
    epsilon = models.FloatField("ε", null=True, blank=True)
    scale = models.FloatField(_("scale of the noise"), null=True, blank=True)
    as_of = models.DateTimeField(_("as known at"))
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ("-week", "city", "kind")
        constraints = (
            models.UniqueConstraint(fields=["city", "week", "kind"], name="release_of_a_week_once"),
            models.CheckConstraint(
                condition=models.Q(kind=Kind.SUPPRESSED, epsilon=None, scale=None)
                | models.Q(kind=Kind.PRIVATE, epsilon__gt=0, scale__gt=0),
                name="release_private_has_its_noise",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.week} ({self.get_kind_display()})"


class Ledger(models.Model):
    """What may be learned of any pupil of a city in a school year, and what was."""

    city = models.ForeignKey(CITY, models.PROTECT, related_name="ledgers")
    school_year = models.PositiveSmallIntegerField(_("school year"))
    budget = models.PositiveIntegerField(_("millionths of ε"), default=MILLION)
    spent = models.PositiveIntegerField(_("millionths of ε spent"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("budget of ε")
        verbose_name_plural = _("budgets of ε")
        ordering = ("city", "-school_year")
        constraints = (
            models.UniqueConstraint(fields=["city", "school_year"], name="ledger_of_year_once"),
            models.CheckConstraint(
                condition=models.Q(spent__lte=models.F("budget")), name="ledger_not_overspent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.city_id} {self.school_year}"


class Spending(AppendOnly):
    """What one release cost."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="spendings")
    release = models.OneToOneField(Release, models.PROTECT, null=True, related_name="spending")
    at = models.DateTimeField(_("at"), default=timezone.now)
    amount = models.PositiveIntegerField(_("millionths of ε"))
    what = models.CharField(_("what for"), max_length=200)

    class Meta:
        verbose_name = _("spending of ε")
        verbose_name_plural = _("spendings of ε")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.amount} {self.what}"
