"""Rows: designs, and the jobs in which they were tried."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.hub.jobs.models import Job, Visibility
from citybricks.kernel.document import Document
from citybricks.network.members.models import Member


class Design(models.Model):
    """A blueprint as somebody draws it, finished or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    content = models.JSONField(default=dict, help_text=_("The document of the blueprint"))
    before = models.BigIntegerField(
        null=True, editable=False, help_text=_("Row of history that undoing goes back to")
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="designs"
    )
    visitor = models.CharField(max_length=64, blank=True, help_text=_("A browser without account"))
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="designs"
    )
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.PRIVATE)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("blueprint")
        verbose_name_plural = _("blueprints")
        ordering = ["-updated"]
        indexes = [models.Index(fields=["owner", "-updated"], name="design_owner")]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def document(self) -> Document:
        """The document of the blueprint."""
        return Document.model_validate(self.content)


class Trial(models.Model):
    """A run of a design, whole or up to a step."""

    design = models.ForeignKey(Design, models.CASCADE, related_name="trials")
    job = models.OneToOneField(Job, models.CASCADE, related_name="trial")
    upto = models.CharField(max_length=60, blank=True, help_text=_("The step it went up to"))
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.design} {self.job_id}"
