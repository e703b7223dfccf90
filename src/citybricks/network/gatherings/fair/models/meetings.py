"""Rows of who meets when and at which table, of what was refused, and of what was changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.fair.models.requests import PERSON, Request, new_ulid
from citybricks.network.gatherings.fair.models.setting import Fair, Slot
from citybricks.network.gatherings.fair.vocabulary import PLACED, Answer, Standing


class Meeting(models.Model):
    """A meeting of a plan: when, and at which table."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    fair = models.ForeignKey(Fair, models.CASCADE, related_name="meetings")
    request = models.OneToOneField(Request, models.CASCADE, related_name="meeting")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="meetings")
    table = models.PositiveSmallIntegerField(
        _("table"), null=True, blank=True, help_text=_("Null: it is held online.")
    )
    state = models.CharField(_("state"), max_length=12, choices=Standing, default=Standing.DRAFT)
    locked = models.BooleanField(_("stays where it is"), default=False)
    sequence = models.PositiveIntegerField(
        _("revision"), default=0, help_text=_("SEQUENCE of its entry in calendars (RFC 5545).")
    )
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("slot__start", "table", "ulid")
        indexes = (models.Index(fields=["fair", "state"], name="meeting_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["slot", "table"],
                condition=models.Q(state__in=PLACED, table__isnull=False),
                name="one_meeting_at_a_table",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request} ({self.slot})"

    @property
    def place(self) -> str:
        """Name of its table; empty where it is online."""
        return self.fair.place(self.table)

    @property
    def is_placed(self) -> bool:
        """Whether it takes up a slot."""
        return self.state in PLACED


class Seat(models.Model):
    """Somebody's part in a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    participant = models.ForeignKey(PERSON, models.CASCADE, related_name="seats")
    answer = models.CharField(_("answer"), max_length=12, choices=Answer, default=Answer.WAITING)
    words = models.CharField(_("words"), max_length=300, blank=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "participant"], name="one_seat_of_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_answer_display()}"


class Refusal(models.Model):
    """Why a request has no meeting."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="refusals")
    request = models.OneToOneField(Request, models.CASCADE, related_name="refusal")
    code = models.CharField(_("reason"), max_length=32)
    why = TextColumn(_("in words"))
    instead = models.JSONField(_("requests that hold the place"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")
        ordering = ("code", "pk")

    def __str__(self) -> str:
        return f"{self.request}: {self.code}"


class Edit(models.Model):
    """A change that an organiser made to a plan, as it can be undone."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="edits")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("what was done"), max_length=16)
    before = models.JSONField(_("as it was"), default=list)
    after = models.JSONField(_("as it became"), default=list)
    undone = models.BooleanField(_("undone"), default=False)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of a plan")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} ({self.at:%Y-%m-%d %H:%M} UTC)"


class Proposal(models.Model):
    """A plan that was worked out anew and waits to be taken over."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    fair = models.ForeignKey(Fair, models.CASCADE, related_name="proposals")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("what for"), max_length=16)
    rests_on = models.CharField(_("plan it rests on"), max_length=64)
    plan = models.JSONField(_("plan"), default=dict)
    taken = models.DateTimeField(_("taken over"), null=True, blank=True)
    created = models.DateTimeField(_("worked out"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposed plan")
        verbose_name_plural = _("proposed plans")
        ordering = ("-ulid",)

    def __str__(self) -> str:
        return f"{self.fair} ({self.created:%Y-%m-%d %H:%M} UTC)"
