"""Rows: jobs, and the callbacks that tell others how they went."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citybricks.network.members.models import Member


class Status(models.TextChoices):
    """Where a job stands; the names are those of OGC API - Processes."""

    ACCEPTED = "accepted", _("Waiting")
    RUNNING = "running", _("Running")
    SUCCESSFUL = "successful", _("Finished")
    FAILED = "failed", _("Failed")
    DISMISSED = "dismissed", _("Dismissed")


UNFINISHED = (Status.ACCEPTED, Status.RUNNING)


class Visibility(models.TextChoices):
    """Who may see a job besides its owner and the secretariat."""

    PRIVATE = "private", _("Only me")
    MEMBER = "member", _("My member")
    PUBLIC = "public", _("Everybody")


class Job(models.Model):
    """One execution of a brick, from request to result."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brick = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    key = models.CharField(max_length=32, help_text=_("Key of the run in the run store"))
    status = models.CharField(max_length=16, choices=Status, default=Status.ACCEPTED)
    request = models.JSONField(default=dict, help_text=_("How the results were asked for"))
    language = models.CharField(max_length=16, default="en")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    visitor = models.CharField(max_length=64, blank=True, help_text=_("A browser without account"))
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="jobs")
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.PRIVATE)
    priority = models.SmallIntegerField(default=0, help_text=_("Higher runs earlier"))
    turn = models.PositiveIntegerField(
        default=0, help_text=_("Round of the queue it goes in: each requester has one job in each")
    )

    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    updated = models.DateTimeField(auto_now=True)

    worker = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease = models.DateTimeField(null=True, help_text=_("Until when its worker has it"))
    progress = models.FloatField(default=0.0)
    message = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=dict, help_text=_("What went wrong, by language"))
    log = models.TextField(blank=True)
    steps = models.JSONField(default=dict, help_text=_("Steps of a blueprint that have ended"))

    history = HistoricalRecords(
        excluded_fields=[
            "progress",
            "message",
            "log",
            "steps",
            "lease",
            "updated",
            "worker",
            "turn",
        ],
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created"]
        indexes = [
            models.Index(fields=["status", "-priority", "turn", "created"], name="job_queue"),
            models.Index(fields=["key", "status"], name="job_key"),
            models.Index(fields=["owner", "-created"], name="job_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0, progress__lte=1), name="job_progress_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brick} {self.id}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.status not in UNFINISHED


class Callback(models.Model):
    """A message owed to whoever asked to be told about a job (OGC API - Processes, 7.13)."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="callbacks")
    uri = models.TextField()
    status = models.CharField(max_length=16, choices=Status)
    attempt = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True, help_text=_("When to try next; empty: done or given up"))
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("callback")
        verbose_name_plural = _("callbacks")
        indexes = [models.Index(fields=["due"], name="callback_due")]

    def __str__(self) -> str:
        return f"{self.status} → {self.uri}"
