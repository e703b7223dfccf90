"""The wish of a person that a city or an organisation becomes a member."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.members.models.member import Member, new_ulid


class Application(models.Model):
    """What a person applies with, and what the secretariat answered."""

    class State(models.TextChoices):
        """Where it stands."""

        SENT = "sent", _("Sent")
        IN_REVIEW = "in-review", _("In review")
        RETURNED = "returned", _("Asked back")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        TAKEN_BACK = "taken-back", _("Taken back")

    ulid = models.CharField(max_length=26, unique=True, default=new_ulid, editable=False)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications"
    )
    member = models.ForeignKey(Member, models.CASCADE, related_name="applications")
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.SENT)
    office = models.CharField(_("office and function of the applicant"), max_length=200)
    message = models.TextField(_("message to the secretariat"), blank=True)
    reason = models.TextField(_("answer of the secretariat"), blank=True)
    sent = models.DateTimeField(_("sent"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["changed"])

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-sent", "-pk")

    def __str__(self) -> str:
        return f"{self.member}: {self.get_state_display()}"
