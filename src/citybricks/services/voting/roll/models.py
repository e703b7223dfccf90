"""Rows: voters and how they show who they are.

No row joins a voter and a ballot, and none tells the minute in which somebody voted online: the
roll keeps the channel and the day. What lets a ballot through is deleted when it is used. Codes,
tokens and permits are kept as digests only.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.services.voting.roll.vocabulary import Channel, Deed, Language, Voted

ELECTION = "voting.Election"


def new_salt() -> bytes:
    """Return what keeps the digests of a roll from being guessed."""
    return secrets.token_bytes(32)


def new_token() -> str:
    """Return a name that says nothing."""
    return secrets.token_urlsafe(24)


class Roll(models.Model):
    """What is published of a roll once it is frozen, and the salt that opens it to observers."""

    election = models.OneToOneField(ELECTION, models.CASCADE, related_name="roll")
    salt = models.BinaryField(default=new_salt, editable=False)
    count = models.PositiveIntegerField(_("voters"), default=0)
    weight = models.PositiveBigIntegerField(_("total weight"), default=0)
    digest = models.CharField(_("commitment"), max_length=64, blank=True)
    frozen = models.DateTimeField(_("frozen at"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["salt"])

    class Meta:
        verbose_name = _("roll")
        verbose_name_plural = _("rolls")

    def __str__(self) -> str:
        return str(self.election)


class Voter(models.Model):
    """A person on a roll.

    Its history holds no marks: a time beside them would lead to a ballot.
    """

    election = models.ForeignKey(ELECTION, models.CASCADE, related_name="voters")
    voter_id = models.CharField(_("voter's number"), max_length=64)
    key = models.CharField(max_length=128, help_text=_("The number as it is compared"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    email_key = models.CharField(max_length=300, blank=True)
    lang = models.CharField(_("language"), max_length=2, choices=Language, default=Language.EN)
    weight = models.PositiveIntegerField(_("weight"), default=1)
    district = models.CharField(_("district"), max_length=100, blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.BOTH)

    voted = models.CharField(_("voted"), max_length=8, choices=Voted, blank=True, default=Voted.NOT)
    voted_on = models.DateField(_("on"), null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["voted", "voted_on", "key", "email_key"])

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        ordering = ("election", "key")
        constraints = (
            models.UniqueConstraint(fields=["election", "key"], name="voter_on_roll_once"),
            models.UniqueConstraint(
                fields=["election", "email_key"],
                condition=~models.Q(email_key=""),
                name="voter_address_of_one_voter",
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="voter_weight_from_1"),
            models.CheckConstraint(
                condition=models.Q(voted="", voted_on=None)
                | (~models.Q(voted="") & models.Q(voted_on__isnull=False)),
                name="voter_voted_on_a_day",
            ),
        )
        indexes = (models.Index(fields=["election", "district"], name="voter_of_district"),)

    def __str__(self) -> str:
        return self.voter_id


class Rejected(models.Model):
    """A row of a table that could not be taken over, as it was sent, until somebody lets it go."""

    election = models.ForeignKey(ELECTION, models.CASCADE, related_name="rejected_rows")
    file = models.CharField(_("file"), max_length=200)
    row = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=dict)
    faults = models.JSONField(default=list, help_text=_("What is wrong: code, column, values"))

    class Meta:
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering = ("file", "row")

    def __str__(self) -> str:
        return f"{self.file}:{self.row}"


class Entry(models.Model):
    """What was done at the desk; rows are only added. A printed token tells its day only."""

    voter = models.ForeignKey(Voter, models.CASCADE, related_name="entries")
    deed = models.CharField(_("what"), max_length=8, choices=Deed)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("at"), null=True)

    class Meta:
        verbose_name = _("entry of the desk")
        verbose_name_plural = _("entries of the desk")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.deed} {self.voter}"


class Asked(models.Model):
    """Somebody asked for a code: for whom is looked up later, so that an answer tells nothing."""

    token = models.CharField(max_length=40, primary_key=True, default=new_token)
    election = models.ForeignKey(ELECTION, models.CASCADE, related_name="+")
    typed = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.token


class Revocation(models.Model):
    """A credential that the board refuses; the registrar writes it, and everybody may read it.

    Rows are only added. It is here and not with the registrar's rows, so that the board looks it
    up in the transaction in which it appends a ballot.
    """

    election = models.ForeignKey(ELECTION, models.CASCADE, related_name="revocations")
    public = models.TextField(_("public part"))
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=16)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revoked credential")
        verbose_name_plural = _("revoked credentials")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["election", "digest"], name="credential_revoked_once"),
        )

    def __str__(self) -> str:
        return self.digest


class _Secret(models.Model):
    """Something a voter holds, kept as a digest."""

    digest = models.CharField(max_length=64)
    expires = models.DateTimeField(_("expires"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return type(self).__name__


class Code(_Secret):
    """A one-time code that was sent by mail."""

    voter = models.OneToOneField(Voter, models.CASCADE, related_name="code")
    tries = models.PositiveSmallIntegerField(default=0)


class DeskToken(_Secret):
    """A token that was printed at an assisted desk."""

    voter = models.OneToOneField(Voter, models.CASCADE, related_name="desk_token")


class Permit(_Secret):
    """Lets one ballot through; deleted when it is used."""

    voter = models.OneToOneField(Voter, models.CASCADE, related_name="permit")


KEEP_NO_HISTORY: tuple[type[Any], ...] = (Rejected, Entry, Asked, Code, DeskToken, Permit)
"""Journals, and what must leave no trace."""
