"""Rows: errands that wait, run, are done or were given up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from ulid import ULID


def new_ulid() -> str:
    """Return an identifier that sorts by time."""
    return str(ULID())


class Errand(models.Model):
    """A call of a registered function that is owed.

    It waits or runs while `due` is set; without it, `done` says when it was done, and a row with
    neither was given up with its problem. A queue is its own record, so it keeps no history.
    """

    ulid = models.CharField(primary_key=True, max_length=26, default=new_ulid, editable=False)
    name = models.CharField(_("name"), max_length=80)
    arguments = models.JSONField(_("arguments"), default=dict)
    once = models.CharField(
        max_length=160, blank=True, help_text=_("At most one unfinished errand has this key")
    )
    owed = models.PositiveIntegerField(default=1, help_text=_("How often it was owed since"))
    due = models.DateTimeField(_("due"), null=True)
    background = models.BooleanField(
        _("in the background"), default=False, help_text=_("Gives way to what somebody waits for")
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    lease = models.DateTimeField(null=True, help_text=_("Until when its worker has it"))
    worker = models.CharField(max_length=100, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    done = models.DateTimeField(_("done"), null=True)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("errand")
        verbose_name_plural = _("errands")
        ordering = ["-created"]
        indexes = [
            models.Index(fields=["due"], name="errand_due", condition=models.Q(due__isnull=False)),
            models.Index(fields=["done"], name="errand_done"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["once"],
                name="errand_once",
                condition=models.Q(due__isnull=False) & ~models.Q(once=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.ulid}"
