"""Rows of the registrar, in a database of its own.

No credential is here in clear. What is needed to hand one out, or to give a voter another, is
sealed under the passphrase of the registrar officer, which is kept nowhere.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Registration(models.Model):
    """The credentials of an election: the public list, and the key to the rest, sealed."""

    election = models.CharField("UUID", max_length=32, unique=True)
    group = models.CharField("group", max_length=16)
    lock = models.JSONField(help_text=_("How the passphrase opens the key: scrypt and AES-GCM"))
    public = models.TextField(help_text=_("public_credentials.json, sorted"))
    voters = models.PositiveIntegerField(_("credentials of voters"))
    spares = models.PositiveIntegerField(_("spare credentials"))
    by = models.CharField(_("made by"), max_length=254)
    at = models.DateTimeField(_("made at"), auto_now_add=True)
    handed_over = models.DateTimeField(_("handed over at"), null=True, blank=True)

    history = HistoricalRecords(
        excluded_fields=["public", "lock"],
        history_user_id_field=models.PositiveBigIntegerField(null=True),
    )

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return self.election


class Credential(models.Model):
    """A voter's credential: sealed until it was handed out, then only the way to revoke it."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="credentials")
    voter = models.CharField(_("voter's number"), max_length=64)
    weight = models.PositiveIntegerField(_("weight"))
    secret = models.BinaryField(help_text=_("Sealed; empty once it was handed out"))
    public = models.BinaryField(help_text=_("Digest of the public part, sealed"))
    batch = models.PositiveIntegerField(
        _("batch"), null=True, help_text=_("Of letters that were made and not yet confirmed")
    )
    number = models.PositiveSmallIntegerField(_("issue"), default=1)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["registration", "voter"], name="credential_of_voter"),
        )

    def __str__(self) -> str:
        return f"{self.registration}: {self.voter}"


class Spare(models.Model):
    """A credential on the public list that belongs to nobody yet, sealed."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="spare_credentials")
    weight = models.PositiveIntegerField(_("weight"))
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("spare credential")
        verbose_name_plural = _("spare credentials")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.registration}: {self.weight}"


class Deed(models.Model):
    """What the registrar officer did, and how often; rows are only added."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="deeds")
    what = models.CharField(_("what"), max_length=16)
    count = models.PositiveIntegerField(_("credentials"))
    by = models.CharField(_("by"), max_length=254)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("deed of the registrar")
        verbose_name_plural = _("deeds of the registrar")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
