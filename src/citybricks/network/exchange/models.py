"""Rows: offers and needs, interest in them, what fits them, and what people said of that."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.network.exchange.vocabulary import (
    SEEN,
    Answer,
    Budget,
    Rights,
    Side,
    State,
    Type,
    Verdict,
)

TERM = timedelta(days=365)
"""How long a listing stands when its writer says nothing else."""


def new_number() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


def in_a_year() -> date:
    """Return when a listing of today expires."""
    return timezone.localdate() + TERM


class Listing(models.Model):
    """An offer or a need of a member."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_number, editable=False)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    type = models.CharField(_("type"), max_length=16, choices=Type, default=Type.TECHNOLOGY)
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="listings")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)

    title = TextColumn(_("title"))
    summary = TextColumn(_("summary"))
    description = TextColumn(_("description"))
    advantages = TextColumn(_("innovation and advantages"))

    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("1 to 9, ISO 16290"),
    )
    rights = models.CharField(_("rights"), max_length=16, choices=Rights, blank=True)
    partnerships = models.JSONField(_("partnership sought"), default=list, blank=True)
    regions = models.JSONField(
        _("regions"),
        default=list,
        blank=True,
        help_text=_("ISO 3166-1 alpha-2 and UN M49 codes; empty: everywhere"),
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    sdg = models.JSONField(_("targets of the SDGs"), default=list, blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    bricks = models.JSONField(_("bricks"), default=list, blank=True)
    occupations = models.JSONField(
        _("occupations and skills"), default=list, blank=True, help_text=_("URIs of ESCO")
    )
    budget = models.CharField(_("budget"), max_length=16, choices=Budget, blank=True)
    evidence = models.JSONField(
        _("evidence"), default=list, blank=True, help_text=_("Addresses and DOIs")
    )

    expires = models.DateField(_("expires"), default=in_a_year)
    reminded = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text=_("Days before expiry of the last reminder")
    )
    outcome = TextColumn(_("outcome"))
    returned = models.TextField(
        _("reason of sending back"), blank=True, help_text=_("What the quality check asks for")
    )

    quotes = models.JSONField(
        _("sentences it rests on"),
        default=list,
        blank=True,
        help_text=_("Of published sources: text, language, source, date, url."),
    )
    reported = models.BooleanField(
        _("reported"),
        default=False,
        help_text=_("Others say it of the member, which has not confirmed it"),
    )
    demonstration = models.BooleanField(_("demonstration"), default=False)

    created = models.DateTimeField(_("created"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    published = models.DateTimeField(_("published"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("offer or need")
        verbose_name_plural = _("offers and needs")
        ordering = ["-ulid"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(trl__isnull=True) | models.Q(trl__range=(1, 9)),
                name="listing_trl_of_iso_16290",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "side", "-published"], name="listing_newest"),
            models.Index(fields=["state", "expires"], name="listing_expiring"),
            models.Index(fields=["member", "state"], name="listing_of_member"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.ulid

    @property
    def key(self) -> str:
        """What it is found by: ``offer:01K…`` or ``need:01K…``."""
        return f"{self.side}:{self.ulid}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state in SEEN


class Facet(models.Model):
    """A value that a listing can be narrowed down to; made from the listing when it is kept."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "kind", "value"], name="facet_once")
        ]
        indexes = [models.Index(fields=["kind", "value", "listing"], name="facet_of_value")]

    def __str__(self) -> str:
        return f"{self.kind}={self.value}"


class Interest(models.Model):
    """A member says to another that it would like to talk about a listing."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_number, editable=False)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="interests")
    member = models.ForeignKey("members.Member", models.CASCADE, related_name="interests")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    message = TextColumn(_("message"))
    confidential = models.BooleanField(_("non-disclosure agreement asked for"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=Answer, default=Answer.SENT)
    answer_by = models.DateField(_("to be answered by"))
    reminded = models.BooleanField(default=False, editable=False)
    answer = TextColumn(_("answer"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent = models.DateTimeField(_("sent"), auto_now_add=True)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        ordering = ["-ulid"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "member"],
                condition=models.Q(state=Answer.SENT),
                name="interest_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "answer_by"], name="interest_due"),
            models.Index(fields=["member", "-ulid"], name="interest_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.listing}"


class Match(models.Model):
    """Something that fits a listing, as it was last worked out."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="matches")
    other = models.CharField(_("what fits"), max_length=120, help_text=_("offer:…, brick:…"))
    rank = models.PositiveSmallIntegerField(_("rank"), default=0)
    score = models.FloatField(_("score"))
    components = models.JSONField(_("components"), default=dict)
    features = models.JSONField(_("features"), default=dict)
    reasons = models.JSONField(_("reasons"), default=list)
    fits = models.BooleanField(
        _("fits"), default=True, help_text=_("No: a filter left it out, and the reasons say why")
    )
    first_seen = models.DateTimeField(_("first seen"), auto_now_add=True)
    notified = models.DateTimeField(_("told"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        ordering = ["listing", "rank"]
        constraints = [models.UniqueConstraint(fields=["listing", "other"], name="match_once")]
        indexes = [models.Index(fields=["other"], name="match_of_other")]

    def __str__(self) -> str:
        return f"{self.listing_id} ~ {self.other}"


class Feedback(models.Model):
    """What people said of a match or did with it: what later weights are learnt from."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="feedback")
    other = models.CharField(max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict)
    features = models.JSONField(
        default=dict, help_text=_("What the score was made from when it was said")
    )
    at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "other", "by", "verdict"], name="feedback_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} ~ {self.other}: {self.verdict}"
