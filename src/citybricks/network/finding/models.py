"""Rows: what can be found, and the vectors of its texts.

They are derived from the things themselves, which keep the history.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.field import TextColumn


class Entry(models.Model):
    """A thing that can be found: a member, an offer, a need or a brick."""

    key = models.CharField(_("key"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=16)
    owner = models.CharField(_("owner"), max_length=120, blank=True)
    url = models.CharField(_("address"), max_length=500)
    title = TextColumn(_("title"))
    summary = TextColumn(_("summary"))
    documents: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(
        default=list, help_text=_("Its text, once per language")
    )
    facets: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    public = models.BooleanField(_("public"), default=True)
    gone = models.BooleanField(default=False, help_text=_("Not to be found any more"))
    revision = models.PositiveIntegerField(default=1, help_text=_("Counts changes of its texts"))
    embedded = models.CharField(
        max_length=200, blank=True, help_text=_("Models its vectors are of; empty: to be embedded")
    )
    changed = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(fields=["changed"], name="entry_changed"),
            models.Index(fields=["embedded"], name="entry_embedded"),
        ]

    def __str__(self) -> str:
        return self.key


class Vector(models.Model):
    """Where a text of an entry lies for one sentence model, as float16 numbers."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="vectors")
    document = models.CharField(max_length=200, help_text=_("Key of the text"))
    model = models.CharField(max_length=120)
    revision = models.PositiveIntegerField()
    numbers = models.BinaryField()

    class Meta:
        verbose_name = _("vector")
        verbose_name_plural = _("vectors")
        constraints = [
            models.UniqueConstraint(fields=["entry", "document", "model"], name="vector_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.model}"
