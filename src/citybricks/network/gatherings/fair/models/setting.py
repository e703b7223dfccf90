"""Rows of how a fair is set up: slots, rules, pairs, interpreters, and what people say of them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.gatherings.fair.vocabulary import Bond, Group, Restriction, Stage

MOST_PEOPLE = 4
"""At one meeting."""


class Fair(models.Model):
    """The matching fair of a gathering."""

    gathering = models.OneToOneField(
        "gatherings_hosting.Gathering", models.CASCADE, related_name="fair"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.OPEN)
    most = models.PositiveSmallIntegerField(
        _("most meetings of a person"), default=12, validators=[MinValueValidator(1)]
    )
    people = models.PositiveSmallIntegerField(
        _("most people at a meeting"),
        default=2,
        validators=[MinValueValidator(2), MaxValueValidator(MOST_PEOPLE)],
    )
    online = models.BooleanField(_("meetings can be held online"), default=True)
    places = models.JSONField(
        _("names of tables"), default=list, blank=True, help_text=_("Empty: they are numbered.")
    )
    planning = models.ForeignKey(
        "gatherings_hosting.Planning", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    figures = models.JSONField(_("figures of the plan"), default=dict, blank=True)
    planned = models.DateTimeField(_("planned"), null=True, blank=True)
    published = models.DateTimeField(_("published"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("matching fair")
        verbose_name_plural = _("matching fairs")
        constraints = (
            models.CheckConstraint(condition=Q(most__gte=1), name="fair_allows_a_meeting"),
            models.CheckConstraint(
                condition=Q(people__range=(2, MOST_PEOPLE)), name="fair_meetings_of_2_to_4"
            ),
        )

    def __str__(self) -> str:
        return str(self.gathering)

    @property
    def has_plan(self) -> bool:
        """Whether meetings have slots."""
        return self.stage in (Stage.PLANNED, Stage.PUBLISHED, Stage.OVER)

    def place(self, table: int | None) -> str:
        """Return the name of a table, counted from 1; empty for none."""
        if not table:
            return ""
        return str(self.places[table - 1]) if table <= len(self.places) else str(table)


class Slot(models.Model):
    """A time at which people meet."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="slots")
    start = models.DateTimeField(_("begins"))
    end = models.DateTimeField(_("ends"))
    tables = models.PositiveSmallIntegerField(_("tables"), default=10)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ("start",)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="slot_ends_later"),
            models.UniqueConstraint(fields=["fair", "start"], name="one_slot_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} UTC"

    @property
    def key(self) -> str:
        """What it is known by where people say when they are free: when it begins, in UTC."""
        return key_of(self.start)


def key_of(instant: datetime) -> str:
    """Return the key of a slot that begins at an instant, as ``20231118T0100Z``."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%MZ}"


class Rule(models.Model):
    """Who may not meet whom."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="rules")
    kind = models.CharField(_("rule"), max_length=12, choices=Restriction)
    one = models.CharField(_("group"), max_length=12, choices=Group, blank=True)
    other = models.CharField(_("other group"), max_length=12, choices=Group, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["fair", "kind", "one", "other"], name="one_rule_once"),
        )

    def __str__(self) -> str:
        groups = [Group(key).label for key in (self.one, self.other) if key]
        said = str(self.get_kind_display())
        return f"{said} ({', '.join(map(str, groups))})" if groups else said


class Pair(models.Model):
    """Two people of whom the organisers have decided."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="pairs")
    one = models.ForeignKey("gatherings_hosting.Participant", models.CASCADE, related_name="+")
    other = models.ForeignKey("gatherings_hosting.Participant", models.CASCADE, related_name="+")
    bond = models.CharField(_("they"), max_length=8, choices=Bond)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["fair", "one", "other"], name="one_bond_of_a_pair"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_pair_is_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.one} – {self.other}: {self.get_bond_display()}"


class Interpreter(models.Model):
    """Somebody who interprets between two languages."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="interpreters")
    name = models.CharField(_("name"), max_length=120)
    one = models.CharField(_("language"), max_length=35)
    other = models.CharField(_("other language"), max_length=35)
    away = models.JSONField(_("slots without them"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.one}–{self.other})"


class Profile(models.Model):
    """What somebody who takes part says for the fair; without it, what the fair says holds."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="profiles")
    participant = models.OneToOneField(
        "gatherings_hosting.Participant", models.CASCADE, related_name="profile"
    )
    group = models.CharField(_("comes as"), max_length=12, choices=Group, default=Group.OTHER)
    most = models.PositiveSmallIntegerField(
        _("most meetings"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    free = models.JSONField(
        _("free slots"), null=True, blank=True, help_text=_("Null: nothing was said yet.")
    )
    fields = models.JSONField(_("fields"), default=list, blank=True)
    about = models.CharField(_("what they look for"), max_length=500, blank=True)
    nudged = models.DateTimeField(_("asked for more slots"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = (
            models.CheckConstraint(
                condition=Q(most__isnull=True) | Q(most__gte=1), name="profile_allows_a_meeting"
            ),
        )

    def __str__(self) -> str:
        return str(self.participant)
