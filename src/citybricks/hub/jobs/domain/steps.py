"""The steps of blueprints: who may know of them, and which are still needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from citybricks.hub.jobs.models import Job
from citybricks.kernel.perform import read_steps
from citybricks.kernel.store import Folder

_LATEST = 100
"""Jobs that are looked through."""


def steps_of(folder: Folder) -> dict[str, Any]:
    """Return the steps of a run that was found, as a job tells of its own."""
    found = (replace(one, kept=True).written() for one in read_steps(folder))
    return {one.pop("step"): one for one in found}


def known_to(job: Job) -> frozenset[str]:
    """Return the keys of steps that whoever asked for `job` has had in earlier jobs."""
    if job.owner_id is None and not job.visitor:
        return frozenset()
    theirs = Q(owner_id=job.owner_id) if job.owner_id else Q(owner=None, visitor=job.visitor)
    earlier = Job.objects.filter(theirs).exclude(pk=job.pk).exclude(steps={})
    found = earlier.order_by("-created").values_list("steps", flat=True)[:_LATEST]
    return frozenset(step["key"] for steps in found for step in steps.values())


def has_run(key: str) -> bool:
    """Whether any job has a run, as its own or as one of its steps."""
    written = Job.objects.exclude(steps={}).annotate(written=Cast("steps", TextField()))
    return Job.objects.filter(key=key).exists() or written.filter(written__contains=key).exists()
