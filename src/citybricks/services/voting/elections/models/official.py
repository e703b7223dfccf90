"""Who does what in an election, and what they agreed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.services.voting.elections.models.election import Election
from citybricks.services.voting.elections.vocabulary import Role


class Official(models.Model):
    """A person with a role in an election."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="officials")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="offices", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["election", "user", "role"], name="office_held_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.election})"


class Agreement(models.Model):
    """A person agrees to freeze an election as it stands."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="agreements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(
        max_length=64, help_text=_("SHA-256 of what was agreed to: a change makes it void")
    )
    at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["election", "user"], name="agreement_given_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.election}"
