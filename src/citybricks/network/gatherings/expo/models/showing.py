"""Rows: what a booth shows, and who is there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.expo.models.booth import Booth


class Picture(models.Model):
    """A booth's logo or one of its pictures, as WebP in two sizes, with what it shows in words."""

    class Kind(models.TextChoices):
        """What it is for."""

        LOGO = "logo", _("Logo")
        PICTURE = "picture", _("Picture")

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="pictures")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PICTURE)
    content = models.BinaryField()
    small = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = TextColumn(_("what the picture shows"), blank=False)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    history = HistoricalRecords(excluded_fields=["content", "small"])

    class Meta:
        verbose_name = _("picture of a booth")
        verbose_name_plural = _("pictures of booths")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["booth"], condition=Q(kind="logo"), name="one_logo_of_a_booth"
            ),
        )

    def __str__(self) -> str:
        return f"{self.booth}: {self.alt}"


class Video(models.Model):
    """A video of a booth: a file with captions, or a link to where it is."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="videos")
    title = TextColumn(_("title"), blank=False)
    link = models.URLField(_("address"), blank=True)
    content = models.BinaryField(null=True)
    media_type = models.CharField(max_length=20, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("video of a booth")
        verbose_name_plural = _("videos of booths")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.booth}: {self.title}"


class Captions(models.Model):
    """What is said in a video, as WebVTT in a language."""

    video = models.ForeignKey(Video, models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=35)
    text = models.TextField(_("WebVTT"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["video", "language"], name="captions_once_a_language"),
        )

    def __str__(self) -> str:
        return f"{self.video} ({self.language})"


class Document(models.Model):
    """A PDF that a booth gives out."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="documents")
    title = TextColumn(_("title"), blank=False)
    language = models.CharField(_("language"), max_length=35)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("document of a booth")
        verbose_name_plural = _("documents of booths")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.booth}: {self.title}"


class Model3D(models.Model):
    """The glTF 2.0 model of a booth, in one binary file."""

    booth = models.OneToOneField(Booth, models.CASCADE, related_name="model")
    content = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False)
    triangles = models.PositiveIntegerField(editable=False)
    alt = TextColumn(_("what the model shows"), blank=False)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("3-D model of a booth")
        verbose_name_plural = _("3-D models of booths")

    def __str__(self) -> str:
        return f"{self.booth}: {self.alt}"


class Tool(models.Model):
    """A brick that runs in a booth, on the booth's data or on the brick's example."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="tools")
    brick = models.CharField(_("brick"), max_length=80)
    note = TextColumn(_("why it is here"))
    inputs = models.JSONField(
        _("inputs"),
        default=dict,
        blank=True,
        help_text=_("Other than the brick's example; tables are in the files."),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("brick in a booth")
        verbose_name_plural = _("bricks in booths")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["booth", "brick"], name="a_brick_once_in_a_booth"),
        )

    def __str__(self) -> str:
        return f"{self.booth}: {self.brick}"


class ToolFile(models.Model):
    """A table that the exhibitor brought for an input of a brick."""

    tool = models.ForeignKey(Tool, models.CASCADE, related_name="files")
    input = models.CharField(_("input"), max_length=80)
    name = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("data of a brick in a booth")
        verbose_name_plural = _("data of bricks in booths")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["tool", "input"], name="one_table_of_an_input"),
        )

    def __str__(self) -> str:
        return f"{self.tool}: {self.input}"


class Attendant(models.Model):
    """Somebody who is at a booth: invited by the exhibitor's member or by the organiser."""

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="attendants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name=_("account"),
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    post = TextColumn(_("what they do"))
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    edits = models.BooleanField(
        _("may change the booth"), default=False, help_text=_("And not only answer visitors.")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("person at a booth")
        verbose_name_plural = _("people at booths")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["booth", "email"], name="a_person_once_at_a_booth"),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.booth})"


class Hours(models.Model):
    """When somebody is at a booth."""

    attendant = models.ForeignKey(Attendant, models.CASCADE, related_name="hours")
    starts = models.DateTimeField(_("from"))
    ends = models.DateTimeField(_("until"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hours at a booth")
        verbose_name_plural = _("hours at booths")
        ordering = ("starts",)
        constraints = (
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="hours_end_after_begin"),
        )

    def __str__(self) -> str:
        return f"{self.attendant}: {self.starts:%Y-%m-%d %H:%M}"
