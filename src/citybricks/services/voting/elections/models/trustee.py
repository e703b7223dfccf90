"""Who holds a share of the key of an election, and what they gave; their keys never come here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.services.voting.elections.models.election import Election
from citybricks.services.voting.elections.vocabulary import TrusteeStep


class Trustee(models.Model):
    """A person who holds a share of the key."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="trustees")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    digest = models.CharField(
        max_length=64, editable=False, help_text=_("SHA-256 of the trustee's token")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("trustee")
        verbose_name_plural = _("trustees")
        ordering = ("election", "number")
        constraints = (
            models.UniqueConstraint(fields=["election", "number"], name="trustee_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="trustees_counted_from_1"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Answer(models.Model):
    """What a trustee gave, after it was checked; public data only."""

    trustee = models.ForeignKey(Trustee, models.CASCADE, related_name="answers")
    step = models.CharField(_("step"), max_length=16, choices=TrusteeStep)
    payload = models.TextField(help_text=_("Canonical JSON"))
    at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer of a trustee")
        verbose_name_plural = _("answers of trustees")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["trustee", "step"], name="trustee_answers_once"),
        )

    def __str__(self) -> str:
        return f"{self.trustee}: {self.step}"
