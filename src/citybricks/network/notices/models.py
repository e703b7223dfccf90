"""Rows: notices, and how people want to be told."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Notice(models.Model):
    """Something a person is told.

    It is a message that only its reader's reading changes, so it keeps no history.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=80)
    arguments: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(
        _("arguments"), default=dict
    )
    url = models.CharField(_("address"), max_length=500, blank=True)
    once = models.CharField(
        max_length=160, blank=True, help_text=_("A person is told at most once under this key")
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    read = models.DateTimeField(_("read"), null=True, blank=True)
    mailed = models.DateTimeField(_("mailed"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created"], name="notice_person"),
            models.Index(
                fields=["person"], name="notice_unread", condition=models.Q(read__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "once"], name="notice_once", condition=~models.Q(once="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"


class Preference(models.Model):
    """How often a person is sent mails, and in which language."""

    class Pace(models.TextChoices):
        """How often unread notices are mailed."""

        AT_ONCE = "at-once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week, on Monday")
        NEVER = "never", _("Never")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference"
    )
    pace = models.CharField(_("mails"), max_length=16, choices=Pace, default=Pace.DAILY)
    language = models.CharField(_("language of mails"), max_length=35, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return f"{self.person}: {self.pace}"
