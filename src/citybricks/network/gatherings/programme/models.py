"""Rows: tracks, blocks of time, sessions, talks and who gives them, what is published, stars."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.programme.vocabulary import (
    Attendance,
    Channel,
    Kind,
    Palette,
    Standing,
)

GATHERING = "gatherings_hosting.Gathering"
ROOM = "gatherings_hosting.Room"


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Track(models.Model):
    """A subject that sessions are about."""

    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="tracks")
    code = models.SlugField(_("code"), max_length=60)
    name = TextColumn(_("name"))
    mark = models.CharField(
        _("mark"), max_length=2, help_text=_("A letter or two, shown beside the colour.")
    )
    colour = models.CharField(_("colour"), max_length=1, choices=Palette, default=Palette.ONE)
    chair = models.ForeignKey(
        "Speaker",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair"),
    )
    similar = models.ManyToManyField(
        "self",
        blank=True,
        verbose_name=_("similar tracks"),
        help_text=_("Those many people want to hear both; they are not planned side by side."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["gathering", "code"], name="one_track_of_a_code"),
        )

    def __str__(self) -> str:
        return self.name.shown("en").text or self.code


class Block(models.Model):
    """A stretch of time in which sessions run side by side."""

    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="blocks")
    code = models.SlugField(_("code"), max_length=40)
    start = models.DateTimeField(_("begins"))
    end = models.DateTimeField(_("ends"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("block of time")
        verbose_name_plural = _("blocks of time")
        ordering = ("start", "code")
        constraints = (
            models.UniqueConstraint(fields=["gathering", "code"], name="one_block_of_a_code"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="a_block_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Speaker(models.Model):
    """Somebody who speaks or chairs."""

    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="speakers")
    participant = models.ForeignKey(
        "gatherings_hosting.Participant",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered as"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    name = TextColumn(_("name"), help_text=_("As it is to stand in the programme."))
    affiliation = TextColumn(_("organisation"))
    about = TextColumn(_("about the person"))
    country = models.CharField(_("country or region"), max_length=2, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    attendance = models.CharField(
        _("attendance"),
        max_length=8,
        choices=[one for one in Attendance.choices if one[0] != Attendance.HYBRID],
        default=Attendance.ON_SITE,
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    away = models.ManyToManyField(
        Block, blank=True, related_name="without", verbose_name=_("cannot come in")
    )
    demonstration = models.BooleanField(_("demonstration"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.name.shown("en").text)


class Session(models.Model):
    """What takes place in a room, or online, for a while: talks, a roundtable, a break."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="sessions")
    title = TextColumn(_("title"))
    abstract = TextColumn(_("abstract"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.TALKS)
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, verbose_name=_("track")
    )
    room = models.ForeignKey(
        ROOM, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    start = models.DateTimeField(_("begins"), null=True, blank=True)
    end = models.DateTimeField(_("ends"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=90,
        validators=[MinValueValidator(5), MaxValueValidator(720)],
        help_text=_("How long it is to be, while it has no time."),
    )
    chairs = models.ManyToManyField(
        Speaker, blank=True, related_name="chaired", verbose_name=_("chairs")
    )
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance, default=Attendance.HYBRID
    )
    language = models.CharField(_("language"), max_length=35, blank=True)
    meeting = models.URLField(
        _("meeting address"),
        max_length=500,
        blank=True,
        help_text=_("Of BigBlueButton, Zoom, Jitsi …; only participants are shown it."),
    )
    standing = models.CharField(
        _("whether it takes place"), max_length=12, choices=Standing, default=Standing.PLANNED
    )
    locked = models.BooleanField(
        _("locked"), default=False, help_text=_("Planning leaves it where it is.")
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"], m2m_fields=["chairs"])

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("start", "ulid")
        constraints = (
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")),
                name="a_session_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["gathering", "source"],
                condition=~Q(source=""),
                name="one_session_of_a_proposal",
            ),
        )

    def __str__(self) -> str:
        return self.title.shown("en").text or self.ulid


class Interpretation(models.Model):
    """Where a session is heard in another language; only participants are shown it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="interpretations")
    language = models.CharField(_("language"), max_length=35)
    channel = models.CharField(
        _("way of listening"), max_length=8, choices=Channel, default=Channel.AUDIO
    )
    url = models.URLField(_("address"), max_length=500)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "language"], name="one_interpretation_into_a_language"
            ),
        )

    def __str__(self) -> str:
        return f"{self.language} ({self.session_id})"


class Talk(models.Model):
    """A talk of one or several people."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="talks")
    title = TextColumn(_("title"))
    abstract = TextColumn(_("abstract"))
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="talks", verbose_name=_("track")
    )
    session = models.ForeignKey(
        Session,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="talks",
        verbose_name=_("session"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=20, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance, default=Attendance.ON_SITE
    )
    language = models.CharField(_("language"), max_length=35, blank=True)
    speakers = models.ManyToManyField(
        Speaker, through="Speaking", related_name="talks", verbose_name=_("speakers")
    )
    refused = models.ManyToManyField(
        Block, blank=True, related_name="+", verbose_name=_("not to be in")
    )
    standing = models.CharField(
        _("whether it takes place"), max_length=12, choices=Standing, default=Standing.PLANNED
    )
    locked = models.BooleanField(
        _("locked"), default=False, help_text=_("Planning leaves it where it is.")
    )
    source = models.CharField(max_length=60, blank=True, editable=False)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        ordering = ("session", "position", "ulid")
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "source"],
                condition=~Q(source=""),
                name="one_talk_of_a_proposal",
            ),
        )

    def __str__(self) -> str:
        return self.title.shown("en").text or self.ulid


class Speaking(models.Model):
    """Somebody gives a talk."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="speaking")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="speaking")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("speaker of a talk")
        verbose_name_plural = _("speakers of talks")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["talk", "speaker"], name="a_speaker_once_in_a_talk"),
        )

    def __str__(self) -> str:
        return f"{self.speaker_id} ({self.talk_id})"


class Draft(models.Model):
    """A programme that was worked out and waits to be taken over, or that was."""

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting", _("Waits for you")
        TAKEN = "taken", _("Taken over")
        DISCARDED = "discarded", _("Not taken over")

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="programme_drafts")
    planning = models.OneToOneField(
        "gatherings_hosting.Planning", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    content = models.JSONField(_("content"), default=dict)
    created = models.DateTimeField(_("made"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("draft programme")
        verbose_name_plural = _("draft programmes")
        ordering = ("-created",)

    def __str__(self) -> str:
        return self.ulid


class Release(models.Model):
    """A version of the programme as it was published: who is where, and when."""

    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="programme_releases")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField(_("published"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("published programme")
        verbose_name_plural = _("published programmes")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "number"], name="one_programme_of_a_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.gathering_id}: {self.number}"


class Favourite(models.Model):
    """Somebody has starred a session or a talk."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="programme_favourites"
    )
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="favourites"
    )
    talk = models.ForeignKey(Talk, models.CASCADE, null=True, blank=True, related_name="favourites")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        constraints = (
            models.CheckConstraint(
                condition=Q(session__isnull=True, talk__isnull=False)
                | Q(session__isnull=False, talk__isnull=True),
                name="a_favourite_is_a_session_or_a_talk",
            ),
            models.UniqueConstraint(fields=["user", "session"], name="one_star_for_a_session"),
            models.UniqueConstraint(fields=["user", "talk"], name="one_star_for_a_talk"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.session_id or self.talk_id}"
