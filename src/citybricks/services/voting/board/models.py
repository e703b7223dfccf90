"""Rows: boards and where their events stand in the file, heads, complaints, reports.

A board is its own history: nothing that was appended changes. No row here has a history that
says who was signed in, as that could join a voter to a ballot; witnesses and answers to
complaints, which officials write, have one.
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.methods.ballot.archive import EVENTS


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Board(models.Model):
    """The board of an election, and how far its file is."""

    uuid = models.CharField("UUID", max_length=32, primary_key=True)
    name = models.TextField(_("title"), help_text=_("As it stands in the election file"))
    group = models.CharField(_("group"), max_length=16)
    ranked = models.BooleanField(help_text=_("Whether ballots are shuffled before decryption"))
    credentials = models.PositiveIntegerField(_("credentials"))
    timestamp = models.BigIntegerField(help_text=_("In the first record; seconds since 1970"))

    last = models.CharField(_("last event"), max_length=20, choices=[(one, one) for one in EVENTS])
    height = models.PositiveIntegerField(_("height"))
    event_hash = models.CharField(max_length=64)
    bytes = models.BigIntegerField(_("bytes"))
    filed = models.BigIntegerField(
        default=0, help_text=_("Bytes that are in the file for certain; the rest is in rows")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.name} ({self.uuid})"


class Pending(models.Model):
    """Bytes that were appended and are on their way into the file."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="pending")
    offset = models.BigIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("bytes on their way")
        verbose_name_plural = _("bytes on their way")
        ordering = ("offset",)
        constraints = (
            models.UniqueConstraint(fields=["board", "offset"], name="pending_offset_once"),
        )

    def __str__(self) -> str:
        return f"{self.board_id} {self.offset}"


class Event(models.Model):
    """Where an event stands in the file; of a ballot also its tracker and credential."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="events")
    height = models.PositiveIntegerField(_("height"))
    type = models.CharField(_("type"), max_length=20, choices=[(one, one) for one in EVENTS])
    hash = models.CharField(max_length=64)
    payload = models.CharField(max_length=64, blank=True)
    offset = models.BigIntegerField(help_text=_("First byte of its first record"))
    end = models.BigIntegerField(help_text=_("Byte behind its last record"))
    contents = models.JSONField(help_text=_("First byte and size of each of its data"))
    tracker = models.CharField(_("tracker"), max_length=43, blank=True)
    credential = models.TextField(_("public credential"), blank=True)
    owner = models.PositiveSmallIntegerField(_("trustee"), null=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("board", "height")
        constraints = (
            models.UniqueConstraint(fields=["board", "height"], name="event_height_once"),
            models.UniqueConstraint(
                fields=["board", "tracker"], name="ballot_once", condition=~models.Q(tracker="")
            ),
        )
        indexes = (
            models.Index(
                fields=["board", "credential", "-height"],
                name="ballot_of_credential",
                condition=~models.Q(credential=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.board_id} {self.height} {self.type}"


class Head(models.Model):
    """A head of the board as it was signed and handed out."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="heads")
    height = models.PositiveIntegerField(_("height"))
    signed = models.TextField(help_text=_("head.json"))

    class Meta:
        verbose_name = _("head")
        verbose_name_plural = _("heads")
        ordering = ("board", "height")
        constraints = (models.UniqueConstraint(fields=["board", "height"], name="head_once"),)

    def __str__(self) -> str:
        return f"{self.board_id} {self.height}"


class Witness(models.Model):
    """A city that watches boards of this hub and signs their heads too."""

    name = models.CharField(_("city"), max_length=120)
    key_id = models.CharField(
        _("public key"),
        max_length=64,
        unique=True,
        help_text=_("Its Ed25519 public key, in hexadecimal"),
    )
    url = models.CharField(
        _("address"),
        max_length=200,
        blank=True,
        validators=[URLValidator(["https"])],
        help_text=_("Of its hub"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Cosignature(models.Model):
    """A witness has seen a head."""

    head = models.ForeignKey(Head, models.CASCADE, related_name="cosignatures")
    witness = models.ForeignKey(Witness, models.CASCADE, related_name="cosignatures")
    signed = models.TextField(help_text=_("witness.json"))
    received = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("signature of a witness")
        verbose_name_plural = _("signatures of witnesses")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["head", "witness"], name="witnessed_once"),)

    def __str__(self) -> str:
        return f"{self.witness}: {self.head}"


class Spoiled(models.Model):
    """A ballot that was opened for audit; it can never be cast, and its contents are not kept."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="spoiled")
    tracker = models.CharField(_("tracker"), max_length=43)
    honest = models.BooleanField(
        _("as it said"), help_text=_("Whether the ballot held what its audit says")
    )
    day = models.DateField(_("day"), auto_now_add=True)

    class Meta:
        verbose_name = _("audited ballot")
        verbose_name_plural = _("audited ballots")
        ordering = ("board", "tracker")
        constraints = (models.UniqueConstraint(fields=["board", "tracker"], name="spoiled_once"),)

    def __str__(self) -> str:
        return self.tracker


class Claim(models.TextChoices):
    """What somebody complains about."""

    MISSING = "missing", _("My ballot is not on the board")
    CHANGED = "changed", _("The board shows another ballot than mine")
    REFUSED = "refused", _("My ballot was refused")
    AUDIT = "audit", _("An audited ballot did not hold my choices")
    UNASKED = "unasked", _("A ballot was cast with my credential, and not by me")
    OTHER = "other", _("Something else")


class Complaint(models.Model):
    """What a voter or auditor says is wrong; who was signed in is not kept."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="complaints")
    claim = models.CharField(_("claim"), max_length=16, choices=Claim)
    text = models.TextField(_("what happened"), blank=True)
    tracker = models.CharField(_("tracker"), max_length=43, blank=True)
    document = models.TextField(blank=True, help_text=_("complaint.json, where it was signed"))
    filed = models.DateTimeField(_("filed"), auto_now_add=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ("-ulid",)

    def __str__(self) -> str:
        return f"{self.get_claim_display()} ({self.ulid})"


class Answer(models.Model):
    """What an official of the election says to a complaint."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given = models.DateTimeField(_("given"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer to a complaint")
        verbose_name_plural = _("answers to complaints")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.complaint)


class Report(models.Model):
    """The latest verification of a board."""

    board = models.OneToOneField(Board, models.CASCADE, related_name="report")
    height = models.PositiveIntegerField(_("height"))
    verdict = models.CharField(_("what was found"), max_length=16)
    document = models.TextField()
    made = models.DateTimeField(_("made"), auto_now=True)

    class Meta:
        verbose_name = _("verification report")
        verbose_name_plural = _("verification reports")

    def __str__(self) -> str:
        return f"{self.board_id}: {self.verdict}"
