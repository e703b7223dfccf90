"""The hub's run store, and what a job's run holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.domain.steps import has_run
from citybricks.hub.jobs.models import Job
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import Designed, found_in
from citybricks.kernel.registry import find
from citybricks.kernel.store import Folder, Store
from citybricks.types import Model


@cache
def _store(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """Return the run store of this deployment."""
    return _store(settings.STORE)


@cache
def _designs(url: str) -> Callable[[str], Designed | None]:
    return found_in(_store(url))


def designs(id: str) -> Designed | None:
    """Return a blueprint that was designed in this deployment, or None."""
    return _designs(settings.STORE)(id)


def brick_of(job: Job) -> Brick[..., Any]:
    """Return the brick a job runs.

    Raises
    ------
    NoSuchBrick
        When it is not installed any more.
    """
    return find(job.brick)


def folder_of(job: Job) -> Folder:
    """Return the files of a job's run."""
    return store().run(job.key)


def outcome_of(job: Job) -> Model:
    """Return the outcome of a successful job.

    Raises
    ------
    NoSuchRun
        When it is not in the run store any more.
    """
    outcome: Model = folder_of(job).get("outcome", brick_of(job).outputs)
    return outcome


@transaction.atomic
def forget(job: Job) -> None:
    """Delete a finished job, and its run and steps where no other job has the same."""
    keys = [job.key, *(step["key"] for step in job.steps.values())]
    queue.hold(job.key)
    queue.remove(job)
    for key in dict.fromkeys(keys):
        if not has_run(key):
            store().forget(key)
