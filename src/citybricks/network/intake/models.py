"""Rows: tables that wait between preview and import."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from ulid import ULID


def new_token() -> str:
    """Return an identifier that sorts by the time it was made."""
    return str(ULID())


class Upload(models.Model):
    """A file as it was sent; nobody but who sent it gets it back."""

    token = models.CharField(max_length=26, primary_key=True, default=new_token, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    purpose = models.CharField(max_length=40, help_text=_("What its rows become"))
    name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    created = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("table sent in")
        verbose_name_plural = _("tables sent in")
        ordering = ["-token"]

    def __str__(self) -> str:
        return self.name
