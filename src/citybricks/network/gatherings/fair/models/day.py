"""Rows of the day itself: who is there, who came to which meeting, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.gatherings.fair.models.meetings import Meeting, Seat
from citybricks.network.gatherings.fair.models.requests import PERSON, new_ulid
from citybricks.network.gatherings.fair.models.setting import Fair


class Presence(models.Model):
    """Somebody has been checked in on a day of the gathering."""

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="presences")
    participant = models.ForeignKey(PERSON, models.CASCADE, related_name="presences")
    day = models.DateField(_("day"), help_text=_("On the clock of the gathering."))
    at = models.DateTimeField(_("checked in"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=["fair", "participant", "day"], name="one_check_in_of_a_person_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} ({self.day})"


class Turnout(models.Model):
    """Whether somebody came to a meeting."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="turnout")
    came = models.BooleanField(_("came"))
    at = models.DateTimeField(_("noted"), auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["at"])

    class Meta:
        verbose_name = _("turnout")
        verbose_name_plural = _("turnouts")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.came}"


class NextStep(models.TextChoices):
    """What two sides do after a meeting."""

    NOTHING = "nothing", _("Nothing further")
    PAPERS = "papers", _("Send each other papers")
    MEET = "meet", _("Meet again")
    VISIT = "visit", _("Visit each other")
    PILOT = "pilot", _("Try something out together")
    AGREE = "agree", _("Work out an agreement")


class Value(models.TextChoices):
    """How much money it is about, roughly, in renminbi."""

    UNKNOWN = "unknown", _("Not known yet")
    NONE = "none", _("No money")
    TO_100K = "to-100k", _("Below 100,000 yuan")
    TO_1M = "to-1m", _("100,000 to 1 million yuan")
    TO_10M = "to-10m", _("1 to 10 million yuan")
    MORE = "more", _("More than 10 million yuan")


class Kind(models.TextChoices):
    """What sort of agreement is meant."""

    NONE = "", _("None")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    FRIENDSHIP = "friendship", _("Friendship city")
    SISTER = "sister", _("Sister city")
    PROJECT = "project", _("Joint project")
    DATA = "data", _("Sharing of data")
    CONTRACT = "contract", _("Contract")


class Outcome(models.Model):
    """What came of a meeting, as one of those who were there tells it."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="outcomes")
    participant = models.ForeignKey(PERSON, models.CASCADE, related_name="outcomes")
    next_step = models.CharField(_("next step"), max_length=16, choices=NextStep)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    value = models.CharField(_("value"), max_length=16, choices=Value, default=Value.UNKNOWN)
    kind = models.CharField(_("agreement that is meant"), max_length=16, choices=Kind, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    words = models.TextField(_("in words"), max_length=2000, blank=True)
    language = models.CharField(_("language of the words"), max_length=35, default="en")
    told = models.DateTimeField(_("told"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["told"])

    class Meta:
        verbose_name = _("outcome of a meeting")
        verbose_name_plural = _("outcomes of meetings")
        ordering = ("ulid",)
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "participant"], name="one_outcome_of_a_person_of_a_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.get_next_step_display()}"
