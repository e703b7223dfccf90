"""Rows: gatherings, who holds them, who takes part, their rooms, and plans that are worked out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Attendance(models.TextChoices):
    """Where something is attended."""

    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Part(models.TextChoices):
    """What a gathering can have."""

    FAIR = "fair", _("Matching fair")
    FORUM = "forum", _("Forum")
    EXPO = "expo", _("Expo")


class Gathering(models.Model):
    """A forum, a matching fair, an expo, or several of them at one time."""

    class State(models.TextChoices):
        """How it stands."""

        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Over")

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = TextColumn(_("title"))
    summary = TextColumn(_("summary"))
    venue = TextColumn(_("venue"), help_text=_("Building and street, as on an invitation."))
    city = models.ForeignKey(
        "members.Member",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city it is in"),
    )
    host = models.ForeignKey(
        "members.Member",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("held by"),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    attendance = models.CharField(
        _("attendance"), max_length=8, choices=Attendance, default=Attendance.HYBRID
    )
    parts = models.JSONField(_("parts"), default=list)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering = ("-first_day", "slug")
        constraints = (
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="a_gathering_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title.shown("en").text or self.slug

    @property
    def is_public(self) -> bool:
        """Whether everybody sees it."""
        return self.state != self.State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether one can still register, ask and propose."""
        return self.state == self.State.OPEN

    @property
    def named_parts(self) -> list[Part]:
        """What it has, in a fixed order."""
        return [part for part in Part if part in self.parts]

    def has(self, part: str) -> bool:
        """Whether it has a part: ``fair``, ``forum`` or ``expo``."""
        return part in self.parts


class Post(models.Model):
    """A person who helps to hold a gathering."""

    class Role(models.TextChoices):
        """What the person may do."""

        ORGANISER = "organiser", _("Organiser")
        REVIEWER = "reviewer", _("Reviewer")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="posts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gathering_posts"
    )
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.ORGANISER)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "user", "role"], name="one_post_of_a_role_at_a_gathering"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.gathering})"


class Participant(models.Model):
    """Somebody who takes part in a gathering, with or without an account."""

    class State(models.TextChoices):
        """How it stands."""

        REGISTERED = "registered", _("Registered")
        CONFIRMED = "confirmed", _("Confirmed")
        CANCELLED = "cancelled", _("Cancelled")

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("account"),
    )
    member = models.ForeignKey(
        "members.Member",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member it comes for"),
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("As it is to stand on the badge.")
    )
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    country = models.CharField(_("country or region"), max_length=2, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    attendance = models.CharField(
        _("attendance"),
        max_length=8,
        choices=[one for one in Attendance.choices if one[0] != Attendance.HYBRID],
        default=Attendance.ON_SITE,
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REGISTERED)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    created = models.DateTimeField(_("registered at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("family_name", "name", "ulid")
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "user"], name="one_registration_of_a_person"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_coming(self) -> bool:
        """Whether they take part."""
        return self.state != self.State.CANCELLED


class Room(models.Model):
    """A room of a gathering."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="rooms")
    code = models.SlugField(_("code"), max_length=40)
    name = TextColumn(_("name"))
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["gathering", "code"], name="one_room_of_a_code"),
        )

    def __str__(self) -> str:
        return self.name.shown("en").text or self.code


class Planning(models.Model):
    """A brick that works out a plan of a gathering."""

    class State(models.TextChoices):
        """How it stands."""

        OWED = "owed", _("Waiting")
        RUNNING = "running", _("Being worked out")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="plannings")
    part = models.CharField(_("part"), max_length=16)
    brick = models.CharField(_("brick"), max_length=80)
    key = models.CharField(_("run"), max_length=64, help_text=_("Key in the run store."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OWED)
    share = models.FloatField(_("share done"), default=0.0)
    message = models.CharField(_("message"), max_length=200, blank=True)
    problems = models.JSONField(
        _("problems"), default=dict, help_text=_("What the inputs are to blame for, by language.")
    )
    to_cancel = models.BooleanField(_("to be cancelled"), default=False)
    created = models.DateTimeField(_("asked for"), auto_now_add=True)
    started = models.DateTimeField(_("started"), null=True, blank=True)
    ended = models.DateTimeField(_("ended"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["share", "message"])

    class Meta:
        verbose_name = _("planning")
        verbose_name_plural = _("plannings")
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.brick} ({self.get_state_display()})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in (self.State.OWED, self.State.RUNNING)


class Feed(models.Model):
    """A secret address under which a calendar program fetches somebody's agenda."""

    token = models.CharField(primary_key=True, max_length=43, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "user"], name="one_calendar_address_of_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.gathering})"
