"""Rows: boards that are watched, heads that were seen, other witnesses, and split views."""

from __future__ import annotations

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

KEY = RegexValidator(r"^[0-9a-f]{64}$", _("64 hexadecimal digits"))

ADDRESS = URLValidator(["https", "http"])


class Watched(models.Model):
    """A board of another city, and how much of it was seen.

    What was seen is written past the history, which tells who entered the board and its key.
    """

    city = models.CharField(_("city"), max_length=120)
    url = models.CharField(
        _("address"),
        max_length=200,
        unique=True,
        validators=[ADDRESS],
        help_text=_("Of its API, as https://hub.example/voting/api/elections/UUID"),
    )
    uuid = models.CharField("UUID", max_length=32, editable=False)
    key_id = models.CharField(
        _("public key"),
        max_length=64,
        blank=True,
        validators=[KEY],
        help_text=_("Ed25519 public key of the board; empty: the one that is seen first"),
    )
    is_active = models.BooleanField(_("is watched"), default=True)
    height = models.IntegerField(_("height"), default=-1, editable=False)
    bytes = models.BigIntegerField(_("bytes"), default=0, editable=False)
    looked = models.DateTimeField(_("looked at"), null=True, editable=False)
    problem = models.TextField(_("problem"), blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["height", "bytes", "looked", "problem"])

    class Meta:
        verbose_name = _("watched board")
        verbose_name_plural = _("watched boards")
        ordering = ("city", "url")

    def __str__(self) -> str:
        return f"{self.city} ({self.uuid})"

    def save(self, *args: object, **kwargs: object) -> None:
        """Take the UUID from the address."""
        self.url = self.url.rstrip("/")
        self.uuid = self.url.rpartition("/")[2][:32]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # handed through


class Peer(models.Model):
    """Another witness, which is asked what it has seen."""

    city = models.CharField(_("city"), max_length=120)
    url = models.CharField(
        _("address"),
        max_length=200,
        unique=True,
        validators=[ADDRESS],
        help_text=_("Of its hub"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("other witness")
        verbose_name_plural = _("other witnesses")
        ordering = ("city", "url")

    def __str__(self) -> str:
        return self.city


class Seen(models.Model):
    """A head that a board has signed, from the board itself or from another witness."""

    watched = models.ForeignKey(Watched, models.CASCADE, related_name="seen")
    uuid = models.CharField("UUID", max_length=32)
    height = models.PositiveIntegerField(_("height"))
    signed = models.TextField(help_text=_("head.json"))
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Empty: the board itself")
    )
    at = models.DateTimeField(_("seen"), auto_now_add=True)

    class Meta:
        verbose_name = _("seen head")
        verbose_name_plural = _("seen heads")
        ordering = ("watched", "height")
        constraints = (
            models.UniqueConstraint(fields=["watched", "height", "signed"], name="head_seen_once"),
        )
        indexes = (models.Index(fields=["uuid", "height"], name="seen_of_election"),)

    def __str__(self) -> str:
        return f"{self.watched} {self.height}"


class Kind(models.TextChoices):
    """How a board has lied."""

    SPLIT = "split", _("It has signed two heads that contradict each other")
    REWRITTEN = "rewritten", _("It has changed what was on it")
    WITHHELD = "withheld", _("It hides what it has shown before, or to others")
    KEY = "key", _("It signs with another key than before")


class Split(models.Model):
    """Evidence that a board has shown two views: two heads, each signed by it."""

    watched = models.ForeignKey(Watched, models.CASCADE, related_name="splits")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    first = models.TextField(help_text=_("head.json"))
    second = models.TextField(help_text=_("head.json"))
    sources = models.CharField(
        _("who saw them"), max_length=400, blank=True, help_text=_("Empty: this hub")
    )
    found = models.DateTimeField(_("found"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("split view")
        verbose_name_plural = _("split views")
        ordering = ("-found",)

    def __str__(self) -> str:
        return f"{self.watched}: {self.get_kind_display()}"
