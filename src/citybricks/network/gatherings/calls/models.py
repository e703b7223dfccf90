"""Rows: calls, what is proposed and by whom, who reviews it, and what was decided."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.calls.vocabulary import (
    Answer,
    Attendance,
    Decision,
    Kind,
    Progress,
    Role,
    State,
)


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Call(models.Model):
    """A call for talks, or for sessions by conveners."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(
        "gatherings_hosting.Gathering", models.CASCADE, related_name="calls"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TALKS)
    title = TextColumn(_("title"))
    text = TextColumn(_("text"))
    tracks = models.JSONField(
        _("tracks"), default=list, blank=True, help_text=_("Codes; empty: all of the gathering")
    )
    formats = models.JSONField(
        _("formats"), default=list, blank=True, help_text=_("code, minutes, names by language")
    )
    most_words = models.PositiveIntegerField(_("most words of an abstract"), default=300)
    most_each = models.PositiveSmallIntegerField(_("most proposals of a person"), default=3)
    most_speakers = models.PositiveSmallIntegerField(_("most speakers"), default=6)
    opens = models.DateTimeField(_("opens"))
    closes = models.DateTimeField(_("closes"))
    blind = models.BooleanField(
        _("blind"), default=False, help_text=_("Reviewers do not see who proposes.")
    )
    each = models.PositiveSmallIntegerField(
        _("reviews of each proposal"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    is_shown = models.BooleanField(_("shown"), default=False)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ("closes", "ulid")
        constraints = (
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="a_call_closes_after_it_opens"
            ),
        )

    def __str__(self) -> str:
        return self.title.shown("en").text or self.ulid

    @property
    def is_open(self) -> bool:
        """Whether one can propose and change what one has proposed."""
        return self.is_shown and self.opens <= timezone.now() < self.closes

    @property
    def is_over(self) -> bool:
        """Whether its deadline has passed."""
        return timezone.now() >= self.closes


class Criterion(models.Model):
    """Something that reviewers give a mark from 1 to 5 for."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    code = models.SlugField(_("code"), max_length=40)
    name = TextColumn(_("name"))
    weight = models.FloatField(_("weight"), default=1.0)
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("call", "place", "code")
        constraints = (
            models.UniqueConstraint(fields=["call", "code"], name="one_criterion_of_a_code"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs_something"),
        )

    def __str__(self) -> str:
        return self.name.shown("en").text or self.code


class Proposal(models.Model):
    """A talk or a session that somebody proposes."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="proposals")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposals"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    title = TextColumn(_("title"))
    abstract = TextColumn(_("abstract"))
    notes = models.TextField(_("to the organisers"), blank=True)
    track = models.CharField(_("track"), max_length=40, blank=True)
    format = models.CharField(_("format"), max_length=40, blank=True)
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance, default=Attendance.ON_SITE
    )
    language = models.CharField(_("language it is held in"), max_length=35, default="en")
    interpretation = models.JSONField(
        _("interpretation wished into"), default=list, blank=True, help_text=_("Tags of BCP 47")
    )
    submitted = models.DateTimeField(_("handed in"), null=True, blank=True)
    decided = models.DateTimeField(_("decided"), null=True, blank=True)
    taken = models.CharField(
        _("in the programme"), max_length=60, blank=True, help_text=_("Key of the talk or session")
    )
    demonstration = models.BooleanField(_("demonstration"), default=False)
    created = models.DateTimeField(_("begun"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("-ulid",)
        indexes = (models.Index(fields=["call", "state"], name="proposal_of_call"),)

    def __str__(self) -> str:
        return str(self.title) or self.ulid


class Speaker(models.Model):
    """Somebody who is to speak, to lead, or who convenes a session."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="speakers")
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.SPEAKER)
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    name = models.CharField(_("name"), max_length=120)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    member = models.ForeignKey(
        "members.Member",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member it comes for"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="speaking",
        verbose_name=_("account"),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    unsuitable = models.JSONField(
        _("unsuitable hours"), default=list, blank=True, help_text=_("Pairs of times of day")
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, default=Answer.ASKED)
    answered = models.DateTimeField(_("answered"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("proposal", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=["proposal", "email"], name="one_place_of_a_speaker"),
        )

    def __str__(self) -> str:
        return self.name


class PlannedTalk(models.Model):
    """A talk within a session that is proposed."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="talks")
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    title = TextColumn(_("title"))
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("talk of a session")
        verbose_name_plural = _("talks of a session")
        ordering = ("proposal", "place", "pk")

    def __str__(self) -> str:
        return str(self.title)


class Review(models.Model):
    """What a reviewer says of a proposal, or owes to say."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews_of_proposals"
    )
    progress = models.CharField(
        _("progress"), max_length=10, choices=Progress, default=Progress.OWED
    )
    by_hand = models.BooleanField(_("assigned by hand"), default=False)
    marks = models.JSONField(_("marks"), default=dict, blank=True, help_text=_("By criterion"))
    to_authors = TextColumn(_("to the authors"))
    confidential = models.TextField(_("to the organisers only"), blank=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("proposal", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "reviewer"], name="one_review_of_a_reviewer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.proposal}"


class Conflict(models.Model):
    """A reviewer has an interest in a proposal, and says so."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="conflicts")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    declared = models.DateTimeField(_("declared"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = (
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="conflict_once"),
        )

    def __str__(self) -> str:
        return f"{self.reviewer} ≠ {self.proposal}"


class Letter(models.Model):
    """What the authors of a proposal were written when it was decided."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="letters")
    decision = models.CharField(_("decision"), max_length=8, choices=Decision)
    text = TextColumn(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    written = models.DateTimeField(_("written"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-written", "-pk")

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.proposal}"
