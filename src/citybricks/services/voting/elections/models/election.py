"""An election of a city."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from ulid import ULID

from citybricks.network.content.field import TextColumn
from citybricks.services.voting.elections.vocabulary import GroupName, State

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Digits and letters that nobody takes for another."""
UUID_LENGTH = 14


def new_ulid() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


def new_uuid() -> str:
    """Return a name of an election as the protocol wants it."""
    return "".join(secrets.choice(BASE58) for _place in range(UUID_LENGTH))


class Election(models.Model):
    """A vote that a city holds."""

    ulid = models.CharField(max_length=26, primary_key=True, default=new_ulid, editable=False)
    uuid = models.CharField(
        "UUID",
        max_length=32,
        unique=True,
        default=new_uuid,
        editable=False,
        help_text=_("Its name in the protocol: 14 or more characters of Base58"),
    )
    city = models.SlugField(_("city"), help_text=_("Short name of the member that runs it"))
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)
    title = TextColumn(_("title"))
    description = TextColumn(_("description"))
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    source = models.TextField(_("source"), blank=True)

    group = models.CharField(
        _("mathematical group"), max_length=16, choices=GroupName, default=GroupName.ED25519
    )
    questions = models.JSONField(_("questions"), default=list, blank=True)
    weighted = models.BooleanField(_("votes have weights"), default=False)
    threshold = models.PositiveSmallIntegerField(
        _("trustees that are needed"),
        default=2,
        help_text=_("How many of the trustees are needed to tally"),
    )

    opens = models.DateTimeField(_("opens"), null=True, blank=True)
    closes = models.DateTimeField(_("closes"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    done_at = models.DateTimeField(_("result published at"), null=True, blank=True, editable=False)

    election_json = models.TextField(
        "election.json", blank=True, editable=False, help_text=_("As it was frozen")
    )
    trustees_json = models.TextField(
        "trustees.json", blank=True, editable=False, help_text=_("As it was frozen")
    )
    public_credentials = models.TextField(
        _("public credentials"),
        blank=True,
        editable=False,
        help_text=_("public_credentials.json, as the registrar handed it over"),
    )
    single_authority = models.BooleanField(
        _("one authority"),
        default=False,
        help_text=_("Registrar and board are in one hand: the server could add votes"),
    )
    demonstration = models.BooleanField(_("demonstration"), default=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords(
        excluded_fields=["changed", "public_credentials", "election_json", "trustees_json"]
    )

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")
        ordering = ("-ulid",)
        permissions = (("create_election", _("May start an election of a city")),)
        indexes = (models.Index(fields=["state", "-ulid"], name="election_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(threshold__gte=1), name="election_threshold_at_least_1"
            ),
        )

    def __str__(self) -> str:
        return str(self.title) or self.uuid
