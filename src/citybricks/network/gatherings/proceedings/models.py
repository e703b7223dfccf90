"""Rows: what remains of talks, declarations with who signed them, certificates."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.network.gatherings.proceedings.vocabulary import (
    Act,
    Honour,
    Kind,
    Prevailing,
    State,
)

GATHERING = "gatherings_hosting.Gathering"


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Paper(models.Model):
    """What remains of a talk: its abstract in both languages, and where it can be found."""

    talk = models.OneToOneField(
        "gatherings_programme.Talk", models.CASCADE, primary_key=True, related_name="paper"
    )
    abstract = TextColumn(
        _("abstract"), help_text=_("Of the proceedings; empty: that of the programme.")
    )
    doi = models.CharField("DOI", max_length=200, blank=True)
    link = models.URLField(_("address"), max_length=500, blank=True)
    recording = models.URLField(_("recording"), max_length=500, blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return str(self.pk)


class Document(models.Model):
    """A file of a talk, checked when it was sent."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    language = models.CharField(_("language"), max_length=35, blank=True)
    name = models.CharField(_("file"), max_length=200)
    type = models.CharField(_("media type"), max_length=80)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField()
    sent = models.DateTimeField(_("sent"), auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        verbose_name = _("file of a talk")
        verbose_name_plural = _("files of talks")
        ordering = ("kind", "language")
        constraints = (
            models.UniqueConstraint(
                fields=["paper", "kind", "language"], name="one_file_of_a_kind_and_language"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """A text that a gathering agrees on and members sign."""

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="declarations")
    act = models.CharField(_("kind"), max_length=12, choices=Act, default=Act.DECLARATION)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    launched = models.DateField(_("launched on"), null=True, blank=True)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ("-ulid",)

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.gathering})"

    @property
    def is_public(self) -> bool:
        """Whether everybody who sees the gathering sees it."""
        return self.state != State.DRAFT


class Version(models.Model):
    """A declaration as it read; once it is signed it is never changed."""

    declaration = models.ForeignKey(Declaration, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"), default=1)
    title = TextColumn(_("title"))
    preamble = TextColumn(_("preamble"))
    clauses = models.JSONField(_("clauses"), default=list, help_text=_("By language"))
    prevails = models.CharField(
        _("which text prevails"), max_length=8, choices=Prevailing, blank=True
    )
    digest = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    written = models.DateTimeField(_("written"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version of a declaration")
        verbose_name_plural = _("versions of declarations")
        ordering = ("declaration", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["declaration", "number"], name="one_version_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title.shown('en').text} ({self.number})"


class Signature(models.Model):
    """A member has signed a version of a declaration; it stays with that version."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="signatures")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("signed by"), max_length=120)
    office = models.CharField(_("office"), max_length=160, blank=True)
    digest = models.CharField(_("SHA-256 of the text that was signed"), max_length=64)
    at = models.DateTimeField(_("signed at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["version", "member"], name="one_signature_of_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.member}: {self.version}"


class Certificate(models.Model):
    """A certificate that somebody took part or spoke; its code says whether it is genuine."""

    code = models.CharField(primary_key=True, max_length=20, editable=False)
    gathering = models.ForeignKey(GATHERING, models.CASCADE, related_name="certificates")
    honour = models.CharField(_("of"), max_length=12, choices=Honour)
    participant = models.ForeignKey(
        "gatherings_hosting.Participant", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    speaker = models.ForeignKey(
        "gatherings_programme.Speaker", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
    )
    name = TextColumn(_("name"))
    what = models.JSONField(_("talks"), default=list, blank=True, help_text=_("Titles"))
    issued = models.DateTimeField(_("issued"), auto_now_add=True)
    revoked = models.BooleanField(_("revoked"), default=False)
    demonstration = models.BooleanField(_("demonstration"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ("-issued", "code")
        constraints = (
            models.UniqueConstraint(
                fields=["gathering", "participant"],
                condition=Q(participant__isnull=False),
                name="one_certificate_of_attendance",
            ),
            models.UniqueConstraint(
                fields=["gathering", "speaker"],
                condition=Q(speaker__isnull=False),
                name="one_certificate_of_speaking",
            ),
        )

    def __str__(self) -> str:
        return self.code
