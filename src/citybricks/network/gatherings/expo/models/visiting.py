"""Rows: what visitors do. Counts name nobody; what a visitor writes goes to one exhibitor."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.expo.models.booth import Booth, new_ulid
from citybricks.network.gatherings.expo.models.showing import Tool
from citybricks.network.gatherings.expo.vocabulary import Answer


class Favourite(models.Model):
    """A booth that somebody wants to find again."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="favourites")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourite_booths"
    )
    created = models.DateTimeField(_("marked"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("favourite booth")
        verbose_name_plural = _("favourite booths")
        ordering = ("-created",)
        constraints = (
            models.UniqueConstraint(fields=["booth", "user"], name="a_favourite_booth_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.booth}"


class Contact(models.Model):
    """What a visitor asks an exhibitor; nobody else reads it, and it can be erased."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    booth = models.ForeignKey(Booth, models.CASCADE, related_name="contacts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(
        max_length=64, unique=True, editable=False, help_text=_("Of the sender's secret address.")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    country = models.CharField(_("country or region"), max_length=2, blank=True)
    message = TextColumn(_("message"))
    consent = models.TextField(_("what the sender agreed to"))
    state = models.CharField(_("state"), max_length=12, choices=Answer, default=Answer.SENT)
    answer = TextColumn(_("answer"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent = models.DateTimeField(_("sent"), auto_now_add=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    history = HistoricalRecords(
        excluded_fields=["name", "email", "organisation", "message", "answer", "digest", "user"]
    )
    """Says that it was there and how it moved on, and nothing of the sender."""

    class Meta:
        verbose_name = _("contact request")
        verbose_name_plural = _("contact requests")
        ordering = ("-ulid",)
        indexes = (models.Index(fields=["booth", "state"], name="contact_of_booth"),)

    def __str__(self) -> str:
        return f"{self.booth}: {self.ulid}"


class Tally(models.Model):
    """How many visits a booth had on a day from a country, and how long; no person is in it."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="tallies")
    day = models.DateField(_("day"))
    country = models.CharField(_("country or region"), max_length=2, blank=True)
    visits = models.PositiveIntegerField(_("visits"), default=0)
    timed = models.PositiveIntegerField(_("visits whose length is known"), default=0)
    seconds = models.PositiveBigIntegerField(_("seconds"), default=0)
    meetings = models.PositiveIntegerField(_("meetings asked for"), default=0)
    contacts = models.PositiveIntegerField(_("contact requests"), default=0)

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits by day")
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=["booth", "day", "country"], name="one_tally_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.booth}: {self.day}"


class Presence(models.Model):
    """A page of the expo that is open now, under a token that says nothing of who looks."""

    gathering = models.ForeignKey("gatherings_hosting.Gathering", models.CASCADE, related_name="+")
    token = models.CharField(max_length=64)
    booth = models.ForeignKey(Booth, models.CASCADE, null=True, related_name="+")
    seen = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("open page")
        verbose_name_plural = _("open pages")
        constraints = (
            models.UniqueConstraint(fields=["gathering", "token"], name="one_place_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.gathering}"


class Trial(models.Model):
    """A run of a brick that a visitor started in a booth."""

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    tool = models.ForeignKey(Tool, models.CASCADE, related_name="trials")
    inputs = models.JSONField(_("changed inputs"), default=dict)
    language = models.CharField(max_length=35, default="en")
    key = models.CharField(_("run"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    share = models.FloatField(_("share done"), default=0.0)
    problem = models.TextField(_("problem"), blank=True)
    created = models.DateTimeField(_("started"), auto_now_add=True)

    class Meta:
        verbose_name = _("brick tried in a booth")
        verbose_name_plural = _("bricks tried in booths")
        ordering = ("-ulid",)

    def __str__(self) -> str:
        return f"{self.tool}: {self.get_state_display()}"
